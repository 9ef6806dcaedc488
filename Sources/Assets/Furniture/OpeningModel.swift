/// Doors and windows as they are built into a wall: lining, casing, and a leaf or panes.
///
/// Their frame is that of the hole in the wall's face: x along the wall, y into the room, z up, the origin in the middle
/// of the hole's lower edge, in metres.
public enum OpeningModel {
    /// A closed door, of two leaves where it is wide.
    /// - Parameters:
    ///   - width: of the hole, metres.
    ///   - height: of the hole.
    ///   - depth: of the wall.
    ///   - headroom: from the hole to the wall's top, which the casing does not pass.
    public static func door(width: Float, height: Float, depth: Float, headroom: Float) -> Mesh {
        var opening = OpeningBuilder(width: width, height: height, depth: depth)
        opening.lining(hasSill: false)
        opening.casing(headroom: headroom)
        let count = width > 1.3 ? 2 : 1
        let (left, right) = (-width / 2 + opening.board, width / 2 - opening.board)
        let leaf = (right - left) / Float(count)
        for number in 0..<count {
            let from = left + leaf * Float(number)
            opening.leaf(x: (from, from + leaf), isHingedLeft: number % 2 == 0)
        }
        return opening.builder.mesh
    }

    /// A window of as many sashes as its width asks for.
    /// - Parameters:
    ///   - width: of the hole, metres.
    ///   - height: of the hole.
    ///   - depth: of the wall.
    ///   - bottom: the hole's height above the floor; where there is room below it, a board lies on the sill.
    ///   - headroom: from the hole to the wall's top, which the casing does not pass.
    public static func window(width: Float, height: Float, depth: Float, bottom: Float, headroom: Float) -> Mesh {
        var opening = OpeningBuilder(width: width, height: height, depth: depth)
        opening.lining(hasSill: true)
        opening.casing(headroom: headroom)
        if bottom > 0.1 { opening.sill() }
        let count = max(1, Int((width / 0.85).rounded()))
        let (left, right) = (-width / 2 + opening.board, width / 2 - opening.board)
        let sash = (right - left) / Float(count)
        for number in 0..<count {
            let from = left + sash * Float(number)
            opening.sash(x: (from, from + sash), hasHandle: number > 0 || count == 1)
        }
        return opening.builder.mesh
    }
}

/// Puts the boards of a door or a window together.
private struct OpeningBuilder {
    let width: Float
    let height: Float
    let depth: Float
    /// How thick the lining's boards are.
    let board: Float
    var builder = MeshBuilder()

    private let white = Surface(sRGB: 0xF4F2ED, roughness: 0.5)
    private let oak = Surface(sRGB: 0xC29A6C, roughness: 0.5).with(.wood)
    private let glass = Surface(sRGB: 0xDCEAF0, roughness: 0.05, opacity: 0.14)

    init(width: Float, height: Float, depth: Float) {
        self.width = width
        self.height = height
        self.depth = depth
        board = min(0.025, 0.05 * min(width, height))
    }

    private mutating func box(
        _ surface: Surface, x: (Float, Float), y: (Float, Float), z: (Float, Float), round: Float = 0.003
    ) {
        guard x.1 > x.0, y.1 > y.0, z.1 > z.0 else { return }
        builder.box(surface, x: x, y: y, z: z, round: round)
    }

    /// Boards that line the hole through the wall.
    mutating func lining(hasSill: Bool) {
        let (half, y) = (width / 2, (-depth, Float(0.001)))
        box(white, x: (-half, -half + board), y: y, z: (0, height))
        box(white, x: (half - board, half), y: y, z: (0, height))
        box(white, x: (-half + board, half - board), y: y, z: (height - board, height))
        if hasSill {
            box(white, x: (-half + board, half - board), y: y, z: (0, board))
        } else {
            box(oak, x: (-half + board, half - board), y: (-depth, 0), z: (-0.02, 0.004), round: 0)
        }
    }

    /// Boards on the wall around the hole.
    mutating func casing(headroom: Float) {
        let breadth = min(0.07, 0.12 * min(width, height))
        let (half, y) = (width / 2, (Float(0), Float(0.018)))
        let outer = breadth * 0.8
        let top = height + min(outer, max(headroom, 0))
        for side in [Float(-1), 1] {
            let (from, to) = (side * (half + outer), side * (half - breadth + outer))
            box(white, x: (min(from, to), max(from, to)), y: y, z: (0, top))
        }
        let inner = half - breadth + outer
        box(white, x: (-inner, inner), y: y, z: (height - breadth + outer, top))
    }

    /// A board on the sill that stands out into the room.
    mutating func sill() {
        let half = width / 2
        box(white, x: (-half - 0.075, half + 0.075), y: (0, 0.032), z: (-0.028, 0))
        box(white, x: (-half + board, half - board), y: (-depth * 0.5, 0.032), z: (-0.028, board + 0.002))
    }

    /// A leaf with two fields and a handle.
    /// - Parameter isHingedLeft: whether the handle is on the right.
    mutating func leaf(x: (Float, Float), isHingedLeft: Bool) {
        let (from, to) = (x.0 + 0.002, x.1 - 0.002)
        let (low, high) = (Float(0.008), height - board - 0.003)
        let back = -min(0.055, depth * 0.75)
        let front = min(back + 0.042, -0.004)
        let (breadth, tall) = (to - from, high - low)
        let stile = min(0.11, breadth * 0.16)
        let (foot, head, middle) = (min(0.2, tall * 0.11), min(0.12, tall * 0.07), low + tall * 0.47)
        let rail = min(0.13, tall * 0.07)
        box(oak, x: (from, from + stile), y: (back, front), z: (low, high))
        box(oak, x: (to - stile, to), y: (back, front), z: (low, high))
        for (bottom, top) in [(low, low + foot), (middle - rail / 2, middle + rail / 2), (high - head, high)] {
            box(oak, x: (from + stile, to - stile), y: (back, front), z: (bottom, top))
        }
        let field = oak.shaded(0.94)
        for (bottom, top) in [(low + foot, middle - rail / 2), (middle + rail / 2, high - head)] {
            box(
                field, x: (from + stile, to - stile), y: (back + 0.01, front - min(0.014, (front - back) * 0.4)),
                z: (bottom, top), round: 0)
        }
        let steel = FurniturePaint.brass
        let grip = isHingedLeft ? to - stile / 2 : from + stile / 2
        let level = min(1.02, height * 0.5)
        let size = min(1, breadth / 0.8)
        box(
            steel, x: (grip - 0.022 * size, grip + 0.022 * size), y: (front, front + 0.006),
            z: (level - 0.09 * size, level + 0.05 * size))
        let lever = isHingedLeft ? (grip - 0.115 * size, grip + 0.01 * size) : (grip - 0.01 * size, grip + 0.115 * size)
        box(steel, x: lever, y: (front + 0.03, front + 0.046), z: (level - 0.009, level + 0.009))
        box(steel, x: (grip - 0.009, grip + 0.009), y: (front, front + 0.045), z: (level - 0.009, level + 0.009))
    }

    /// A frame with a pane.
    mutating func sash(x: (Float, Float), hasHandle: Bool) {
        let (low, high) = (board, height - board)
        let bar = min(0.05, 0.12 * min(x.1 - x.0, high - low))
        let back = -depth * 0.72
        let front = back + min(0.05, depth * 0.5)
        box(white, x: (x.0, x.0 + bar), y: (back, front), z: (low, high))
        box(white, x: (x.1 - bar, x.1), y: (back, front), z: (low, high))
        box(white, x: (x.0 + bar, x.1 - bar), y: (back, front), z: (low, low + bar))
        box(white, x: (x.0 + bar, x.1 - bar), y: (back, front), z: (high - bar, high))
        let middle = (back + front) / 2
        let pane = [(x.0 + bar, low + bar), (x.1 - bar, low + bar), (x.1 - bar, high - bar), (x.0 + bar, high - bar)]
        // Seen from the room alone.
        builder.polygon(glass, pane.reversed().map { SIMD3($0.0, middle, $0.1) })
        guard hasHandle else { return }
        let (grip, level) = (x.0 + bar / 2, (low + high) / 2)
        box(
            FurniturePaint.brass, x: (grip - 0.009, grip + 0.009), y: (front, front + 0.03),
            z: (level - 0.06, level + 0.015))
    }
}
