import Assets
import Foundation
import SceneGraph

/// A room's plan as SVG: walls, objects as plan symbols with a mark on their front, names, and the dimensions.
///
/// A name stands in its object where there is room for it. Otherwise the object bears a number, on itself or at the
/// end of a leader line, and a legend beside the plan says what the number means. No two texts overlap.
public enum FloorPlan {
    /// The plan, north up, 100 units a metre in its view box (rooms over 40 m in fewer).
    public static func svg(of request: RenderRequest) -> String {
        let sheet = PlanSheet(request)
        // What lies lower is drawn first, so that a rug does not hide a table.
        let isOpening = request.items.indices.map { $0 >= request.furniture.count }
        let order = request.items.indices.sorted { first, second in
            let (a, b) = (request.items[first], request.items[second])
            return (a.position.z + a.size.height / 2, first) < (b.position.z + b.size.height / 2, second)
        }
        let outlines = order.map { PlanOutline(request.items[$0], sheet: sheet) }
        // Doors and windows of the room show what they are, and have no names.
        let labels = PlanLabels(
            zip(order, outlines).compactMap { isOpening[$0] ? nil : $1 }, sheet: sheet)
        let legend = PlanLegend(labels.legend, sheet: sheet)
        let (low, high) = (sheet.low, pointwiseMax(sheet.high, legend.high))
        var lines: [String] = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(n(low.x)) \(n(low.y)) \
            \(n(high.x - low.x)) \(n(high.y - low.y))" font-family="system-ui, sans-serif" \
            font-size="\(n(sheet.letter))" text-anchor="middle" fill="#1d1f22" stroke-linejoin="round">
            """,
            "<title>\(escaped(title(of: request.room)))</title>",
            """
            <rect x="\(n(low.x))" y="\(n(low.y))" width="\(n(high.x - low.x))" \
            height="\(n(high.y - low.y))" fill="#ffffff"/>
            """,
            walls(of: request.room, sheet),
        ]
        lines += wallNames(of: request.room, sheet)
        lines += outlines.map { $0.svg(line: sheet.line) }
        lines += labels.svg
        lines += legend.svg
        let (foot, side) = (sheet.dimensionFoot, sheet.dimensionSide)
        lines += dimension(
            from: (0, foot), to: (sheet.size.x, foot), text: "\(metres(request.room.size.x)) m", sheet)
        lines += dimension(
            from: (side, sheet.size.y), to: (side, 0), text: "\(metres(request.room.size.y)) m", sheet)
        let letter = sheet.letter
        let (x, y) = (low.x + letter, low.y + letter * 2.2)
        lines.append(
            """
            <path d="M\(n(x)) \(n(y - letter * 1.6))l\(n(letter * 0.5)) \(n(letter * 1.6))h\(n(-letter))z" \
            fill="#33363b"/><text x="\(n(x))" y="\(n(y + letter * 0.95))">N</text>
            """)
        // What is measured in sum stands above the plan, at its right end.
        let size = request.room.size
        lines.append(
            """
            <text class="area" x="\(n(sheet.size.x))" y="\(n(low.y + letter * 1.05))" text-anchor="end">\
            \(metres(request.room.outline?.area ?? size.x * size.y)) m², \(metres(size.z)) m high</text>
            """)
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The floor, and the walls around it.
    private static func walls(of room: Room, _ sheet: PlanSheet) -> String {
        guard let outline = room.outline else {
            return """
                <rect class="room" x="\(n(-sheet.wall / 2))" y="\(n(-sheet.wall / 2))" \
                width="\(n(sheet.size.x + sheet.wall))" height="\(n(sheet.size.y + sheet.wall))" fill="#f8f4ec" \
                stroke="#33363b" stroke-width="\(n(sheet.wall))"/>
                """
        }
        // The line's middle runs half of the wall's thickness outside of the floor.
        let walls = room.walls
        let corners = outline.corners.indices.map { index -> SIMD2<Double> in
            let (first, second) = (walls[(index + walls.count - 1) % walls.count].inward, walls[index].inward)
            let share = sheet.wall / 2 / sheet.scale / max(1 + (first * second).sum(), 0.2)
            return sheet.place(outline.corners[index] - (first + second) * share)
        }
        let path = corners.map { "\(n($0.x)) \(n($0.y))" }.joined(separator: "L")
        return """
            <path class="room" d="M\(path)z" fill="#f8f4ec" stroke="#33363b" stroke-width="\(n(sheet.wall))" \
            stroke-linejoin="miter"/>
            """
    }

    /// The names of an outline's walls, outside of them.
    private static func wallNames(of room: Room, _ sheet: PlanSheet) -> [String] {
        guard room.outline != nil else { return [] }
        let letter = sheet.letter * 0.62
        return room.walls.map { wall in
            let way = sheet.wall * 1.1 + letter * 0.55
            let place = sheet.place(wall.middle) + SIMD2(-wall.inward.x, wall.inward.y) * way
            // Along the wall, and never upside down.
            var turn = Heading.normalized(wall.angle)
            if turn > 90, turn <= 270 { turn -= 180 }
            return """
                <text class="wall" x="\(n(place.x))" y="\(n(place.y + letter * 0.35))" font-size="\(n(letter))" \
                fill="#6b6f75" transform="rotate(\(n(turn)) \(n(place.x)) \(n(place.y)))">\(escaped(wall.name))</text>
                """
        }
    }

    private static func dimension(
        from: (Double, Double), to: (Double, Double), text: String, _ sheet: PlanSheet
    ) -> [String] {
        let letter = sheet.letter
        let isUpright = from.0 == to.0
        let (x, y) = ((from.0 + to.0) / 2, (from.1 + to.1) / 2)
        let tick = letter * 0.4
        let (dx, dy) = isUpright ? (tick, 0) : (0, tick)
        // Upright text reads from the right, beyond the line; level text stands below it.
        let (textX, textY) = isUpright ? (x + letter * 1.1, y) : (x, y + letter * 1.15)
        let turn = isUpright ? " transform=\"rotate(-90 \(n(textX)) \(n(textY)))\"" : ""
        return [
            """
            <path class="dimension" d="M\(n(from.0)) \(n(from.1))L\(n(to.0)) \(n(to.1))\
            M\(n(from.0 - dx)) \(n(from.1 - dy))l\(n(2 * dx)) \(n(2 * dy))\
            M\(n(to.0 - dx)) \(n(to.1 - dy))l\(n(2 * dx)) \(n(2 * dy))" fill="none" stroke="#33363b" \
            stroke-width="\(n(sheet.line))"/>
            """,
            "<text x=\"\(n(textX))\" y=\"\(n(textY))\"\(turn)>\(text)</text>",
        ]
    }

    private static func title(of room: Room) -> String {
        let text = room.description.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? "Room of \(metres(room.size.x)) by \(metres(room.size.y)) m" : text
    }

    private static func metres(_ value: Double) -> String {
        let text = n(value)
        if text.hasSuffix(".00") { return String(text.dropLast(3)) }
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }

    /// A number with two decimals, whatever the locale.
    static func n(_ value: Double) -> String { String(format: "%.2f", locale: nil, value) }

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
