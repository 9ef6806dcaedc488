/// A triangle set up for filling: clipped, projected, snapped to 1/256 pixel.
struct ScreenTriangle: GridTriangle {
    /// Corners in 1/256 pixel; y down.
    var x: SIMD3<Int32>
    var y: SIMD3<Int32>
    /// 1 / depth at the corners.
    var inverseDepth: SIMD3<Float>
    var normals: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
    var material: UInt16
    /// Twice the area in (1/256 pixel)^2; positive for triangles that face the viewer.
    var area: Float
    /// d(1/depth)/dx and /dy per pixel, and the value at the picture's origin.
    var depthPlane: SIMD3<Double>

    /// Nil when the triangle faces away or has no area on the grid.
    init?(
        _ corners: (ClippedVertex, ClippedVertex, ClippedVertex), camera: RasterCamera, material: UInt16
    ) {
        let a = camera.screen(corners.0.view)
        let b = camera.screen(corners.1.view)
        let c = camera.screen(corners.2.view)
        // y runs down the picture, so a triangle that faces the viewer runs clockwise in these coordinates.
        let xs = SIMD3(a.x, c.x, b.x)
        let ys = SIMD3(a.y, c.y, b.y)
        let twice =
            Int64(xs[1] - xs[0]) * Int64(ys[2] - ys[0]) - Int64(xs[2] - xs[0]) * Int64(ys[1] - ys[0])
        guard twice > 0 else { return nil }
        x = xs
        y = ys
        inverseDepth = SIMD3(a.inverse, c.inverse, b.inverse)
        normals = (corners.0.normal, corners.2.normal, corners.1.normal)
        self.material = material
        area = Float(twice)
        let (x0, y0) = (Double(xs[0]) / 256, Double(ys[0]) / 256)
        let (dx1, dy1) = (Double(xs[1] - xs[0]) / 256, Double(ys[1] - ys[0]) / 256)
        let (dx2, dy2) = (Double(xs[2] - xs[0]) / 256, Double(ys[2] - ys[0]) / 256)
        let (d1, d2) = (Double(inverseDepth[1] - inverseDepth[0]), Double(inverseDepth[2] - inverseDepth[0]))
        let determinant = dx1 * dy2 - dx2 * dy1
        let gx = (d1 * dy2 - d2 * dy1) / determinant
        let gy = (d2 * dx1 - d1 * dx2) / determinant
        depthPlane = SIMD3(gx, gy, Double(inverseDepth[0]) - gx * x0 - gy * y0)
    }
}

/// A vertex in the camera's frame (right, up, forward) with its normal in the room's.
struct ClippedVertex {
    var view: SIMD3<Float>
    var normal: SIMD3<Float>

    func mixed(with other: ClippedVertex, _ share: Float) -> ClippedVertex {
        ClippedVertex(
            view: view + (other.view - view) * share, normal: normal + (other.normal - normal) * share)
    }
}

/// The camera in single precision, with the frustum's guard band.
struct RasterCamera {
    let position: SIMD3<Double>
    let right: SIMD3<Float>
    let up: SIMD3<Float>
    let forward: SIMD3<Float>
    let focal: Float
    let halfWidth: Float
    let halfHeight: Float
    /// Nearest depth that is drawn, metres.
    let near: Float = 0.02
    /// Slopes of the guard band: points beyond it would leave the range of the snapped grid.
    let limit: SIMD2<Float>

    init(_ camera: Camera) {
        position = camera.position
        right = SIMD3<Float>(camera.right)
        up = SIMD3<Float>(camera.up)
        forward = SIMD3<Float>(camera.forward)
        focal = Float(camera.focal)
        halfWidth = Float(camera.width) / 2
        halfHeight = Float(camera.height) / 2
        let guardBand = Float(max(camera.width, camera.height)) / 2 + 2048
        limit = SIMD2((halfWidth + guardBand) / focal, (halfHeight + guardBand) / focal)
    }

    @inline(__always)
    func view(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let offset = point - SIMD3<Float>(position)
        return SIMD3((offset * right).sum(), (offset * up).sum(), (offset * forward).sum())
    }

    @inline(__always)
    func screen(_ view: SIMD3<Float>) -> (x: Int32, y: Int32, inverse: Float) {
        let inverse = 1 / view.z
        let x = halfWidth + focal * view.x * inverse
        let y = halfHeight - focal * view.y * inverse
        return (
            Int32((x * 256).rounded(.toNearestOrEven)), Int32((y * 256).rounded(.toNearestOrEven)), inverse
        )
    }

    /// Whether a point is in front of the near plane and within the guard band.
    @inline(__always)
    func holds(_ view: SIMD3<Float>) -> Bool {
        view.z >= near && abs(view.x) <= limit.x * view.z && abs(view.y) <= limit.y * view.z
    }

    /// Clips a triangle to the near plane and the guard band (Sutherland and Hodgman, CACM 17:1, 1974).
    func clip(_ triangle: [ClippedVertex]) -> [ClippedVertex] {
        let distances: [(SIMD3<Float>) -> Float] = [
            { $0.z - near }, { limit.x * $0.z - $0.x }, { limit.x * $0.z + $0.x },
            { limit.y * $0.z - $0.y }, { limit.y * $0.z + $0.y },
        ]
        var polygon = triangle
        for distance in distances {
            var kept: [ClippedVertex] = []
            for index in polygon.indices {
                let (current, next) = (polygon[index], polygon[(index + 1) % polygon.count])
                let (from, to) = (distance(current.view), distance(next.view))
                if from >= 0 { kept.append(current) }
                if (from >= 0) != (to >= 0) { kept.append(current.mixed(with: next, from / (from - to))) }
            }
            polygon = kept
            if polygon.count < 3 { return [] }
        }
        // Rounding may leave a cut vertex a hair outside; the grid has room for a hair, the near plane has not.
        return polygon.map { vertex in
            var vertex = vertex
            vertex.view.z = max(vertex.view.z, near)
            return vertex
        }
    }
}
