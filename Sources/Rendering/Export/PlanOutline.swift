import Assets
import Foundation
import SceneGraph

/// An object on the plan: its outline and the symbol of its kind.
struct PlanOutline {
    let id: String
    /// The object's name, without its number; long ones are cut.
    let name: String
    let kind: FurnitureKind
    let centre: SIMD2<Double>
    /// Half of the sides along the object's own axes.
    let half: SIMD2<Double>
    /// Degrees clockwise.
    let angle: Double
    /// The smallest upright rectangle around it.
    let box: PlanBox
    private let fill: String
    private let unit: Double

    init(_ item: RenderRequest.Item, sheet: PlanSheet) {
        id = item.id
        name = Self.name(item.id)
        kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
        unit = sheet.scale
        centre = SIMD2(item.position.x * unit, sheet.size.y - item.position.y * unit)
        half = SIMD2(item.size.length, item.size.width) * (unit / 2)
        angle = Heading.normalized(item.angle)
        let placed = OrientedBox(item)
        box = PlanBox(
            centre: centre, half: SIMD2(placed.high.x - placed.low.x, placed.high.y - placed.low.y) * (unit / 2))
        let surface =
            MaterialPalette.surface(material: item.material, style: item.style)
            ?? MaterialPalette.surface(material: kind.material)
        fill = Self.hex(surface?.colour ?? Colour(sRGB: 0xD8CAB0))
    }

    /// Whether an upright rectangle lies within the turned outline.
    func holds(_ other: PlanBox) -> Bool {
        let front = Heading.direction(angle)
        let scale: Double = isRound ? 0.72 : 1
        return [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)].allSatisfy { sides in
            let offset = other.centre + other.half * SIMD2(sides.0, sides.1) - centre
            // The object's x axis is (cos, sin) with y down, its front (sin, -cos).
            let across = offset.x * front.y + offset.y * front.x
            let along = offset.x * front.x - offset.y * front.y
            return abs(across) <= half.x * scale && abs(along) <= half.y * scale
        }
    }

    private var isRound: Bool {
        switch kind.shape {
        case .roundTable, .plant, .vase, .floorLamp, .tableLamp, .pendant, .chandelier, .stool, .beanBag, .ball,
            .statue, .waterFeature, .candle, .globe, .bowl, .cylinder, .basket, .tree, .coatRack, .ceilingFan,
            .punchingBag:
            true
        default: false
        }
    }

    /// The object as a group named by its identifier.
    func svg(line: Double) -> String {
        let isOverhead = kind.support == .ceiling
        let dash = isOverhead ? " stroke-dasharray=\"6 4\" fill-opacity=\"0.25\"" : ""
        let mark = min(half.x, half.y) * 0.22
        let shape =
            isRound
            ? "<ellipse rx=\"\(n(half.x))\" ry=\"\(n(half.y))\" fill=\"\(fill)\"\(dash)/>"
            : """
            <rect x="\(n(-half.x))" y="\(n(-half.y))" width="\(n(2 * half.x))" height="\(n(2 * half.y))" \
            rx="\(n(min(half.x, half.y) * 0.1))" fill="\(fill)"\(dash)/>
            """
        // SVG turns clockwise with y down, which is MetaSpatial's sense seen from above.
        return """
            <g id="\(FloorPlan.escaped(id))"><title>\(FloorPlan.escaped(id))</title>\
            <g transform="translate(\(n(centre.x)) \(n(centre.y))) rotate(\(n(angle)))" \
            stroke="#4a4d52" stroke-width="\(n(line))">\(shape)\(symbol(line: line))\
            <path class="front" d="M\(n(-mark)) \(n(-half.y + mark))L0 \(n(-half.y))L\(n(mark)) \
            \(n(-half.y + mark))" fill="none"/></g></g>
            """
    }

    /// Lines that tell the kind, in the object's own frame: front up.
    private func symbol(line: Double) -> String {
        let (x, y) = (half.x, half.y)
        func bar(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, round: Double = 0, fill: String = "none")
            -> String
        {
            """
            <rect x="\(n(x0))" y="\(n(y0))" width="\(n(x1 - x0))" height="\(n(y1 - y0))" rx="\(n(round))" \
            fill="\(fill)" stroke-width="\(n(line * 0.7))"/>
            """
        }
        func disc(_ cx: Double, _ cy: Double, _ rx: Double, _ ry: Double) -> String {
            """
            <ellipse cx="\(n(cx))" cy="\(n(cy))" rx="\(n(rx))" ry="\(n(ry))" fill="none" \
            stroke-width="\(n(line * 0.7))"/>
            """
        }
        switch kind.shape {
        case .bed, .bunkBed, .crib:
            // The head is at the back: pillows there, and the edge of the cover.
            let depth = y * 0.3
            let cover =
                "<path d=\"M\(n(-x)) \(n(y * 0.44))H\(n(x))\" fill=\"none\" stroke-width=\"\(n(line * 0.7))\"/>"
            let spans = x > 0.6 * unit ? [(-x * 0.88, -x * 0.06), (x * 0.06, x * 0.88)] : [(-x * 0.8, x * 0.8)]
            return cover
                + spans.map { bar($0.0, y * 0.92 - depth, $0.1, y * 0.92, round: depth * 0.3, fill: "#ffffff") }
                .joined()
        case .sofa, .armchair, .chaise:
            let (back, arm) = (y * 0.5, min(x * 0.25, y * 0.4))
            return bar(-x, y - back, x, y) + bar(-x, -y * 0.9, -x + arm, y - back)
                + bar(x - arm, -y * 0.9, x, y - back)
        case .chair, .officeChair: return bar(-x, y * 0.7, x, y, round: y * 0.1)
        case .toilet: return bar(-x, y * 0.55, x, y) + disc(0, -y * 0.22, x * 0.72, y * 0.68)
        case .bathtub: return bar(-x * 0.86, -y * 0.76, x * 0.86, y * 0.76, round: min(x, y) * 0.4)
        case .sinkCabinet, .pedestalSink: return disc(0, -y * 0.1, x * 0.5, y * 0.5)
        case .stove:
            return [(-0.45, -0.45), (0.45, -0.45), (-0.45, 0.4), (0.45, 0.4)].map {
                disc($0.0 * x, $0.1 * y, min(x, y) * 0.28, min(x, y) * 0.28)
            }.joined()
        case .rug, .mat: return bar(-x * 0.92, -y * 0.9, x * 0.92, y * 0.9)
        case .shower:
            return "<path d=\"M\(n(-x)) \(n(-y))L\(n(x)) \(n(y))M\(n(x)) \(n(-y))L\(n(-x)) \(n(y))\" "
                + "stroke-width=\"\(n(line * 0.7))\" stroke-opacity=\"0.5\" fill=\"none\"/>"
        case .door:
            // The leaf stands open into the room, hinged on its left, and the arc that it sweeps.
            let leaf = 2 * x
            let arc = "A\(n(leaf)) \(n(leaf)) 0 0 1 \(n(x)) \(n(-y))"
            return """
                <path class="swing" d="M\(n(-x)) \(n(-y))V\(n(-y - leaf))\(arc)" stroke-width="\(n(line * 0.7))" \
                fill="none"/>
                """
        case .window:
            return [-y / 3, y / 3].map {
                "<path d=\"M\(n(-x)) \(n($0))H\(n(x))\" stroke-width=\"\(n(line * 0.7))\" fill=\"none\"/>"
            }.joined()
        case .piano: return bar(-x * 0.9, -y * 0.9, x * 0.9, -y * 0.5, fill: "#ffffff")
        case .wardrobe, .cabinet, .drawers, .shelfUnit, .fridge:
            return "<path d=\"M\(n(-x)) \(n(-y * 0.82))H\(n(x))\" stroke-width=\"\(n(line * 0.7))\" fill=\"none\"/>"
        default: return ""
        }
    }

    private func n(_ value: Double) -> String { FloorPlan.n(value) }

    private static func name(_ id: String) -> String {
        let words = id.split { $0 == "_" || $0 == "-" || $0 == " " }.filter { !$0.allSatisfy(\.isNumber) }
        let text = words.isEmpty ? id : words.joined(separator: " ")
        return text.count > 32 ? text.prefix(31) + "…" : text
    }

    /// The colour for display, lightened as plans are, so that letters are read on it.
    private static func hex(_ colour: Colour) -> String {
        let tone = ToneCurve.standard
        return "#"
            + [colour.red, colour.green, colour.blue].map {
                let byte = Double(tone.byte(min($0, 0.7)))
                return String(format: "%02x", Int((byte * 0.5 + 250 * 0.5).rounded()))
            }.joined()
    }
}
