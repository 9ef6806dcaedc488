import Assets
import Foundation
import SceneGraph

/// A room's plan as SVG: walls, objects as outlines with a mark on their front, names and the room's dimensions.
public enum FloorPlan {
    /// The plan, north up, 100 units a metre in its view box (rooms over 40 m in fewer).
    public static func svg(of request: RenderRequest) -> String {
        let size = request.room.size
        let scale = min(100, 4000 / max(size.x, size.y))
        let (width, height) = (size.x * scale, size.y * scale)
        let border = max(60, 0.09 * max(width, height))
        let letter = max(9, 0.022 * max(width, height))
        let wall = max(6, 0.012 * max(width, height))
        func n(_ value: Double) -> String { String(format: "%.2f", locale: nil, value) }
        var lines: [String] = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(n(-border)) \(n(-border)) \
            \(n(width + 2 * border)) \(n(height + 2 * border))" font-family="system-ui, sans-serif" \
            font-size="\(n(letter))" text-anchor="middle">
            """,
            "<title>\(escaped(title(of: request.room)))</title>",
            """
            <rect x="\(n(-border))" y="\(n(-border))" width="\(n(width + 2 * border))" \
            height="\(n(height + 2 * border))" fill="#ffffff"/>
            """,
            """
            <rect class="room" x="\(n(-wall / 2))" y="\(n(-wall / 2))" width="\(n(width + wall))" \
            height="\(n(height + wall))" fill="#f6f1e8" stroke="#3c3f44" stroke-width="\(n(wall))"/>
            """,
        ]
        // What lies lower is drawn first, so that a rug does not hide a table.
        let order = request.items.indices.sorted { first, second in
            let (a, b) = (request.items[first], request.items[second])
            return (a.position.z + a.size.height / 2, first) < (b.position.z + b.size.height / 2, second)
        }
        for index in order {
            lines += object(request.items[index], scale: scale, roomWidth: size.y, n)
        }
        lines += labels(request.items, order: order, scale: scale, roomWidth: size.y, letter: letter, n)
        lines += dimension(
            from: (0, height + border * 0.45), to: (width, height + border * 0.45),
            text: "\(metres(size.x)) m", letter, n)
        lines += dimension(
            from: (width + border * 0.45, height), to: (width + border * 0.45, 0),
            text: "\(metres(size.y)) m", letter, n)
        let (x, y) = (-border * 0.5, border * 0.2)
        lines.append(
            """
            <path d="M\(n(x)) \(n(y - letter * 1.6))l\(n(letter * 0.5)) \(n(letter * 1.6))h\(n(-letter))z" \
            fill="#3c3f44"/><text x="\(n(x))" y="\(n(y + letter * 1.1))" fill="#3c3f44">N</text>
            """)
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func object(
        _ item: RenderRequest.Item, scale: Double, roomWidth: Double, _ n: (Double) -> String
    ) -> [String] {
        let kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
        let (length, width) = (item.size.length * scale, item.size.width * scale)
        let (x, y) = (item.position.x * scale, (roomWidth - item.position.y) * scale)
        let isOverhead = kind.support == .ceiling
        let mark = min(length, width) * 0.16
        let colour = hex(
            (MaterialPalette.surface(material: item.material)
                ?? MaterialPalette.surface(material: kind.material))?.colour)
        let dash = isOverhead ? " stroke-dasharray=\"6 4\" fill-opacity=\"0.15\"" : " fill-opacity=\"0.88\""
        // SVG turns clockwise with y down, which is MetaSpatial's sense seen from above.
        return [
            """
            <g id="\(escaped(item.id))"><title>\(escaped(item.id))</title>\
            <g transform="translate(\(n(x)) \(n(y))) rotate(\(n(Heading.normalized(item.angle))))">\
            <rect x="\(n(-length / 2))" y="\(n(-width / 2))" width="\(n(length))" height="\(n(width))" \
            rx="\(n(min(length, width) * 0.05))" fill="\(colour)"\(dash) stroke="#3c3f44" stroke-width="1.5"/>\
            <path class="front" d="M\(n(-mark)) \(n(-width / 2 + mark))L0 \(n(-width / 2))L\(n(mark)) \
            \(n(-width / 2 + mark))" fill="none" stroke="#3c3f44" stroke-width="1.5"/></g></g>
            """
        ]
    }

    /// The objects' names at their centres, moved down or up where they would cover each other.
    private static func labels(
        _ items: [RenderRequest.Item], order: [Int], scale: Double, roomWidth: Double, letter: Double,
        _ n: (Double) -> String
    ) -> [String] {
        var taken: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
        return order.reversed().map { index in
            let item = items[index]
            let text = label(item.id)
            let half = Double(text.count) * letter * 0.28
            let (x, middle) = (item.position.x * scale, (roomWidth - item.position.y) * scale)
            func box(_ y: Double) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
                (x - half...x + half, y - letter * 0.5...y + letter * 0.5)
            }
            let shifts = [0, 1, -1, 2, -2, 3, -3].map { middle + Double($0) * letter * 1.05 }
            let y =
                shifts.first { y in
                    let place = box(y)
                    return !taken.contains { $0.x.overlaps(place.x) && $0.y.overlaps(place.y) }
                } ?? middle
            taken.append(box(y))
            return """
                <text x="\(n(x))" y="\(n(y + letter * 0.35))" fill="#1d1f22" stroke="#ffffff" \
                stroke-width="\(n(letter * 0.22))" stroke-opacity="0.75" paint-order="stroke">\
                \(escaped(text))</text>
                """
        }
    }

    private static func dimension(
        from: (Double, Double), to: (Double, Double), text: String, _ letter: Double, _ n: (Double) -> String
    ) -> [String] {
        let isUpright = from.0 == to.0
        let (x, y) = ((from.0 + to.0) / 2, (from.1 + to.1) / 2)
        let tick = letter * 0.4
        let (dx, dy) = isUpright ? (tick, 0) : (0, tick)
        let turn = isUpright ? " transform=\"rotate(-90 \(n(x)) \(n(y)))\"" : ""
        return [
            """
            <path class="dimension" d="M\(n(from.0)) \(n(from.1))L\(n(to.0)) \(n(to.1))\
            M\(n(from.0 - dx)) \(n(from.1 - dy))l\(n(2 * dx)) \(n(2 * dy))\
            M\(n(to.0 - dx)) \(n(to.1 - dy))l\(n(2 * dx)) \(n(2 * dy))" fill="none" stroke="#3c3f44" \
            stroke-width="1.5"/>
            """,
            "<text x=\"\(n(x))\" y=\"\(n(y - letter * 0.5))\" fill=\"#3c3f44\"\(turn)>\(text)</text>",
        ]
    }

    private static func title(of room: Room) -> String {
        let text = room.description.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? "Room of \(metres(room.size.x)) by \(metres(room.size.y)) m" : text
    }

    private static func label(_ id: String) -> String {
        let words = id.split { $0 == "_" || $0 == "-" || $0 == " " }.filter { !$0.allSatisfy(\.isNumber) }
        return words.isEmpty ? id : words.joined(separator: " ")
    }

    private static func metres(_ value: Double) -> String {
        let text = String(format: "%.2f", locale: nil, value)
        if text.hasSuffix(".00") { return String(text.dropLast(3)) }
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }

    private static func hex(_ colour: Colour?) -> String {
        guard let colour else { return "#d8cab0" }
        let tone = ToneCurve.standard
        return "#"
            + [colour.red, colour.green, colour.blue].map { String(format: "%02x", tone.byte(min($0, 0.7))) }
            .joined()
    }

    /// Text for XML: markup characters as entities, characters that XML 1.0 forbids left out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result += " "
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
