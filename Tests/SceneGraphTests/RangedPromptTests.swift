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
                room 4.00 5.00 2.80
                A calm bedroom.
                bed_1 half 0.80 1.00 0.25 @180 on north_wall x 0.80..3.20 y 4.00 z 0.25
                stand_1 half 0.2250 0.20 0.2750 @180 in 0.2250..3.7750 0.20..4.80 left of bed_1 x +1.0250 \
                y -0.80..+0.80 z 0.2750
                lamp_1 half 0.10 0.10 0.15 @180 in 0.10..3.90 0.10..4.90 on stand_1 x -0.1250..+0.1250 \
                y -0.10..+0.10 z +0.4250
                picture_1 half 0.40 0.0150 0.30 @180 in 0.40..3.60 0.0150..4.9850 on north_wall x 0.40..3.60 \
                y 4.9850 z 0.30..2.50 above bed_1 x -1.20..+1.20 y -1.0150..+1.0150 z +0.55..
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
                "bed_1 half 0.80 1.00 0.25 @180 pinned 1.00 4.00 0.25",
                "chair_1 half 0.25 0.25 0.45 @0 in 0.25..3.75 0.25..4.75 in front bed_1 x -1.30..+1.30 y ..-1.25 z 0.45",
            ])
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
