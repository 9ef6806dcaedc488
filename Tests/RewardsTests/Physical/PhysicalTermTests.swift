import Rewards
import SceneGraph
import Testing

@Suite struct PhysicalTermTests {
    @Test func aRoomWithoutFaultIsWorthOne() throws {
        let score = try PhysicalRoom.bedroom.score()
        for term in score.terms { #expect(term.value == 1, "\(term.name): \(score.json)") }
        #expect(abs(score.total - 1) < 1e-12)
        #expect(score.collisions.isEmpty && score.violations.isEmpty && score.outside.isEmpty)
    }

    @Test func weightsAddUpToOne() throws {
        let score = try PhysicalRoom.bedroom.score()
        for score in [score, score.judged(.graded(Judgement(grades: [:])))] {
            let sum = score.weights.format + score.terms.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - 1) < 1e-12)
        }
    }

    // MARK: Collisions

    @Test func turnedBoxesCollideByTheirTrueShapes() throws {
        var room = PhysicalRoom()
        room.put("box_1", 1, 1, 1, x: 1.5, y: 1.5, angle: 45)
        room.put("box_2", 1, 1, 1, x: 2.25, y: 2.25, angle: 45)
        // The boxes along the axes overlap; the turned ones are 6 cm apart.
        #expect(try room.score().collisions.isEmpty)
        room.put("box_3", 1, 1, 1, x: 2.9, y: 1.5, angle: 45)
        let score = try room.score()
        #expect(score.collisions.map { [$0.first, $0.second] } == [["box_1", "box_3"], ["box_2", "box_3"]])
        #expect(score.json["collisions"]?.arrayValue?.count == 2)
    }

    @Test func fiveMillimetresAreAContact() throws {
        for (gap, collisions) in [(0.0, 0), (-0.004, 0), (-0.006, 1)] {
            var room = PhysicalRoom()
            room.put("cabinet_1", 1, 0.5, 1, x: 1, y: 1)
            room.put("cabinet_2", 1, 0.5, 1, x: 2 + gap, y: 1)
            #expect(try room.score().collisions.count == collisions)
        }
    }

    @Test func deeperCollisionsCostMoreAndEachCostsHalfAnObject() throws {
        func value(_ x: Double) throws -> Double {
            var room = PhysicalRoom()
            room.put("cabinet_1", 1, 0.5, 1, x: 1, y: 1)
            room.put("cabinet_2", 1, 0.5, 1, x: x, y: 1)
            return try room.terms()["collision"] ?? 0
        }
        #expect(try value(2) == 1)
        #expect(abs(try value(1.9) - 0.45) < 1e-9)
        #expect(abs(try value(1.5) - 0.25) < 1e-9)
        #expect(abs(try value(1)) < 1e-9)
    }

    @Test func thingsStandOnRugsAndUnderTablesAndInWardrobes() throws {
        var room = PhysicalRoom()
        room.put("rug_1", 2, 2, 0.02, x: 2, y: 2)
        room.put("table_1", 1.4, 0.8, 0.75, x: 2, y: 2)
        room.put("stool_1", 0.4, 0.4, 0.45, x: 2, y: 2.3, Relation(.under, object: "table_1"))
        room.put("wardrobe_1", 1, 0.6, 2, x: 0.5, y: 4.7, angle: 180)
        room.put(
            "box_1", 0.4, 0.3, 0.3, x: 0.5, y: 4.7, foot: 0.8, floor: false, Relation(.on, object: "wardrobe_1"))
        let terms = try room.terms()
        #expect(terms["collision"] == 1)
        #expect(terms["support"] == 1)
        #expect(terms["relations"] == 1)
    }

    @Test func whatDoesNotFitUnderATableCollidesWithIt() throws {
        var room = PhysicalRoom()
        room.put("table_1", 1.4, 0.8, 0.75, x: 2, y: 2)
        room.put("cabinet_1", 0.4, 0.4, 0.74, x: 2, y: 2, Relation(.under, object: "table_1"))
        #expect(try room.score().collisions.count == 1)
        // Nor may it be there when it never said so.
        var other = PhysicalRoom()
        other.put("table_1", 1.4, 0.8, 0.75, x: 2, y: 2)
        other.put("stool_1", 0.4, 0.4, 0.45, x: 2, y: 2)
        #expect(try other.score().collisions.count == 1)
    }

    @Test func whereThereAreMeshesTheyDecide() throws {
        var room = PhysicalRoom()
        room.put("table_1", 1.4, 0.8, 0.75, x: 2, y: 2)
        room.put("stool_1", 0.4, 0.4, 0.45, x: 2, y: 2)
        // A top alone: the legs do not matter here.
        let board = TriangleMesh(box: BoxSize(length: 1.4, width: 0.8, height: 0.05))
        let top = TriangleMesh(points: board.points.map { $0 + SIMD3(0, 0, 0.35) }, triangles: board.triangles)
        let stool = TriangleMesh(box: BoxSize(length: 0.4, width: 0.4, height: 0.45))
        let scene = try PhysicalScene(room.scene)
        let positions = room.objects.compactMap(\.position)
        #expect(scene.score(positions) { $0.id == "table_1" ? top : stool }.collisions.isEmpty)
        #expect(scene.score(positions) { $0.id == "table_1" ? top : nil }.collisions.count == 1)
        // A body whole within another's solid touches no surface of it, and collides all the same.
        let solid = TriangleMesh(box: BoxSize(length: 1.4, width: 0.8, height: 0.75))
        let middle = positions.map { Vector3(x: $0.x, y: $0.y, z: 0.375) }
        #expect(scene.score(middle) { $0.id == "table_1" ? solid : stool }.collisions.count == 1)
    }

    // MARK: Inside

    @Test func outsideIsMeasuredByVolume() throws {
        var room = PhysicalRoom()
        room.put("cabinet_1", 1, 0.5, 1, x: 0.25, y: 1)
        let score = try room.score()
        #expect(score.outside == ["cabinet_1"])
        let finding = score.json["outside"]?.arrayValue?.first
        #expect(abs((finding?["share"]?.doubleValue ?? 0) - 0.25) < 1e-12)
        #expect(abs((finding?["reach"]?.doubleValue ?? 0) - 0.25) < 1e-12)
        #expect(abs((try room.terms()["inside"] ?? 0) - (1 - 0.625)) < 1e-12)
    }

    @Test func aTurnedBoxIsOutsideWithItsCorner() throws {
        var room = PhysicalRoom()
        // Half a diagonal is 0.707 m: a corner of 0.107 m is beyond the wall, a triangle of 0.107² m².
        room.put("table_1", 1, 1, 1, x: 0.6, y: 2, angle: 45)
        let corner = 0.5.squareRoot() - 0.6
        let share = try room.score().json["outside"]?.arrayValue?.first?["share"]?.doubleValue ?? 0
        #expect(abs(share - corner * corner) < 1e-12)
    }

    // MARK: Support

    @Test func everyWayToStandOnNothingIsNamed() throws {
        func reason(_ make: (inout PhysicalRoom) -> Void) throws -> String? {
            var room = PhysicalRoom()
            make(&room)
            return try room.score().json["unsupported"]?.arrayValue?.last?["reason"]?.stringValue
        }
        #expect(try reason { $0.put("chair_1", 0.5, 0.5, 0.9, x: 2, y: 2, foot: 0.3) } == "floating")
        #expect(try reason { $0.put("chair_1", 0.5, 0.5, 0.9, x: 2, y: 2, foot: -0.3) } == "sunk")
        #expect(try reason { $0.put("chair_1", 0.5, 0.5, 0.9, x: 2, y: 2, foot: 0.015) } == nil)
        #expect(
            try reason {
                $0.put("table_1", 1, 1, 0.7, x: 2, y: 2)
                $0.put("chair_1", 0.5, 0.5, 0.9, x: 2, y: 2, foot: 0.7)
            } == "stacked")
        #expect(
            try reason {
                $0.put("table_1", 1, 1, 0.7, x: 2, y: 2)
                $0.put("vase_1", 0.2, 0.2, 0.3, x: 2.55, y: 2, foot: 0.7, floor: false)
            } == "overhanging")
        #expect(
            try reason {
                $0.put("table_1", 1, 1, 0.7, x: 2, y: 2, foot: 0.5)
                $0.put("vase_1", 0.2, 0.2, 0.3, x: 2, y: 2, foot: 1.2, floor: false)
            } == "on_unsupported")
        #expect(try reason { $0.put("box_1", 0.4, 0.4, 0.4, x: 9, y: 2) } == "floating")
    }

    @Test func aShelfAcrossTwoTablesIsCarriedByBoth() throws {
        var room = PhysicalRoom()
        room.put("table_1", 0.5, 0.5, 0.7, x: 1, y: 2)
        room.put("table_2", 0.5, 0.5, 0.7, x: 3, y: 2)
        room.put("board_1", 2.4, 0.4, 0.05, x: 2, y: 2, foot: 0.7, floor: false)
        #expect(try room.terms()["support"] == 1)
    }

    @Test func picturesHangOnWallsAndOnlyThere() throws {
        var room = PhysicalRoom()
        room.put("painting_1", 0.8, 0.03, 0.6, x: 2, y: 4.985, foot: 1.2, angle: 180, floor: false)
        #expect(try room.terms()["support"] == 1)
        var other = PhysicalRoom()
        other.put("painting_1", 0.8, 0.03, 0.6, x: 2, y: 4, foot: 1.2, angle: 180, floor: false)
        #expect(try other.terms()["support"] == 0)
    }

    // MARK: Relations

    @Test func allRelationsOfAnObjectCount() throws {
        var room = PhysicalRoom.bedroom
        room.put(
            "plant_1", 0.3, 0.3, 0.8, x: 0.15, y: 4.85, Relation(.inTheCorner, .westWall), Relation(.on, .southWall))
        let score = try room.score()
        #expect(score.violations == ["plant_1"])
        let broken = score.json["relations"]?.arrayValue
        #expect(broken?.count == 1)
        #expect(broken?.first?["target"] == "south_wall")
        #expect(abs((broken?.first?["deviation"]?.doubleValue ?? 0) - 4.7) < 1e-9)
    }

    @Test(arguments: [0.0, 30, 90, 135, 180, 270, 333])
    func sidesAreTheTargetsOwnAtAnyAngle(angle: Double) throws {
        let box = OrientedBox(
            size: BoxSize(length: 1, width: 0.6, height: 0.7), angle: angle, center: Vector3(x: 3, y: 3, z: 0.35))
        let gaps: [(Preposition, SIMD2<Double>)] = [
            (.inFront, box.front * 0.5), (.behind, box.front * -0.5), (.rightOf, box.right * 0.7),
            (.leftOf, box.right * -0.7),
        ]
        for (word, offset) in gaps {
            for other in gaps.map(\.0) {
                var room = PhysicalRoom()
                room.size = Vector3(x: 6, y: 6, z: 3)
                room.put("table_1", 1, 0.6, 0.7, x: 3, y: 3, angle: angle)
                room.put(
                    "chair_1", 0.4, 0.4, 0.4, x: 3 + offset.x, y: 3 + offset.y, angle: angle,
                    Relation(other, object: "table_1"))
                #expect(try room.score().violations.isEmpty == (word == other))
            }
        }
    }

    @Test func fiveCentimetresAreNear() throws {
        for (gap, isKept) in [(0.0, true), (0.04, true), (0.06, false), (-0.06, false)] {
            var room = PhysicalRoom()
            room.put("table_1", 1, 0.6, 0.7, x: 2, y: 2)
            room.put("chair_1", 0.4, 0.4, 0.4, x: 2, y: 2.5 + gap, Relation(.inFront, object: "table_1"))
            #expect(try room.score().violations.isEmpty == isKept)
        }
    }
}
