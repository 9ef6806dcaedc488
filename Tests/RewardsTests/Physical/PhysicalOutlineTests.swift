import Rewards
import SceneGraph
import Testing

/// Profile `physical`, and the others, in rooms with an outline.
@Suite struct PhysicalOutlineTests {
    /// An L: 5 x 5 m without its north-east 2 x 2.5 m.
    private static func ell(_ openings: [Opening] = []) throws -> Room {
        let corners = [SIMD2(0, 0), SIMD2(5, 0), SIMD2(5, 2.5), SIMD2(3, 2.5), SIMD2(3, 5.0), SIMD2(0, 5)]
        return Room(outline: try FloorOutline(corners), height: 2.5, openings: openings)
    }

    private static func box(
        _ id: String, _ x: Double, _ y: Double, angle: Double = 0,
        size: BoxSize = BoxSize(length: 1, width: 0.5, height: 1), z: Double? = nil, floor: Bool = true,
        _ relations: Relation...
    ) -> SceneObject {
        SceneObject(
            id: id, size: size, isOnTheFloor: floor, relations: relations, rotation: angle,
            position: Vector3(x: x, y: y, z: z ?? size.height / 2))
    }

    private static func score(_ room: Room, _ objects: [SceneObject]) throws -> PhysicalScore {
        try PhysicalScene(Scene(room: room, objects: objects)).score(objects.compactMap(\.position))
    }

    private static func term(_ score: PhysicalScore, _ name: String) -> Double? {
        score.terms.first { $0.name == name }?.value
    }

    @Test func whatIsInTheNotchIsOutsideByItsVolume() throws {
        let room = try Self.ell()
        #expect(try Self.score(room, [Self.box("a", 2.5, 3)]).outside == [])
        let half = try Self.score(room, [Self.box("a", 3, 4)])
        let inside = try #require(Self.term(half, "inside"))
        #expect(half.outside == ["a"] && abs(inside - 0.25) < 1e-9)
        #expect(half.json["outside"]?.arrayValue?.first?["reach"] == 0.5)
        let whole = try Self.score(room, [Self.box("a", 4.2, 4.5)])
        #expect(Self.term(whole, "inside") == 0)
        // Five millimetres are contact.
        #expect(try Self.score(room, [Self.box("a", 2.504, 4)]).outside == [])
    }

    @Test func relationsToWallsAreMeasuredFromThem() throws {
        let room = try Self.ell()
        // The wall at x = 3 looks west; what stands at it has the angle 270.
        let touching = try Self.score(room, [Self.box("a", 2.75, 4, angle: 270, Relation(.on, wall: "wall_4"))])
        #expect(touching.constraintRatio == 0)
        let apart = try Self.score(room, [Self.box("a", 2.45, 4, angle: 270, Relation(.on, wall: "wall_4"))])
        #expect(apart.violations == ["a"])
        #expect(apart.json["relations"]?.arrayValue?.first?["target"] == "wall_4")
        // In line with the wall, and not before it.
        let beside = try Self.score(room, [Self.box("a", 2.75, 1, angle: 270, Relation(.on, wall: "wall_4"))])
        #expect(beside.violations == ["a"])
        let corner = try Self.score(
            room, [Self.box("a", 2.75, 4.5, angle: 270, Relation(.inTheCorner, wall: "wall_4"))])
        #expect(corner.constraintRatio == 0)
    }

    @Test func slantedWallsCarryAndHold() throws {
        let triangle = Room(outline: try FloorOutline([SIMD2(0, 0), SIMD2(4, 0), SIMD2(0, 4)]), height: 2.5)
        let wall = try #require(triangle.wall(named: "wall_2"))
        let size = BoxSize(length: 1, width: 0.4, height: 1)
        let place = wall.middle + wall.inward * 0.2
        let shelf = Self.box(
            "shelf_1", place.x, place.y, angle: wall.angle, size: size, z: 1.5, floor: false,
            Relation(.on, wall: "wall_2"))
        let held = try Self.score(triangle, [shelf])
        #expect(held.outside == [] && held.constraintRatio == 0)
        #expect(Self.term(held, "support") == 1)
        // Not turned along with the wall it cuts through it.
        let crossed = try Self.score(triangle, [Self.box("a", place.x, place.y, size: size)])
        #expect(crossed.outside == ["a"])
        // The original's profile has no region there; touching is what counts.
        let scene = try Scene(room: triangle, objects: [shelf])
        #expect(LayoutScorer(scene).score([try #require(shelf.position)]).violations == [])
        #expect(LayoutScorer(scene).score([Vector3(x: 1, y: 1, z: 1.5)]).violations == [0])
    }

    @Test func doorsInAnyWallMustBeFreeAndLeadIn() throws {
        let door = Opening(.door, wall: "wall_3", offset: 1, width: 0.9, height: 2)
        let room = try Self.ell([door])
        let free = try Self.score(room, [Self.box("crate_1", 1, 1)])
        #expect(Self.term(free, "clearance") == 1 && Self.term(free, "access") == 1)
        let blocked = try Self.score(room, [Self.box("crate_1", 4, 2.1)])
        #expect(blocked.json["blocked"]?.arrayValue?.contains { $0["opening"]?["wall"] == "wall_3" } == true)
        // A barrier between the door and the rest of the room.
        let barrier = Self.box("barrier_1", 2.8, 1.25, angle: 90, size: BoxSize(length: 2.5, width: 0.1, height: 1))
        let cut = try Self.score(room, [barrier, Self.box("desk_1", 1, 4)])
        #expect(cut.json["unreachable"] == ["desk_1"])
    }

    @Test func theOriginalsProfileSeesTheBoxAround() throws {
        let room = try Self.ell()
        let objects = [
            Self.box("a", 2.75, 4, angle: 270, Relation(.on, wall: "wall_4")),
            Self.box("b", 1, 4.75, angle: 180, Relation(.on, .northWall)),
            Self.box("c", 4, 4, Relation(.on, .middle)),
        ]
        let scene = try Scene(room: room, objects: objects)
        let positions = objects.compactMap(\.position)
        let score = LayoutScorer(scene).score(positions)
        #expect(score.violations == [] && score.collisions == [])
        #expect(score.isInside == [true, true, false])
        // As stored, to the same ratios.
        let item = RewardItem(scene: StoredScene(scene), room: room, answer: .stored)
        let result = RewardProfile.metaSpatialV1.score(item)
        #expect(result.terms.collisionRatio == score.collisionRatio)
        #expect(result.terms.constraintRatio == score.constraintRatio)
    }

    @Test func metricsKnowTheOutline() throws {
        let room = try Self.ell([Opening(.window, wall: "wall_4", offset: 1, width: 1, bottom: 1, height: 1)])
        let scene = try Scene(room: room, objects: [Self.box("a", 4.2, 4.2), Self.box("b", 1, 1)])
        let metrics = SceneMetrics(MetricScene(scene) { _, _ in nil })
        #expect(metrics.bounds.objects.count == 1 && metrics.openingIDs == ["window_1"])
        #expect(metrics.boxes.inBoundary == 0.5 || metrics.boxes.inBoundary == 0)
    }

    @Test func theJudgeKnowsTheOutline() throws {
        let room = try Self.ell()
        func sofa(_ x: Double, _ y: Double, _ angle: Double) -> SceneObject {
            Self.box("sofa_1", x, y, angle: angle, size: BoxSize(length: 2, width: 0.9, height: 0.8))
        }
        let inside = EmbeddedJudge.judge(try Scene(room: room, objects: [sofa(2.55, 4, 270)]))
        let notch = EmbeddedJudge.judge(try Scene(room: room, objects: [sofa(4.5, 4, 270)]))
        #expect(inside.score > notch.score + 0.2)
    }
}
