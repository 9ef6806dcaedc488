import SceneGraph
import Testing

@Suite struct RangedPromptTests {
    private let bed = SceneObject(
        id: "bed_1", size: BoxSize(length: 1.6, width: 2, height: 0.5), isOnTheFloor: true, facing: "south_wall",
        relations: [Relation(.on, .northWall)])

    private func scene(_ objects: [SceneObject]) throws -> Scene {
        try Scene(room: Room(description: "A calm bedroom.", size: Vector3(x: 4, y: 5, z: 2.8)), objects: objects)
    }

    @Test func aLineSaysWhereEachRelationLetsTheCentreBe() throws {
        let stand = SceneObject(
            id: "stand_1", size: BoxSize(length: 0.45, width: 0.4, height: 0.55), isOnTheFloor: true,
            facing: "south_wall", relations: [Relation(.leftOf, object: "bed_1")])
        let lamp = SceneObject(
            id: "lamp_1", size: BoxSize(length: 0.2, width: 0.2, height: 0.3), isOnTheFloor: false,
            facing: "stand_1", relations: [Relation(.on, object: "stand_1")])
        let picture = SceneObject(
            id: "picture_1", size: BoxSize(length: 0.8, width: 0.03, height: 0.6), isOnTheFloor: false,
            facing: "south_wall", relations: [Relation(.on, .northWall), Relation(.above, object: "bed_1")])
        // Children first: the prompt has parents first all the same.
        #expect(
            try PromptForm.ranged.text(for: scene([lamp, picture, stand, bed])) == """
                room 4.00,5.00,2.80
                A calm bedroom.
                bed_1 x0.80..2.75 y4.00 z0.25 half0.80,1.00@s on north_wall
                stand_1 x1.8250..3.7750 y3.20..4.80 z0.2750 half0.2250,0.20@s left of bed_1 x+1.0250
                lamp_1 x1.70..3.90 y3.10..4.90 z0.70 half0.10,0.10@s on stand_1 x-0.1250..+0.1250 y-0.10..+0.10
                picture_1 x0.40..3.60 y4.9850 z0.80..2.50 half0.40,0.0150@s on north_wall above bed_1 x-1.20..+1.20
                """)
    }

    @Test func whatStandsApartHasAnOpenEndAndWhatIsPinnedItsPlace() throws {
        var pinned = bed
        pinned.isPinned = true
        pinned.position = Vector3(x: 1, y: 4, z: 0.25)
        let chair = SceneObject(
            id: "chair_1", size: BoxSize(length: 0.5, width: 0.5, height: 0.9), isOnTheFloor: true,
            facing: "north_wall", relations: [Relation(.inFront, object: "bed_1", isAdjacent: false)])
        let lines = try PromptForm.ranged.text(for: scene([chair, pinned])).split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "bed_1 x1.00 y4.00 z0.25 half0.80,1.00@s pinned",
                "chair_1 x0.25..2.30 y0.25..2.75 z0.45 half0.25,0.25@n in front bed_1",
            ])
    }

    @Test func rangesAreWhatAllWallsLeaveAndContradictionsChangeNothing() throws {
        let shelf = SceneObject(
            id: "shelf_1", size: BoxSize(length: 1, width: 0.4, height: 2), isOnTheFloor: true, facing: "south_wall",
            relations: [Relation(.inTheCorner, .northWall), Relation(.inTheCorner, .eastWall)])
        let torn = SceneObject(
            id: "torn_1", size: BoxSize(length: 1, width: 0.4, height: 2), isOnTheFloor: true, facing: "south_wall",
            relations: [Relation(.on, .northWall), Relation(.on, .southWall)])
        let lines = try PromptForm.ranged.text(for: scene([shelf, torn])).split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "shelf_1 x3.50 y4.80 z1.00 half0.50,0.20@s in the corner north_wall in the corner east_wall",
                "torn_1 x0.50..3.50 y4.80 z1.00 half0.50,0.20@s on north_wall on south_wall",
            ])
    }

    @Test func whatRelatesToEachOtherNarrowsEachOther() throws {
        // Two metres of sideboards in a row against a wall of four metres, each beside the one before.
        let boards = (1...3).map { number in
            SceneObject(
                id: "board_\(number)", size: BoxSize(length: 1, width: 0.4, height: 0.8), isOnTheFloor: true,
                facing: "south_wall",
                relations: [Relation(.on, .northWall)]
                    + (number == 1 ? [] : [Relation(.leftOf, object: "board_\(number - 1)")]))
        }
        let lines = try PromptForm.ranged.text(for: scene(boards)).split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "board_1 x0.50..1.50 y4.80 z0.40 half0.50,0.20@s on north_wall",
                "board_2 x1.50..2.50 y4.80 z0.40 half0.50,0.20@s on north_wall left of board_1 x+1.00",
                "board_3 x2.50..3.50 y4.80 z0.40 half0.50,0.20@s on north_wall left of board_2 x+1.00",
            ])
    }

    @Test func aRelationThatLeavesNothingIsToldAndChangesNothing() throws {
        let lamp = SceneObject(
            id: "lamp_1", size: BoxSize(length: 0.2, width: 0.2, height: 0.3), isOnTheFloor: false,
            facing: "south_wall", relations: [Relation(.on, .southWall), Relation(.on, object: "bed_1")])
        let lines = try PromptForm.ranged.text(for: scene([bed, lamp])).split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "bed_1 x0.80..3.20 y4.00 z0.25 half0.80,1.00@s on north_wall",
                "lamp_1 x0.10..3.90 y0.10 z0.15..2.65 half0.10,0.10@s on south_wall on bed_1 x-0.70..+0.70 "
                    + "y-0.90..+0.90 z+0.40",
            ])
    }

    @Test func anAngleThatIsNoQuarterTurnIsWritten() throws {
        var turned = bed
        turned.rotation = 30
        turned.relations = []
        #expect(try PromptForm.ranged.text(for: scene([turned])).hasSuffix("@30.00"))
    }

    @Test func lengthsHaveTwoDecimalsOrFour() {
        #expect(
            [0, 1, 0.5, 2.375, -0.05, 12.34567, -0.00001].map(MetreText.number) == [
                "0.00", "1.00", "0.50", "2.3750", "-0.05", "12.3457", "0.00",
            ])
        #expect([1.025, -0.8, 0].map(MetreText.offset) == ["+1.0250", "-0.80", "+0.00"])
        #expect(MetreText.number(.infinity) == "inf")
    }
}
