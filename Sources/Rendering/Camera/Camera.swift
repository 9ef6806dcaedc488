import Assets
import Foundation
import SceneGraph

/// A camera in the room's frame: a pinhole, or one of parallel lines of sight.
package struct Camera: Sendable {
    package let position: SIMD3<Double>
    /// Unit axes of the picture: to the right, up, and into it.
    package let right: SIMD3<Double>
    package let up: SIMD3<Double>
    package let forward: SIMD3<Double>
    /// Focal length in pixels; of an orthographic camera, pixels a metre.
    package let focal: Double
    package let width: Int
    package let height: Int
    /// Whether all lines of sight are parallel.
    package var isOrthographic = false

    /// Where a point appears: x to the right and y down from the picture's upper left corner in pixels, and its
    /// depth along `forward` in metres (points with a depth of 0 or less are behind the viewer).
    package func project(_ point: SIMD3<Double>) -> (x: Double, y: Double, depth: Double) {
        let offset = point - position
        let depth = (offset * forward).sum()
        if isOrthographic {
            return (
                Double(width) / 2 + focal * (offset * right).sum(),
                Double(height) / 2 - focal * (offset * up).sum(), depth
            )
        }
        let x = Double(width) / 2 + focal * (offset * right).sum() / depth
        let y = Double(height) / 2 - focal * (offset * up).sum() / depth
        return (x, y, depth)
    }

    /// The camera whose picture, less a margin, just holds all points.
    ///
    /// With the axes fixed, each side of the frustum is a half space that must hold every point. For the points
    /// (u, v, d) along right, up and forward and a camera at (cu, cv, cd) the right and left sides demand
    /// `u - cu <= t (d - cd)` and `cu - u <= t (d - cd)`, with `t` the tangent of half the angle: the greatest
    /// `cd` that both allow is `-(max(u - t d) + max(-u - t d)) / 2t`, and `cu` then follows; likewise above and
    /// below. The smaller `cd` of the two pairs sees everything.
    package init(
        seeing points: [SIMD3<Double>], azimuth: Double, elevation: Double, fieldOfView: Double, width: Int,
        height: Int, margin: Double = 0.05, nearer: Double = 1
    ) {
        let (turn, rise) = (azimuth * .pi / 180, elevation * .pi / 180)
        let outward = SIMD2(sin(turn), cos(turn))
        let forward = SIMD3(-outward.x * cos(rise), -outward.y * cos(rise), -sin(rise))
        let right = SIMD3(-outward.y, outward.x, 0)
        let up = SIMD3(-outward.x * sin(rise), -outward.y * sin(rise), cos(rise))
        // The angle is that of the longer side, so that narrow pictures do not turn into fish eyes.
        let longest = Double(max(width, height))
        let focal = longest / 2 / tan(fieldOfView * .pi / 360)
        let inner = 1 - 2 * margin
        let slopes = SIMD2(Double(width) * inner / 2 / focal, Double(height) * inner / 2 / focal)
        var reach = SIMD4<Double>(repeating: -.infinity)
        for point in points {
            let (u, v, d) = ((point * right).sum(), (point * up).sum(), (point * forward).sum())
            let sides = SIMD4(u - slopes.x * d, -u - slopes.x * d, v - slopes.y * d, -v - slopes.y * d)
            reach = pointwiseMax(reach, sides)
        }
        let depth = min(-(reach[0] + reach[1]) / (2 * slopes.x), -(reach[2] + reach[3]) / (2 * slopes.y))
        let across = (reach[0] - reach[1]) / 2
        let along = (reach[2] - reach[3]) / 2
        // A closer viewer goes toward the middle of what is seen.
        let middle = points.map { ($0 * forward).sum() }
        let centre = ((middle.min() ?? 0) + (middle.max() ?? 0)) / 2
        let away = nearer == 1 ? depth : centre - (centre - depth) * nearer
        self.position = right * across + up * along + forward * away
        self.right = right
        self.up = up
        self.forward = forward
        self.focal = focal
        self.width = width
        self.height = height
    }

    /// What lies outside of the room and is to be seen as well: the corners of objects that stick out, no farther
    /// from the room than half of its diagonal. Objects wholly beyond that do not count. Empty for rooms in which
    /// everything is in its place, whose picture is that of the empty room with things in it.
    static func outliers(of request: RenderRequest) -> [SIMD3<Double>] {
        let room = SIMD3(request.room.size.x, request.room.size.y, request.room.size.z)
        // Less than this is lost in the picture's margin.
        let slack = min(0.05, 0.02 * room.min())
        let reach = (room * room).sum().squareRoot() / 2
        return request.items.flatMap { item -> [SIMD3<Double>] in
            let box = OrientedBox(item)
            let isInside = (0..<3).allSatisfy {
                box.low[$0] >= -slack && box.high[$0] <= room[$0] + slack
            }
            guard !isInside, box.meets(SIMD3(repeating: -reach), room + reach) else { return [] }
            return box.corners.map { corner in
                corner.clamped(lowerBound: SIMD3(repeating: -reach), upperBound: room + reach)
            }
        }
    }

    /// The camera of a request: it holds the room and what sticks out of it, or stands in the room.
    package init(_ request: RenderRequest) {
        if case .eye = request.view {
            self.init(eyeOf: request)
        } else if request.projection == .orthographic {
            self.init(orthographic: request)
        } else {
            self.init(perspective: request)
        }
    }

    /// The pinhole camera outside of the room.
    private init(perspective request: RenderRequest) {
        let size = request.room.size
        let isTop = request.view == .top
        // From above only as much height must fit as is drawn; a longer lens keeps tall things from leaning out.
        var top = size.z
        var angle = 30.0
        if isTop {
            let standing = request.items.filter { $0.position.z - $0.size.height / 2 < 0.3 * size.z }
            let tallest = standing.map { $0.position.z + $0.size.height / 2 }.max() ?? 0
            top = min(size.z, max(tallest, RoomShell.cutHeight(of: size)))
            angle = min(20, max(4, 14 * min(size.x, size.y) / top))
        }
        var corners: [SIMD3<Double>] = []
        for x in [0, size.x] {
            for y in [0, size.y] {
                for z in [0, top] { corners.append(SIMD3(x, y, z)) }
            }
        }
        corners += Self.outliers(of: request)
        let (azimuth, elevation) = request.view.angles
        self.init(
            seeing: corners, azimuth: azimuth, elevation: elevation, fieldOfView: angle,
            width: request.width, height: request.height, margin: 0.045, nearer: request.closeness)
    }
}
