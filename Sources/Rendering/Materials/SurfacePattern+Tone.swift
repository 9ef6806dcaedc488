import Assets

extension SurfacePattern {
    /// The factor by which the pattern changes a colour at a spot of an object: 1 on the whole.
    /// - Parameters:
    ///   - point: in the object's own frame, metres.
    ///   - axis: along which wood grows.
    ///   - footprint: metres that a pixel covers: finer detail is faded out, so that it cannot flicker.
    @inline(__always)
    func tone(
        _ point: SIMD3<Float>, normal: SIMD3<Float>, axis: Int, seed: Float, footprint: Float
    ) -> SIMD3<Float> {
        switch self {
        case .plain: return SIMD3(repeating: 1)
        case .wood: return Self.wood(point, normal, axis, seed, footprint)
        case .fabric:
            let (u, v) = Self.plane(point, normal)
            let weave = Self.fade(footprint, 0.004) * (ValueNoise.at(u * 420, v * 90) + ValueNoise.at(u * 90, v * 420))
            let nap = ValueNoise.at(u * 19 + seed, v * 23) * 0.025 * Self.fade(footprint, 0.05)
            return SIMD3(repeating: 1 + weave * 0.055 + nap)
        case .leather:
            let (u, v) = Self.plane(point, normal)
            let crease = abs(ValueNoise.at(u * 130 + seed, v * 130)) * Self.fade(footprint, 0.008)
            let cloud = ValueNoise.at(u * 7 + seed, v * 7) * 0.06 * Self.fade(footprint, 0.15)
            return SIMD3(repeating: 1.02 - crease * 0.1 + cloud)
        case .stone:
            let (u, v) = Self.plane(point, normal)
            let drift = ValueNoise.at(u * 3 + seed, v * 3) + 0.5 * ValueNoise.at(u * 7, v * 7 + seed)
            let vein = 1 - min(abs(ValueNoise.at(u * 2.2 + drift * 0.7, v * 2.6 + seed)) * 9, 1)
            let speck = ValueNoise.at(u * 160, v * 160) * 0.03 * Self.fade(footprint, 0.008)
            return SIMD3(repeating: 1 + drift * 0.035 + speck - vein * 0.13 * Self.fade(footprint, 0.03))
        case .metal:
            let (u, v) = Self.plane(point, normal)
            return SIMD3(repeating: 1 + ValueNoise.at(u * 3 + seed, v * 240) * 0.035 * Self.fade(footprint, 0.006))
        case .wicker:
            let (u, v) = Self.plane(point, normal)
            let (a, b) = (u * 70, v * 70)
            let over = (Int32(a.rounded(.down)) &+ Int32(b.rounded(.down))) & 1 == 0
            let (fa, fb) = (a - a.rounded(.down) - 0.5, b - b.rounded(.down) - 0.5)
            let round = over ? fa * fa : fb * fb
            return SIMD3(repeating: 1.04 - (round * 1.3 - 0.06) * Self.fade(footprint, 0.02))
        }
    }

    /// 1 where a detail of this size is seen well, 0 where it is smaller than a pixel or so.
    @inline(__always)
    static func fade(_ footprint: Float, _ size: Float) -> Float {
        min(max(1.6 - 1.8 * footprint / size, 0), 1)
    }

    /// The two coordinates across the main direction of a normal.
    @inline(__always)
    private static func plane(_ point: SIMD3<Float>, _ normal: SIMD3<Float>) -> (Float, Float) {
        let size = SIMD3(abs(normal.x), abs(normal.y), abs(normal.z))
        if size.z >= size.x, size.z >= size.y { return (point.x, point.y) }
        return size.x >= size.y ? (point.y, point.z) : (point.x, point.z)
    }

    /// Growth rings cut lengthwise: broad bands that wander, and fine pores along them.
    @inline(__always)
    private static func wood(
        _ point: SIMD3<Float>, _ normal: SIMD3<Float>, _ axis: Int, _ seed: Float, _ footprint: Float
    ) -> SIMD3<Float> {
        let size = SIMD3(abs(normal.x), abs(normal.y), abs(normal.z))
        let (first, second) = ((axis + 1) % 3, (axis + 2) % 3)
        let across = size[first] > size[second] ? point[second] : point[first]
        let depth = size[first] > size[second] ? point[first] : point[second]
        return grain(along: point[axis], across: across + depth * 0.35, seed: seed, footprint: footprint)
    }

    /// The tone of wood along and across its grain, metres.
    @inline(__always)
    static func grain(along: Float, across: Float, seed: Float, footprint: Float) -> SIMD3<Float> {
        let wander = ValueNoise.at(along * 1.1 + seed * 3.7, across * 5 + seed)
        let band = ValueNoise.at(along * 0.7 + seed, across * 26 + wander * 1.6) * fade(footprint, 0.035)
        let pore = ValueNoise.at(along * 9 + seed, across * 330) * fade(footprint, 0.006)
        let tone = band * 0.085 + pore * 0.06 + wander * 0.03
        // Dark grain is redder than light.
        return SIMD3(1 + tone * 0.85, 1 + tone, 1 + tone * 1.2)
    }
}
