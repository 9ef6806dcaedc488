import Assets

/// What a floor is laid with, as a pattern over the floor plan.
enum FloorFinish: Sendable {
    case planks, tiles, carpet, concrete

    /// The finish that suits a room's description; planks where it says nothing.
    init(description: String) {
        let text = description.lowercased()
        func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if has("kitchen", "bath", "spa", "bakery", "laundry", "sauna", "shower", "pool", "restroom", "clinic") {
            self = .tiles
        } else if has("garage", "workshop", "warehouse", "industrial", "factory", "loft", "gym", "laborator") {
            self = .concrete
        } else if has("carpet", "theater", "theatre", "cinema", "nursery", "playroom") {
            self = .carpet
        } else {
            self = .planks
        }
    }

    /// The colour at a spot, metres.
    /// - Parameter footprint: metres that a pixel covers: finer detail is faded out, so that it cannot flicker.
    func colour(x: Float, y: Float, footprint: Float) -> SIMD3<Float> {
        switch self {
        case .planks:
            let (breadth, run) = (Float(0.16), Float(1.9))
            let row = (y / breadth).rounded(.down)
            let shift = Self.noise(row, 7) * run
            let plank = ((x + shift) / run).rounded(.down)
            let fade = (1.4 - footprint / breadth * 2).clamped(to: 0...1)
            let tone = 1 + (Self.noise(row, plank) - 0.5) * 0.2 * fade
            let seam = min(
                Self.seam(y / breadth - row, breadth, footprint),
                Self.seam((x + shift) / run - plank, run, footprint))
            let grain =
                1 + (Self.noise((x * 9).rounded(.down), (y * 160).rounded(.down)) - 0.5) * 0.05
                * (1 - footprint / 0.006).clamped(to: 0...1)
            return Self.oak * tone * grain * (1 - 0.4 * (1 - seam))
        case .tiles:
            let side = Float(0.45)
            let (column, row) = ((x / side).rounded(.down), (y / side).rounded(.down))
            let fade = (1.4 - footprint / side * 2).clamped(to: 0...1)
            let tone = 1 + (Self.noise(column, row) - 0.5) * 0.06 * fade
            let seam = min(
                Self.seam(x / side - column, side, footprint), Self.seam(y / side - row, side, footprint))
            return Self.stone * tone * (1 - 0.3 * (1 - seam))
        case .carpet:
            let fade = (1 - footprint / 0.03).clamped(to: 0...1)
            let tone = 1 + (Self.noise((x * 60).rounded(.down), (y * 60).rounded(.down)) - 0.5) * 0.08 * fade
            return Self.wool * tone
        case .concrete:
            let side = Float(2.4)
            let (column, row) = ((x / side).rounded(.down), (y / side).rounded(.down))
            let seam = min(
                Self.seam(x / side - column, side, footprint), Self.seam(y / side - row, side, footprint))
            return Self.screed * (1 + (Self.noise(column, row) - 0.5) * 0.03) * (1 - 0.16 * (1 - seam))
        }
    }

    private static let oak = Colour(sRGB: 0xC8AA86).vector
    private static let stone = Colour(sRGB: 0xC9C6BF).vector
    private static let wool = Colour(sRGB: 0xA9A39B).vector
    private static let screed = Colour(sRGB: 0xA9A7A2).vector

    /// 1 in the field and 0 in a joint of 5 mm at the edges of a unit cell, blended over a pixel's footprint.
    private static func seam(_ share: Float, _ side: Float, _ footprint: Float) -> Float {
        let distance = min(share, 1 - share) * side
        let joint = Float(0.0025)
        let soft = max(footprint * 0.7, 0.001)
        let depth = min(1, joint / soft)
        return 1 - depth * (1 - (distance - joint) / soft).clamped(to: 0...1)
    }

    /// A hash of two whole numbers to 0 ..< 1.
    private static func noise(_ a: Float, _ b: Float) -> Float {
        var state = UInt32(bitPattern: Int32(a.clamped(to: -1e9...1e9))) &* 0x9E37_79B1
        state ^= UInt32(bitPattern: Int32(b.clamped(to: -1e9...1e9))) &* 0x85EB_CA77
        state ^= state >> 15
        state = state &* 0x2C1B_3C6D
        state ^= state >> 12
        return Float(state >> 8) / 16_777_216
    }
}
