import Foundation
import JSON
import Rewards
import SceneGraph
import Testing

/// Known answers of the metrics that SceneEval defines.
@Suite struct SceneEvalTests {
    private let floor = FloorArea([[SIMD2(0, 0), SIMD2(4, 0), SIMD2(4, 4), SIMD2(0, 4)]])

    private func box(
        _ id: String, _ side: Double, x: Double, y: Double, foot: Double = 0, angle: Double = 0, height: Double? = nil
    ) -> MetricScene.Object {
        let height = height ?? side
        return MetricScene.Object(
            id: id, size: BoxSize(length: side, width: side, height: height), angle: angle,
            center: Vector3(x: x, y: y, z: foot + height / 2))
    }

    // MARK: COL

    @Test func meshesThatRunIntoEachOtherCollide() {
        let scene = MetricScene(
            floor: floor,
            objects: [
                box("a", 1, x: 1, y: 1), box("b", 1, x: 1.9, y: 1), box("c", 1, x: 2.897, y: 1),
                box("inside", 0.2, x: 1, y: 1, foot: 0.3), box("d", 1, x: 1, y: 3),
            ])
        let collisions = SceneEvalCollisions(scene)
        // b and c are 3 mm in each other; convex solids are solid within.
        #expect(collisions.pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 3]])
        #expect(collisions.objects == [0, 1, 3])
        // Two boxes in one mesh are not: what is within touches nothing.
        let (left, right) = (TriangleMesh(box: BoxSize(length: 1, width: 1, height: 1)), box("x", 1, x: 3, y: 1).mesh)
        let both = TriangleMesh(
            points: left.points + right.points,
            triangles: left.triangles + right.triangles.map { $0 &+ Int32(left.points.count) })
        let pair = MetricScene.Object(
            id: "pair", size: BoxSize(length: 1, width: 1, height: 1), angle: 0, center: Vector3(x: 1, y: 1, z: 0.5),
            mesh: both)
        let hollow = MetricScene(floor: floor, objects: [pair, box("inside", 0.2, x: 1, y: 1, foot: 0.3)])
        #expect(SceneEvalCollisions(hollow).pairs.isEmpty)
    }

    // MARK: OOB

    @Test func anObjectMayHangOverTheEdgeByOnePart() {
        let scene = MetricScene(
            floor: floor,
            objects: [box("in", 1, x: 2, y: 2), box("edge", 1, x: 0.5, y: 2), box("out", 1, x: 0.4, y: 2)])
        let bounds = SceneEvalBounds(scene)
        #expect(bounds.measures[0].inside == 1)
        #expect(bounds.measures[1].inside == 1)
        // A face of six, and a tenth of the four that meet it, are beyond the edge.
        #expect(abs(bounds.measures[2].inside - (1 - 1.4 / 6)) < 0.002)
        #expect(bounds.objects == [2])
        #expect(bounds.measures[0].count == 5000)
        let small = MetricScene(floor: floor, objects: [box("small", 0.1, x: 1, y: 1)])
        #expect(SceneEvalBounds(small).measures[0].count == 1000)
    }

    @Test func pointsAreSpreadEvenlyOverTheSurface() throws {
        let mesh = TriangleMesh(box: BoxSize(length: 1, width: 2, height: 4))
        let points = SurfaceSamples.points(on: mesh, count: 28_000)
        #expect(points.count == 28_000)
        // The top has 2 of 28 square metres.
        #expect(abs(points.count { $0.z > 2 - 1e-9 } - 2000) <= 2)
        #expect(abs(points.count { $0.z > 2 - 1e-9 && $0.x > 0 } - 1000) < 20)
        let point = TriangleMesh(points: [.zero], triangles: [SIMD3(0, 0, 0)])
        #expect(SurfaceSamples.points(on: point, count: 10).isEmpty)
    }

    // MARK: NAV

    @Test func anEmptyRoomIsWalkableInOnePiece() {
        let empty = SceneEvalNavigability(MetricScene(floor: floor, objects: []))
        #expect(empty.value == 1 && empty.components == 1)
        #expect(SceneEvalNavigability(MetricScene(floor: FloorArea([]), objects: [])).value == 0)
    }

    @Test func aWallAcrossTheRoomLeavesTheLargerPart() {
        func wall(height: Double, foot: Double) -> MetricScene.Object {
            MetricScene.Object(
                id: "wall", size: BoxSize(length: 4.2, width: 0.1, height: height), angle: 0,
                center: Vector3(x: 2, y: 1.3, z: foot + height / 2))
        }
        let reached = box("reached", 0.5, x: 2, y: 3)
        let cut = box("cut", 0.5, x: 2, y: 0.6)
        let scene = MetricScene(floor: floor, objects: [wall(height: 2, foot: 0), reached, cut])
        let result = SceneEvalNavigability(scene)
        #expect(result.components == 2)
        #expect(result.value > 0.65 && result.value < 0.75)
        #expect(result.isReachable == [true, true, false])
        // What hangs above two metres is not in the way.
        let high = MetricScene(floor: floor, objects: [wall(height: 0.5, foot: 2), box("low", 0.1, x: 1, y: 1)])
        #expect(SceneEvalNavigability(high).components == 1)
        #expect(SceneEvalNavigability(high).isReachable == [nil, true])
    }

    // MARK: Opening clearance

    @Test func whatStandsBeforeADoorHidesItsPart() throws {
        let door = try #require(
            MetricOpening(
                id: "door", .door, foot: SIMD2(2, 0), bottom: 0, along: SIMD2(1, 0), width: 1, height: 2))
        let scene = MetricScene(
            floor: floor, openings: [door],
            objects: [
                box("before", 0.5, x: 2.25, y: 0.5, height: 1), box("beyond", 0.5, x: 2, y: 1.5),
                box("beside", 0.5, x: 3, y: 0.5),
            ])
        let sides = SceneEvalOpenings(scene).sides
        // Outside there is no floor.
        #expect(sides.count == 1)
        #expect(sides[0].direction == SIMD2(0, 1))
        #expect(Array(sides[0].occlusions.keys) == [0])
        #expect(abs(sides[0].occlusion - 0.25) < 0.01)
        #expect(sides[0].isOccluded)
    }

    @Test func aWindowIsFreeAboveWhatIsLowerThanItsSill() throws {
        let window = try #require(
            MetricOpening(
                id: "window", .window, foot: SIMD2(0, 2), bottom: 1, along: SIMD2(0, 1), width: 1, height: 1))
        func side(_ object: MetricScene.Object) -> SceneEvalOpenings.Side? {
            SceneEvalOpenings(MetricScene(floor: floor, openings: [window], objects: [object])).sides.first
        }
        #expect(side(box("low", 0.4, x: 0.2, y: 2, height: 0.9))?.isOccluded == false)
        #expect(side(box("high", 0.4, x: 0.2, y: 2, height: 1.5))?.isOccluded == true)
        #expect(side(box("far", 0.4, x: 0.8, y: 2, height: 1.5))?.isOccluded == false)
    }
}
