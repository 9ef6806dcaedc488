import Assets
import SceneGraph

/// What the floor and the walls of a room are finished with, after what the room is for.
struct RoomFinish: Sendable {
    enum Floor: Sendable { case planks, herringbone, tiles, carpet, concrete, stone, plain }

    let floor: Floor
    /// The floor's own colour, linear.
    let floorBase: SIMD3<Float>
    /// The walls' paint, linear.
    let wall: SIMD3<Float>
    /// Up to where walls are tiled, metres; 0 for none.
    let tileHeight: Float

    init(_ room: Room) {
        let text = room.description.lowercased()
        func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        func colour(_ code: UInt32) -> SIMD3<Float> { Colour(sRGB: code).vector }
        var tiles: Float = 0
        // What a loft is called before its kitchen island is mentioned decides.
        let industry = ["industrial", "loft", "warehouse", "factory"].compactMap { text.firstRange(of: $0)?.lowerBound }
            .min()
        let kitchen = text.firstRange(of: "kitchen")?.lowerBound
        let isIndustrial = industry.map { place in kitchen.map { place < $0 } ?? true } ?? false
        if isIndustrial {
            (floor, floorBase, wall) = (.concrete, colour(0xA7A5A0), colour(0xE4E3E0))
        } else if has("bath", "spa", "shower", "restroom", "sauna", "toilet", "pool") {
            (floor, floorBase, wall) = (.tiles, colour(0xB9BFC0), colour(0xEDF0EE))
            tiles = min(Float(room.size.z) * 0.48, 1.25)
        } else if has("kitchen", "bakery", "laundry", "clinic", "cafe", "restaurant", "canteen") {
            (floor, floorBase, wall) = (.tiles, colour(0xC8C2B8), colour(0xF0ECE3))
        } else if has("garage", "workshop", "warehouse", "industrial", "factory", "loft", "gym", "laborator") {
            (floor, floorBase, wall) = (.concrete, colour(0xA7A5A0), colour(0xE4E3E0))
        } else if has("theater", "theatre", "cinema") {
            (floor, floorBase, wall) = (.carpet, colour(0x5B5560), colour(0xB7ADA6))
        } else if has("nursery", "playroom", "child", "kid", "baby", "toddler") {
            (floor, floorBase, wall) = (.planks, colour(0xDDBE93), colour(0xE3EAEC))
        } else if has("carpet") {
            (floor, floorBase, wall) = (.carpet, colour(0xB3ACA2), colour(0xECE8E0))
        } else if has("lobby", "hotel", "gallery", "museum", "bank", "palace", "reception") {
            (floor, floorBase, wall) = (.stone, colour(0xD9D4CB), colour(0xEFECE6))
        } else if has("library", "office", "study", "dining", "elegant", "classic", "victorian", "traditional") {
            (floor, floorBase, wall) = (.herringbone, colour(0xB98B5E), colour(0xE4E5DD))
        } else if has("bedroom", "sleep", "bed") {
            (floor, floorBase, wall) = (.planks, colour(0xC9A77F), colour(0xE6E1DD))
        } else {
            (floor, floorBase, wall) = (.planks, colour(0xC8A075), colour(0xEFEAE2))
        }
        tileHeight = tiles
    }

    /// No room at all: a floor of the colour of the ground.
    static let plain = RoomFinish(floor: .plain, base: SIMD3<Float>(repeating: 0.86), wall: SIMD3(repeating: 0.9))

    private init(floor: Floor, base: SIMD3<Float>, wall: SIMD3<Float>) {
        self.floor = floor
        floorBase = base
        self.wall = wall
        tileHeight = 0
    }

    /// The floor's mean colour.
    var floorMean: SIMD3<Float> { floorBase * 0.97 }
    /// How rough the floor is.
    var floorRoughness: Float {
        switch floor {
        case .planks, .herringbone: 0.42
        case .tiles, .stone: 0.25
        case .concrete: 0.5
        case .carpet, .plain: 1
        }
    }

    /// The colour of the floor at a spot, metres.
    /// - Parameter footprint: metres that a pixel covers: finer detail is faded out.
    @inline(__always)
    func floorColour(x: Float, y: Float, footprint: Float) -> SIMD3<Float> {
        switch floor {
        case .plain: return floorBase
        case .planks: return floorBase * Self.plank(x, y, footprint)
        case .herringbone: return floorBase * Self.herringbone(x, y, footprint)
        case .tiles: return floorBase * Self.tile(x, y, side: 0.45, tone: 0.05, footprint)
        case .carpet:
            let pile = ValueNoise.at(x * 190, y * 190) * 0.09 * SurfacePattern.fade(footprint, 0.01)
            let cloud = ValueNoise.at(x * 2.3, y * 2.9) * 0.025
            return floorBase * (1 + pile + cloud)
        case .concrete:
            let cloud = ValueNoise.at(x * 0.9, y * 0.9) * 0.04 + ValueNoise.at(x * 3.1, y * 3.7) * 0.025
            let grit = ValueNoise.at(x * 120, y * 120) * 0.02 * SurfacePattern.fade(footprint, 0.01)
            return floorBase * (1 + cloud + grit) * Self.tile(x, y, side: 2.4, tone: 0.02, footprint)
        case .stone:
            let vein = SurfacePattern.stone.tone(
                SIMD3(x, y, 0), normal: SIMD3(0, 0, 1), axis: 0, seed: 5, footprint: footprint)
            return floorBase * vein * Self.tile(x, y, side: 0.8, tone: 0.03, footprint)
        }
    }

    /// The colour of a wall: `along` it and `up`, metres.
    @inline(__always)
    func wallColour(along: Float, up: Float, footprint: Float) -> SIMD3<Float> {
        guard up < tileHeight else { return wall }
        let glazed = SIMD3<Float>(0.80, 0.86, 0.86)
        if up > tileHeight - 0.03 { return glazed * 0.72 }
        return glazed * Self.tile(along, up, side: 0.2, tone: 0.03, footprint)
    }

    /// Whether a spot of a wall is tiled, and so shines.
    @inline(__always)
    func isTiled(up: Float) -> Bool { up < tileHeight }

    // MARK: Patterns

    @inline(__always)
    private static func plank(_ x: Float, _ y: Float, _ footprint: Float) -> SIMD3<Float> {
        let (breadth, run) = (Float(0.17), Float(1.9))
        let row = (y / breadth).rounded(.down)
        let shift = ValueNoise.hash(Int32(row), 7) * run
        let number = ((x + shift) / run).rounded(.down)
        let chance = ValueNoise.hash(Int32(row), Int32(number))
        let fade = SurfacePattern.fade(footprint, breadth * 1.5)
        let tone = 1 + (chance - 0.5) * 0.17 * fade
        let warm = (ValueNoise.hash(Int32(number), Int32(row) &+ 91) - 0.5) * 0.05 * fade
        let seam = min(
            self.seam(y / breadth - row, breadth, footprint), self.seam((x + shift) / run - number, run, footprint))
        let grain = SurfacePattern.grain(along: x, across: y, seed: chance * 50, footprint: footprint)
        return grain * SIMD3(tone + warm, tone, tone - warm) * (1 - 0.42 * (1 - seam))
    }

    /// Blocks of 9 x 54 cm laid in a herringbone.
    @inline(__always)
    private static func herringbone(_ x: Float, _ y: Float, _ footprint: Float) -> SIMD3<Float> {
        // The pattern of level and upright blocks, n cells long, seen at 45 degrees.
        let (breadth, n) = (Float(0.09), Int32(6))
        let (u, v) = ((x + y) * 0.70711 / breadth, (y - x) * 0.70711 / breadth)
        let (column, row) = (Int32(u.rounded(.down)), Int32(v.rounded(.down)))
        var phase = (column &- row) % (2 * n)
        if phase < 0 { phase += 2 * n }
        let isLevel = phase < n
        // A level block runs n cells along u from where its phase is 0, an upright one along v.
        let (along, across, number): (Float, Float, (Int32, Int32))
        if isLevel {
            let start = column &- phase
            (along, across, number) = (u - Float(start), v - Float(row), (start, row))
        } else {
            let start = row &- (2 * n &- 1 &- phase)
            (along, across, number) = (v - Float(start), u - Float(column), (column, start))
        }
        let chance = ValueNoise.hash(number.0, number.1 &* 3 &+ (isLevel ? 0 : 1))
        let tone = 1 + ((chance - 0.5) * 0.16 + (isLevel ? 0.03 : -0.03)) * SurfacePattern.fade(footprint, breadth * 2)
        let seam = min(
            self.seam(across, breadth, footprint), self.seam(along / Float(n), breadth * Float(n), footprint))
        let grain = SurfacePattern.grain(
            along: along * breadth, across: across * breadth, seed: chance * 70, footprint: footprint)
        return grain * tone * (1 - 0.38 * (1 - seam))
    }

    @inline(__always)
    private static func tile(
        _ x: Float, _ y: Float, side: Float, tone: Float, _ footprint: Float
    ) -> SIMD3<Float> {
        let (column, row) = ((x / side).rounded(.down), (y / side).rounded(.down))
        let chance = ValueNoise.hash(Int32(column), Int32(row)) - 0.5
        let shade = 1 + chance * tone * SurfacePattern.fade(footprint, side)
        let seam = min(self.seam(x / side - column, side, footprint), self.seam(y / side - row, side, footprint))
        return SIMD3(repeating: shade * (1 - 0.24 * (1 - seam)))
    }

    /// 1 in the field and 0 in a joint of 4 mm at the edges of a unit cell, blended over a pixel's footprint.
    @inline(__always)
    private static func seam(_ share: Float, _ side: Float, _ footprint: Float) -> Float {
        let distance = min(share, 1 - share) * side
        let joint = Float(0.002)
        let soft = max(footprint * 0.7, 0.001)
        return 1 - min(1, joint / soft) * min(max(1 - (distance - joint) / soft, 0), 1)
    }
}
