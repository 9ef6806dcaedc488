import Foundation

extension MeshBuilder {
    /// A solid of revolution about the vertical through `centre`.
    /// - Parameters:
    ///   - profile: (radius, height) from one end to the other; a repeated point makes a crease.
    ///   - stretch: factors for the radius along x and y.
    ///   - isSmooth: whether normals run on along the profile; otherwise each piece is a plain cone.
    mutating func lathe(
        _ surface: Surface, at centre: SIMD2<Float> = .zero, _ profile: [(Float, Float)],
        stretch: SIMD2<Float> = SIMD2(1, 1), segments: Int = 20, isSmooth: Bool = false
    ) {
        var pieces: [(from: Int, to: Int)] = []
        for index in 0..<max(0, profile.count - 1) where profile[index] != profile[index + 1] {
            pieces.append((index, index + 1))
        }
        // Outward normal of a piece that runs upward on the right of the axis.
        func slope(_ piece: (from: Int, to: Int)) -> SIMD2<Float> {
            let (a, b) = (profile[piece.from], profile[piece.to])
            let normal = SIMD3(b.1 - a.1, a.0 - b.0, 0).normalised
            return SIMD2(normal.x, normal.y)
        }
        let slopes = pieces.map(slope)
        for (number, piece) in pieces.enumerated() {
            var (start, end) = (slopes[number], slopes[number])
            if isSmooth {
                if number > 0, pieces[number - 1].to == piece.from { start += slopes[number - 1] }
                if number + 1 < pieces.count, pieces[number + 1].from == piece.to {
                    end += slopes[number + 1]
                }
            }
            cone(
                surface, at: centre, from: profile[piece.from], to: profile[piece.to], normals: (start, end),
                stretch: stretch, segments: segments)
        }
    }

    private mutating func cone(
        _ surface: Surface, at centre: SIMD2<Float>, from: (Float, Float), to: (Float, Float),
        normals slopes: (SIMD2<Float>, SIMD2<Float>), stretch: SIMD2<Float>, segments: Int
    ) {
        var positions: [SIMD3<Float>] = []
        var normals: [SIMD3<Float>] = []
        for step in 0...segments {
            let angle = 2 * Double.pi * Double(step % segments) / Double(segments)
            let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
            for (end, slope) in [(from, slopes.0), (to, slopes.1)] {
                positions.append(
                    SIMD3(
                        centre.x + end.0 * cosine * stretch.x, centre.y + end.0 * sine * stretch.y, end.1))
                normals.append(
                    SIMD3(slope.x * cosine / stretch.x, slope.x * sine / stretch.y, slope.y).normalised)
            }
        }
        var triangles: [UInt32] = []
        for step in 0..<segments {
            let base = UInt32(2 * step)
            if from.0 > 0 { triangles += [base, base + 2, base + 1] }
            if to.0 > 0 { triangles += [base + 1, base + 2, base + 3] }
        }
        add(surface, positions: positions, normals: normals, triangles: triangles)
    }

    /// A vertical cylinder or frustum.
    mutating func cylinder(
        _ surface: Surface, at centre: SIMD2<Float> = .zero, radius: Float, top: Float? = nil,
        z: (Float, Float), stretch: SIMD2<Float> = SIMD2(1, 1), segments: Int = 20
    ) {
        let upper = top ?? radius
        lathe(
            surface, at: centre, [(0, z.0), (radius, z.0), (upper, z.1), (0, z.1)], stretch: stretch,
            segments: segments)
    }

    /// An ellipsoid with its poles on the vertical.
    mutating func ellipsoid(
        _ surface: Surface, at centre: SIMD3<Float>, radii: SIMD3<Float>, segments: Int = 16
    ) {
        let rings = max(4, segments / 2)
        let profile = (0...rings).map { ring -> (Float, Float) in
            let angle = Double.pi * (Double(ring) / Double(rings) - 0.5)
            let radius = ring == 0 || ring == rings ? 0 : Float(cos(angle))
            return (radius, centre.z + radii.z * Float(sin(angle)))
        }
        lathe(
            surface, at: SIMD2(centre.x, centre.y), profile, stretch: SIMD2(radii.x, radii.y),
            segments: segments, isSmooth: true)
    }

    /// A round rod between two points, with flat ends.
    mutating func rod(
        _ surface: Surface, from start: SIMD3<Float>, to end: SIMD3<Float>, radius: Float,
        endRadius: Float? = nil,
        segments: Int = 8
    ) {
        let axis = (end - start).normalised
        let helper: SIMD3<Float> = abs(axis.z) < 0.9 ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
        let u = helper.cross(axis).normalised
        let v = axis.cross(u)
        var rings: [[SIMD3<Float>]] = [[], []]
        var outward: [SIMD3<Float>] = []
        for step in 0..<segments {
            let angle = 2 * Double.pi * Double(step) / Double(segments)
            let direction = u * Float(cos(angle)) + v * Float(sin(angle))
            outward.append(direction)
            rings[0].append(start + direction * radius)
            rings[1].append(end + direction * (endRadius ?? radius))
        }
        var triangles: [UInt32] = []
        for step in 0..<segments {
            let (a, b) = (UInt32(step), UInt32((step + 1) % segments))
            let n = UInt32(segments)
            triangles += [a, b, n + b, a, n + b, n + a]
        }
        add(surface, positions: rings[0] + rings[1], normals: outward + outward, triangles: triangles)
        polygon(surface, rings[0].reversed())
        polygon(surface, rings[1])
    }
}
