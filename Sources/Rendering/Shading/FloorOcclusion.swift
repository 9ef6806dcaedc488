import SceneGraph

/// How much of the sky the objects take from each spot of the floor: what grounds them in the picture.
///
/// The underside of everything is drawn from below into a map of heights. What is low occludes much: the map of
/// `max(0, 1 - height / reach)` is blurred over a distance like `reach`, once for contact and once for rooms'
/// broad shade. It stands in for ambient occlusion at the price of a few box blurs.
struct FloorOcclusion {
    static let side = 256
    private let values: [Float]
    private let origin: SIMD2<Float>
    private let scale: SIMD2<Float>

    init(stage: Stage, room: Vector3) {
        let side = Self.side
        let border: Float = 1.06
        let size = SIMD2(Float(room.x), Float(room.y))
        let scale = SIMD2(repeating: Float(side)) / (size * border)
        let origin = size * (1 - border) / 2
        self.scale = scale
        self.origin = origin
        let reach = min(max(0.12 * min(size.x, size.y), 0.1), 0.6)
        var heights = [Float](repeating: .infinity, count: side * side)
        heights.withUnsafeMutableBufferPointer { map in
            for caster in stage.casters where caster.height > 0.06 {
                for start in stride(from: caster.range.lowerBound, to: caster.range.upperBound, by: 3) {
                    func place(_ index: Int) -> SIMD3<Float> {
                        let point = stage.positions[Int(stage.indices[index])]
                        return SIMD3(
                            (point.x - origin.x) * scale.x, (point.y - origin.y) * scale.y, max(point.z, 0))
                    }
                    let corners = (place(start), place(start + 1), place(start + 2))
                    if min(corners.0.z, corners.1.z, corners.2.z) > reach * 2 { continue }
                    MapRaster.fill(corners, side: side) { texel, height in
                        if height < map[texel] { map[texel] = height }
                    }
                }
            }
        }
        let texels = min(scale.x, scale.y)
        let contact = Self.blurred(
            heights.map { max(0, 1 - $0 / (reach * 0.35)) }, radius: Int(max(1, 0.12 * reach * texels)))
        let broad = Self.blurred(
            heights.map { max(0, 1 - $0 / (reach * 1.6)) }, radius: Int(max(1, 0.45 * reach * texels)))
        values = zip(contact, broad).map { min(0.75, 0.5 * $0 + 0.42 * $1) }
    }

    /// Two passes of a box along each axis: nearly a tent.
    private static func blurred(_ source: [Float], radius: Int) -> [Float] {
        var map = source
        let radius = min(radius, side / 4)
        for pass in 0..<4 {
            let (step, line) = pass % 2 == 0 ? (1, side) : (side, 1)
            var out = map
            for row in 0..<side {
                let start = row * line
                var sum: Float = 0
                for offset in -radius...radius { sum += map[start + min(max(offset, 0), side - 1) * step] }
                for column in 0..<side {
                    out[start + column * step] = sum / Float(2 * radius + 1)
                    sum += map[start + min(column + radius + 1, side - 1) * step]
                    sum -= map[start + max(column - radius, 0) * step]
                }
            }
            map = out
        }
        return map
    }

    /// The share of the sky that is hidden at a spot of the floor, 0 to 0.75.
    func value(_ x: Float, _ y: Float) -> Float {
        let side = Self.side
        let u = ((x - origin.x) * scale.x - 0.5).clamped(to: 0...Float(side) - 1.001)
        let v = ((y - origin.y) * scale.y - 0.5).clamped(to: 0...Float(side) - 1.001)
        let (column, row) = (Int(u), Int(v))
        let (fx, fy) = (u - Float(column), v - Float(row))
        let index = row * side + column
        let above = values[index] + (values[index + 1] - values[index]) * fx
        let below = values[index + side] + (values[index + side + 1] - values[index + side]) * fx
        return above + (below - above) * fy
    }
}

extension Float {
    func clamped(to range: ClosedRange<Float>) -> Float {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
