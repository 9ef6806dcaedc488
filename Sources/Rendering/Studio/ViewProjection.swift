import Assets
import CKernels

/// A camera in single precision, as the rasteriser needs it: perspective or orthographic.
struct ViewProjection {
    let position: SIMD3<Float>
    let right: SIMD3<Float>
    let up: SIMD3<Float>
    let forward: SIMD3<Float>
    /// Pixels at a distance of one metre, or pixels a metre.
    let focal: Float
    let halfWidth: Float
    let halfHeight: Float
    let isOrthographic: Bool
    /// Nearest depth that is drawn, metres.
    let near: Float = 0.04
    /// Beyond this nothing is drawn by an orthographic camera, metres.
    let far: Float
    private let guardBand: SIMD2<Float>
    /// Half extents of the guard band at a depth of 1 m: points beyond would leave the range of the snapped grid.
    private let limit: SIMD2<Float>

    /// - Parameter reach: how deep an orthographic view goes, metres.
    init(_ camera: Camera, reach: Double) {
        position = SIMD3<Float>(camera.position)
        right = SIMD3<Float>(camera.right)
        up = SIMD3<Float>(camera.up)
        forward = SIMD3<Float>(camera.forward)
        focal = Float(camera.focal)
        halfWidth = Float(camera.width) / 2
        halfHeight = Float(camera.height) / 2
        isOrthographic = camera.isOrthographic
        far = Float(reach)
        let band = Float(max(camera.width, camera.height)) / 2 + 2048
        guardBand = SIMD2(halfWidth + band, halfHeight + band)
        limit = guardBand / focal
    }

    /// The camera as the vector kernels read it.
    func kernelForm(width: Int, height: Int) -> ck_raster_view {
        ck_raster_view(
            position: position.members, right: right.members, up: up.members, forward: forward.members, focal: focal,
            half_width: halfWidth, half_height: halfHeight, near_depth: near, far_depth: far, limit_x: limit.x,
            limit_y: limit.y, is_orthographic: isOrthographic ? 1 : 0, width: Int32(width), height: Int32(height))
    }

    /// A point of the room along the picture's axes: right, up and into it, metres.
    @inline(__always)
    func view(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let offset = point - position
        return SIMD3((offset * right).sum(), (offset * up).sum(), (offset * forward).sum())
    }

    /// Where a point in front of the viewer appears, in 1/256 pixel, what its attributes are to be divided by, and
    /// its nearness, which grows toward the viewer and runs evenly over the picture.
    @inline(__always)
    func screen(_ view: SIMD3<Float>) -> (x: Int32, y: Int32, inverse: Float, nearness: Float) {
        let inverse = isOrthographic ? 1 : 1 / view.z
        let x = halfWidth + focal * view.x * inverse
        let y = halfHeight - focal * view.y * inverse
        let nearness = isOrthographic ? 1 - view.z / (2 * far) : inverse
        return (
            Int32((x * 256).rounded(.toNearestOrEven)), Int32((y * 256).rounded(.toNearestOrEven)), inverse, nearness
        )
    }

    /// The depth of a nearness, metres.
    @inline(__always)
    func depth(nearness: Float) -> Float {
        isOrthographic ? (1 - nearness) * 2 * far : 1 / max(nearness, 1e-9)
    }

    /// Metres that a pixel covers at a depth.
    @inline(__always)
    func pixelSize(at depth: Float) -> Float { isOrthographic ? 1 / focal : depth / focal }

    /// From a point toward the viewer, of unit length.
    @inline(__always)
    func toViewer(_ point: SIMD3<Float>) -> SIMD3<Float> {
        isOrthographic ? SIMD3<Float>.zero - forward : (position - point).unit
    }

    /// Where the line of sight of a pixel begins, and its direction per metre of depth.
    @inline(__always)
    func ray(_ x: Float, _ y: Float) -> (origin: SIMD3<Float>, way: SIMD3<Float>) {
        let aside = right * ((x - halfWidth) / focal) + up * ((halfHeight - y) / focal)
        return isOrthographic ? (position + aside, forward) : (position, forward + aside)
    }

    /// Distances to the planes between which a point may be drawn: near, left, right, bottom, top, far.
    @inline(__always)
    private func distance(_ plane: Int, _ view: SIMD3<Float>) -> Float {
        if plane == 0 { return view.z - near }
        if plane == 5 { return isOrthographic ? 1.98 * far - view.z : 1 }
        let bound = isOrthographic ? limit : limit * view.z
        switch plane {
        case 1: return bound.x - view.x
        case 2: return bound.x + view.x
        case 3: return bound.y - view.y
        default: return bound.y + view.y
        }
    }

    /// Whether a point is within all planes.
    @inline(__always)
    func holds(_ view: SIMD3<Float>) -> Bool {
        let bound = isOrthographic ? limit : limit * view.z
        return view.z >= near && abs(view.x) <= bound.x && abs(view.y) <= bound.y
            && (!isOrthographic || view.z <= 1.98 * far)
    }

    /// Clips a triangle to the planes (Sutherland and Hodgman, CACM 17:1, 1974).
    func clip(_ triangle: [FrameVertex]) -> [FrameVertex] {
        var polygon = triangle
        for plane in 0..<6 {
            var kept: [FrameVertex] = []
            for index in polygon.indices {
                let (current, next) = (polygon[index], polygon[(index + 1) % polygon.count])
                let (from, to) = (distance(plane, current.view), distance(plane, next.view))
                if from >= 0 { kept.append(current) }
                if (from >= 0) != (to >= 0) { kept.append(current.mixed(with: next, from / (from - to))) }
            }
            polygon = kept
            if polygon.count < 3 { return [] }
        }
        // Rounding may leave a cut vertex a hair outside; the grid has room for a hair, the near plane has not.
        for index in polygon.indices { polygon[index].view.z = max(polygon[index].view.z, near) }
        return polygon
    }
}

/// A vertex along the picture's axes and in the room.
struct FrameVertex {
    var view: SIMD3<Float>
    var position: SIMD3<Float>
    var normal: SIMD3<Float>
    var place: SIMD2<Float>

    func mixed(with other: FrameVertex, _ share: Float) -> FrameVertex {
        FrameVertex(
            view: view + (other.view - view) * share, position: position + (other.position - position) * share,
            normal: normal + (other.normal - normal) * share, place: place + (other.place - place) * share)
    }
}
