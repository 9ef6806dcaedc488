import Rewards
import SceneGraph
import Testing

/// Room to use things, and ways to them.
@Suite struct PhysicalRoomTests {
    @Test func aWardrobeThatCannotBeOpenedIsBlocked() throws {
        var room = PhysicalRoom()
        room.put("wardrobe_1", 1.2, 0.6, 2, x: 0.3, y: 2.5, angle: 90)
        #expect(try room.terms()["clearance"] == 1)
        room.put("dresser_1", 1.2, 0.5, 0.8, x: 0.85, y: 2.5, angle: 90)
        let blocked = try room.score().json["blocked"]?.arrayValue
        #expect(blocked?.count == 1)
        #expect(blocked?.first?["object"] == "wardrobe_1")
        #expect(blocked?.first?["by"] == ["dresser_1"])
        #expect(blocked?.first?["free"]?.doubleValue == 0)
    }

    @Test func aChairBelongsBeforeItsDesk() throws {
        var room = PhysicalRoom()
        room.put("desk_1", 1.2, 0.6, 0.75, x: 2, y: 0.3)
        room.put("chair_1", 0.5, 0.5, 0.9, x: 2, y: 0.85, angle: 180, Relation(.inFront, object: "desk_1"))
        let terms = try room.terms()
        #expect(terms["clearance"] == 1)
        #expect(terms["access"] == 1)
        // A cabinet that has nothing to do with it does not.
        var other = PhysicalRoom()
        other.put("desk_1", 1.2, 0.6, 0.75, x: 2, y: 0.3)
        other.put("cabinet_1", 1.2, 0.5, 0.9, x: 2, y: 0.85, angle: 0)
        #expect(try other.terms()["clearance"] ?? 1 < 1)
    }

    @Test func facingTheWallLeavesNoRoom() throws {
        var room = PhysicalRoom()
        room.put("cabinet_1", 1, 0.5, 1, x: 2, y: 0.25, angle: 180)
        #expect(try room.terms()["clearance"] == 0)
        #expect(try room.terms()["access"] == 0)
    }

    @Test func doorsSwingAndWindowsStartAtTheirSills() throws {
        var room = PhysicalRoom()
        room.openings = [
            Opening(.door, wall: .southWall, offset: 1, width: 0.8, height: 2),
            Opening(.window, wall: .eastWall, offset: 2.5, width: 1.2, bottom: 0.9, height: 1.2),
        ]
        room.put("chest_1", 1.2, 0.4, 0.5, x: 3.8, y: 2.5, angle: 270)
        #expect(try room.terms()["clearance"] == 1)
        room.put("sofa_1", 0.8, 0.8, 0.8, x: 1, y: 0.5, angle: 0)
        let blocked = try room.score().json["blocked"]?.arrayValue
        #expect(blocked?.count == 1)
        #expect(blocked?.first?["opening"]?["kind"] == "door")
        #expect(blocked?.first?["by"] == ["sofa_1"])
    }

    @Test func behindABarrierNothingIsReached() throws {
        var room = PhysicalRoom()
        room.openings = [Opening(.door, wall: .southWall, offset: 2, width: 0.9, height: 2)]
        room.put("wardrobe_1", 1.2, 0.6, 2, x: 2, y: 4.7, angle: 180)
        room.put("wall_1", 3.4, 0.2, 2, x: 1.7, y: 2.5, floor: false)
        // A gap of 60 cm is a way.
        #expect(try room.terms()["access"] == 1)
        room.put("plant_1", 0.3, 0.3, 1, x: 3.55, y: 2.5)
        // One of 30 cm is none.
        let score = try room.score()
        #expect(score.json["unreachable"] == ["wardrobe_1"])
        let walkable = score.json["walkable"]?.doubleValue ?? 1
        #expect(walkable > 0.3 && walkable < 0.7)
    }

    @Test func withoutADoorPeopleComeInWhereTheWallIsFree() throws {
        var room = PhysicalRoom()
        room.size.y = 8
        room.put("wall_1", 4, 0.2, 2, x: 2, y: 1, floor: false)
        room.put("table_1", 1, 0.6, 0.7, x: 2, y: 3)
        // The longest free wall is the east one, beyond the barrier.
        #expect(try room.terms()["access"] == 1)
        room.put("stool_1", 0.4, 0.4, 0.4, x: 2, y: 0.5)
        #expect(try room.score().json["unreachable"] == ["stool_1"])
    }
}
