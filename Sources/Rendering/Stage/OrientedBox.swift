import Assets
import SceneGraph

/// Where an object's box stands in the room's frame: its corners and its extent along the room's axes.
struct OrientedBox: Sendable {
    let low: SIMD3<Double>
    let high: SIMD3<Double>
    /// The box's eight corners, metres.
    let corners: [SIMD3<Double>]

    init(_ item: RenderRequest.Item) {
        let front = Heading.direction(item.angle)
        let along = SIMD3(front.y, -front.x, 0) * (item.size.length / 2)
        let across = SIMD3(front.x, front.y, 0) * (item.size.width / 2)
        let upward = SIMD3(0, 0, item.size.height / 2)
        let centre = SIMD3(item.position.x, item.position.y, item.position.z)
        corners = [-1.0, 1].flatMap { x in
            [-1.0, 1].flatMap { y in
                [-1.0, 1].map { z in centre + along * x + across * y + upward * z }
            }
        }
        low = corners.dropFirst().reduce(corners[0]) { pointwiseMin($0, $1) }
        high = corners.dropFirst().reduce(corners[0]) { pointwiseMax($0, $1) }
    }

    /// Whether the extent reaches into the box between two corners.
    func meets(_ from: SIMD3<Double>, _ to: SIMD3<Double>) -> Bool {
        (0..<3).allSatisfy { low[$0] <= to[$0] && high[$0] >= from[$0] }
    }

    /// Whether this stands on the other: its underside at the other's top, give or take 3 cm, and above it.
    func stands(on other: OrientedBox) -> Bool {
        abs(low.z - other.high.z) < 0.03
            && low.x < other.high.x && high.x > other.low.x && low.y < other.high.y && high.y > other.low.y
    }
}
