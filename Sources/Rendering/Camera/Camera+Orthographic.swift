import Foundation
import SceneGraph

extension Camera {
    /// A camera of parallel lines of sight that holds the room and what sticks out of it.
    init(orthographic request: RenderRequest) {
        let size = request.room.size
        let top = request.view == .top ? RoomShell.cutHeight(of: size) : size.z
        var points: [SIMD3<Double>] = []
        for x in [0, size.x] {
            for y in [0, size.y] {
                for z in [0, top] { points.append(SIMD3(x, y, z)) }
            }
        }
        points += Self.outliers(of: request)
        let (azimuth, elevation) = request.view.angles
        let axes = Self.axes(azimuth: azimuth, elevation: elevation)
        var (low, high) = (SIMD3<Double>(repeating: .infinity), SIMD3<Double>(repeating: -.infinity))
        for point in points {
            let place = SIMD3((point * axes.right).sum(), (point * axes.up).sum(), (point * axes.forward).sum())
            low = pointwiseMin(low, place)
            high = pointwiseMax(high, place)
        }
        let inner = 1 - 2 * 0.045
        let fit = min(
            Double(request.width) * inner / max(high.x - low.x, 1e-9),
            Double(request.height) * inner / max(high.y - low.y, 1e-9))
        let middle = (low + high) / 2
        // Far enough before everything that may be seen.
        let reach = (size.x * size.x + size.y * size.y + size.z * size.z).squareRoot() * 2
        self.init(
            position: axes.right * middle.x + axes.up * middle.y + axes.forward * (low.z - reach), axes: axes,
            focal: fit / request.closeness, width: request.width, height: request.height)
        isOrthographic = true
    }

    /// The picture's axes for a viewer at a bearing and an elevation, degrees.
    static func axes(azimuth: Double, elevation: Double) -> (
        right: SIMD3<Double>, up: SIMD3<Double>, forward: SIMD3<Double>
    ) {
        let (turn, rise) = (azimuth * .pi / 180, elevation * .pi / 180)
        let outward = SIMD2(sin(turn), cos(turn))
        return (
            SIMD3(-outward.y, outward.x, 0),
            SIMD3(-outward.x * sin(rise), -outward.y * sin(rise), cos(rise)),
            SIMD3(-outward.x * cos(rise), -outward.y * cos(rise), -sin(rise))
        )
    }

    /// A camera with its parts given.
    init(
        position: SIMD3<Double>, axes: (right: SIMD3<Double>, up: SIMD3<Double>, forward: SIMD3<Double>),
        focal: Double, width: Int, height: Int
    ) {
        self.position = position
        right = axes.right
        up = axes.up
        forward = axes.forward
        self.focal = focal
        self.width = width
        self.height = height
    }
}
