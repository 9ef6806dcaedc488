import Foundation
import Rewards
import SceneGraph
import Testing

@Suite struct EmbeddedJudgeTests {
    /// A thing at a place: its box, its angle and where its middle is above the floor.
    private struct Thing {
        var id: String
        var size: (Double, Double, Double)
        var at: (Double, Double)
        var angle = 0.0
        /// The height of its lowest point; nil stands on the floor.
        var bottom: Double?
        var relations: [Relation] = []
        var material = "oak"
        var style = "modern"
    }

    private static let bed = Thing(id: "bed_1", size: (1.6, 2, 0.9), at: (2.5, 3), angle: 180)
    private static let nightstand = Thing(id: "nightstand_1", size: (0.5, 0.4, 0.5), at: (1.4, 3.8), angle: 180)
    private static let desk = Thing(id: "desk_1", size: (1.4, 0.7, 0.75), at: (1, 0.35), angle: 0)
    private static let chair = Thing(id: "office_chair_1", size: (0.6, 0.6, 1), at: (1, 1.1), angle: 180)
    private static let sofa = Thing(id: "sofa_1", size: (2, 0.9, 0.8), at: (2.5, 0.45), angle: 0)
    private static let screen = Thing(
        id: "tv_1", size: (1.2, 0.1, 0.7), at: (2.5, 3.95), angle: 180, bottom: 0.8,
        relations: [Relation(.on, .northWall)], material: "black plastic")
    private static let room = Vector3(x: 5, y: 4, z: 2.8)

    private func judgement(_ things: [Thing], room: Vector3 = Self.room) throws -> Judgement {
        let objects = things.map { thing in
            SceneObject(
                id: thing.id, style: thing.style, material: thing.material,
                size: BoxSize(length: thing.size.0, width: thing.size.1, height: thing.size.2),
                isOnTheFloor: thing.bottom == nil, relations: thing.relations, rotation: thing.angle,
                position: Vector3(x: thing.at.0, y: thing.at.1, z: (thing.bottom ?? 0) + thing.size.2 / 2))
        }
        return EmbeddedJudge.judge(try Scene(room: Room(size: room), objects: objects))
    }

    private func changed(_ thing: Thing, _ change: (inout Thing) -> Void) -> Thing {
        var copy = thing
        change(&copy)
        return copy
    }

    /// That the second layout has the lower grade in an aspect, and says so.
    private func expect(
        _ aspect: JudgeAspect, of good: [Thing], above bad: [Thing], saying comment: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (first, second) = (try judgement(good), try judgement(bad))
        #expect(first[aspect].value > second[aspect].value + 0.3, sourceLocation: sourceLocation)
        #expect(first.score > second.score, sourceLocation: sourceLocation)
        #expect(second[aspect].comment.contains(comment), sourceLocation: sourceLocation)
        #expect(!first[aspect].comment.contains(comment), sourceLocation: sourceLocation)
    }

    @Test("A plain bedroom in good order is graded well throughout")
    func good() throws {
        let judgement = try judgement([Self.bed, Self.nightstand, Self.desk, Self.chair])
        for aspect in JudgeAspect.allCases { #expect(judgement[aspect].value > 8) }
        #expect(judgement.score > 0.85)
        #expect(judgement[.realism].comment.isEmpty)
    }

    // MARK: Realism

    @Test("What is in one another, outside, in the air or of an impossible size is unreal")
    func realism() throws {
        let good = [Self.bed, Self.desk]
        try expect(
            .realism, of: good, above: [Self.bed, changed(Self.desk) { $0.at = (2.5, 3) }],
            saying: "bed_1 and desk_1 are in one another.")
        try expect(
            .realism, of: good, above: [Self.bed, changed(Self.desk) { $0.at = (-0.2, 0.35) }],
            saying: "desk_1 leaves the room.")
        try expect(
            .realism, of: good,
            above: [
                Self.bed,
                changed(Self.desk) {
                    $0.bottom = 1.2; $0.at = (2, 1)
                },
            ],
            saying: "desk_1 has nothing to stand on or hang from.")
        try expect(
            .realism, of: good, above: [Self.bed, changed(Self.desk) { $0.size = (0.14, 0.07, 0.075) }],
            saying: "desk_1 has a size that such things do not have.")
    }

    @Test("Boxes at an odd angle overlap where they do, not where their bounds do")
    func oddAngles() throws {
        let first = Thing(id: "chest_1", size: (2, 0.4, 0.5), at: (2, 2), angle: 45)
        let beside = Thing(id: "chest_2", size: (0.5, 0.5, 0.5), at: (2.8, 2.8), angle: 0)
        let within = Thing(id: "chest_2", size: (0.5, 0.5, 0.5), at: (2.5, 1.5), angle: 0)
        // At 45 degrees the length runs from north-west to south-east.
        #expect(try judgement([first, beside])[.realism].value == 10)
        #expect(try judgement([first, within])[.realism].value < 8)
    }

    @Test("A lamp stands on a table, a picture hangs on a wall, a rug lies under a bed")
    func carried() throws {
        let lamp = Thing(id: "table_lamp_1", size: (0.3, 0.3, 0.5), at: (1, 0.35), bottom: 0.75)
        let picture = Thing(id: "painting_1", size: (0.9, 0.04, 0.6), at: (2.5, 3.98), angle: 180, bottom: 1.4)
        let rug = Thing(id: "rug_1", size: (2, 1.4, 0.01), at: (2.5, 2.4))
        #expect(try judgement([Self.bed, Self.desk, lamp, picture, rug])[.realism].value == 10)
    }

    @Test("A tower of furniture is not furniture in a room")
    func tower() throws {
        let stacked = [
            Self.bed,
            changed(Self.desk) {
                $0.at = (2.5, 3); $0.bottom = 0.9
            },
        ]
        #expect(try judgement(stacked)[.realism].value < 7)
    }

    // MARK: Functionality

    @Test("A chair is drawn up to its desk and turned to it")
    func chair() throws {
        let good = [Self.desk, Self.chair]
        try expect(
            .functionality, of: good, above: [Self.desk, changed(Self.chair) { $0.angle = 0 }],
            saying: "office_chair_1 is turned away from desk_1.")
        try expect(
            .functionality, of: good, above: [Self.desk, changed(Self.chair) { $0.at = (4.5, 3.5) }],
            saying: "office_chair_1 is far from desk_1.")
        // The words that describe do not count, the head of the name does.
        let named = changed(Self.chair) {
            $0.id = "chairForDesk2"; $0.angle = 0
        }
        #expect(
            try judgement([Self.desk, named])[.functionality].comment.contains("turned away from desk_1"))
    }

    @Test("A sofa faces the television from a few metres, with nothing high between")
    func sofa() throws {
        let good = [Self.sofa, Self.screen]
        try expect(
            .functionality, of: good, above: [changed(Self.sofa) { $0.angle = 180 }, Self.screen],
            saying: "sofa_1 is turned away from tv_1.")
        let shelf = Thing(id: "bookshelf_1", size: (1.2, 0.3, 1.9), at: (2.5, 2.6), angle: 180)
        let aside = changed(shelf) {
            $0.at = (4.85, 2.6); $0.angle = 270
        }
        try expect(
            .functionality, of: good + [aside], above: good + [shelf],
            saying: "tv_1 cannot be seen from sofa_1.")
        let low = Thing(id: "coffee_table_1", size: (1, 0.6, 0.4), at: (2.5, 1.6))
        #expect(try judgement(good + [low])[.functionality].value > 9.5)
    }

    @Test("A nightstand stands at the head of its bed")
    func nightstand() throws {
        try expect(
            .functionality, of: [Self.bed, Self.nightstand],
            above: [
                Self.bed,
                changed(Self.nightstand) {
                    $0.at = (0.25, 0.4); $0.angle = 0
                },
            ],
            saying: "nightstand_1 is far from bed_1.")
        let foot = changed(Self.nightstand) { $0.at = (1.4, 2.2) }
        let head = try judgement([Self.bed, Self.nightstand])
        #expect(head[.functionality].value > (try judgement([Self.bed, foot]))[.functionality].value)
    }

    @Test("Before a door there is room to come in, before a window nothing high")
    func openings() throws {
        let door = Thing(
            id: "door_1", size: (0.9, 0.08, 2.05), at: (4.2, 0.04), bottom: 0, relations: [Relation(.on, .southWall)])
        let wide = changed(Self.sofa) { $0.at = (1.5, 0.45) }
        try expect(
            .functionality, of: [wide, door], above: [changed(Self.sofa) { $0.at = (3.9, 0.6) }, door],
            saying: "The way through door_1 is blocked.")
        let window = Thing(
            id: "window_1", size: (1.3, 0.1, 1.3), at: (1.5, 3.95), angle: 180, bottom: 0.9,
            relations: [Relation(.on, .northWall)])
        let shelf = Thing(id: "bookshelf_1", size: (1.2, 0.3, 1.9), at: (4, 3.85), angle: 180)
        try expect(
            .functionality, of: [window, shelf], above: [window, changed(shelf) { $0.at = (1.5, 3.75) }],
            saying: "window_1 is hidden.")
        #expect(
            try judgement([
                window,
                changed(Self.desk) {
                    $0.at = (1.5, 3.55); $0.angle = 180
                },
            ])[.functionality]
            .comment.isEmpty)
    }

    @Test("A wardrobe needs room to be opened")
    func access() throws {
        let wardrobe = Thing(id: "wardrobe_1", size: (1.2, 0.6, 2), at: (0.7, 3.7), angle: 180)
        try expect(
            .functionality, of: [wardrobe, Self.bed], above: [changed(wardrobe) { $0.angle = 0 }, Self.bed],
            saying: "wardrobe_1 cannot be used: there is too little room before it.")
        let box = Thing(id: "trunk_1", size: (1.2, 0.5, 0.5), at: (4.3, 0.25))
        try expect(
            .functionality, of: [wardrobe, box], above: [wardrobe, changed(box) { $0.at = (0.7, 3.1) }],
            saying: "wardrobe_1 cannot be used")
    }

    @Test("One can walk up to things")
    func circulation() throws {
        let desk = changed(Self.desk) { $0.at = (0.75, 0.35) }
        let door = Thing(
            id: "door_1", size: (0.9, 0.08, 2.05), at: (4.96, 2), angle: 90, bottom: 0,
            relations: [Relation(.on, .eastWall)])
        let low = (0..<4).map { number in
            Thing(id: "chest_\(number)", size: (1, 0.5, 0.5), at: (2.5, 0.5 + Double(number)), angle: 90)
        }
        let open = low.enumerated().map { number, chest in
            changed(chest) {
                $0.at = (0.6 + Double(number) * 1.02, 3.72); $0.angle = 180
            }
        }
        try expect(
            .functionality, of: [desk, door] + open, above: [desk, door] + low,
            saying: "One cannot walk up to desk_1.")
    }

    // MARK: Layout

    @Test("Cupboards stand with their backs to a wall, pictures hang on one and look at the room")
    func walls() throws {
        let shelf = Thing(id: "bookshelf_1", size: (1, 0.3, 1.9), at: (2.5, 3.85), angle: 180)
        try expect(
            .layout, of: [shelf], above: [changed(shelf) { $0.at = (2.2, 2.1) }],
            saying: "bookshelf_1 does not stand with its back to a wall.")
        let picture = Thing(id: "painting_1", size: (0.9, 0.04, 0.6), at: (2.5, 3.98), angle: 180, bottom: 1.4)
        try expect(
            .layout, of: [picture], above: [changed(picture) { $0.angle = 0 }],
            saying: "painting_1 turns its back on the room.")
    }

    @Test("Furniture stands square to the room and in line")
    func alignment() throws {
        let first = Thing(id: "ottoman_1", size: (0.6, 0.6, 0.4), at: (2, 2))
        let second = changed(first) {
            $0.id = "ottoman_2"; $0.at = (3, 2)
        }
        let straight = try judgement([first, second])[.layout].value
        #expect(straight > (try judgement([first, changed(second) { $0.at.1 = 2.13 }]))[.layout].value + 0.5)
        let turned = [first, second].map { thing in changed(thing) { $0.angle = 45 } }
        #expect(straight > (try judgement(turned))[.layout].value + 3)
    }

    @Test("Things stand where the scene wants them, to a degree")
    func grouping() throws {
        let lamp = Thing(
            id: "floor_lamp_1", size: (0.4, 0.4, 1.6), at: (3.75, 0.45),
            relations: [Relation(.rightOf, object: "sofa_1")])
        try expect(
            .layout, of: [Self.sofa, lamp], above: [Self.sofa, changed(lamp) { $0.at = (1.25, 0.45) }],
            saying: "floor_lamp_1 is not where it belongs to sofa_1.")
        let near = try judgement([Self.sofa, changed(lamp) { $0.at = (3.8, 0.45) }])
        let far = try judgement([Self.sofa, changed(lamp) { $0.at = (4.3, 0.45) }])
        #expect(near[.layout].value > far[.layout].value)
        let cornered = changed(Self.sofa) { $0.relations = [Relation(.on, .westWall)] }
        #expect(try judgement([cornered])[.layout].comment.contains("sofa_1 is not where it belongs."))
    }

    // MARK: Colour and atmosphere

    @Test("A few materials and neighbouring hues go together; clashing ones, many and mixed styles do not")
    func harmony() throws {
        func room(_ materials: [String], styles: [String] = ["modern"]) throws -> Judgement.Grade {
            let things = [Self.bed, Self.desk, Self.sofa, Self.nightstand].enumerated().map { index, thing in
                changed(thing) {
                    $0.material = materials[index % materials.count]
                    $0.style = styles[index % styles.count]
                    $0.at = [(1.2, 3), (4.2, 0.35), (1.1, 0.45), (2.3, 3.8)][index]
                }
            }
            return try judgement(things)[.color]
        }
        let calm = try room(["oak", "walnut", "beige fabric"])
        let clash = try room(["red velvet", "lime plastic", "blue denim", "purple wool"])
        #expect(calm.value > clash.value + 1)
        #expect(clash.comment.contains("Colours that do not go together."))
        #expect(calm.value > (try room(["oak"], styles: ["modern", "gothic", "rustic", "boho"])).value + 0.5)
        // Blue and orange lie across from one another: a complementary pair.
        let pair = try room(["blue cotton", "orange cotton"])
        #expect(pair.value > (try room(["blue cotton", "red cotton", "lime cotton", "purple cotton"])).value + 0.5)
    }

    @Test("What cannot be seen has no colour")
    func unseen() throws {
        let away = [Self.bed, Self.desk].map { thing in changed(thing) { $0.at.0 += 20 } }
        #expect(try judgement(away)[.color].value == 1)
        #expect(try judgement(away).score == 0)
    }

    @Test("The weights of a room balance about its middle")
    func balance() throws {
        let chest = Thing(id: "chest_1", size: (1, 0.5, 0.5), at: (0.6, 0.25))
        let other = changed(chest) {
            $0.id = "chest_2"; $0.at = (1.7, 0.25)
        }
        let across = changed(other) {
            $0.at = (4.4, 3.75); $0.angle = 180
        }
        try expect(
            .atmosphere, of: [chest, across], above: [chest, other],
            saying: "The furniture weighs on one side of the room.")
    }

    // MARK: Properties

    @Test("A room that is turned or mirrored as a whole is judged alike")
    func symmetry() throws {
        let things = [Self.bed, Self.nightstand, Self.desk, Self.chair]
        let score = try judgement(things).score
        let turned = things.map { thing in
            // A quarter turn clockwise: north becomes east.
            changed(thing) {
                $0.at = ($0.at.1, 5 - $0.at.0); $0.angle += 90
            }
        }
        #expect(abs(try judgement(turned, room: Vector3(x: 4, y: 5, z: 2.8)).score - score) < 1e-9)
        let mirrored = things.map { thing in
            changed(thing) {
                $0.at.0 = 5 - $0.at.0; $0.angle = -$0.angle
            }
        }
        #expect(abs(try judgement(mirrored).score - score) < 1e-9)
    }

    @Test("The order of objects does not matter, and nothing is left to chance")
    func order() throws {
        let things = [Self.bed, Self.nightstand, Self.desk, Self.chair]
        let judgement = try judgement(things)
        #expect(try self.judgement(things) == judgement)
        #expect(abs(try self.judgement(things.reversed()).score - judgement.score) < 1e-9)
    }

    @Test("No objects, no places, places that are no numbers: the lowest grades, no trap")
    func nothing() throws {
        let scene = try Scene(
            room: Room(size: Self.room),
            objects: [SceneObject(id: "bed_1", size: BoxSize(length: 2, width: 1.6, height: 1), isOnTheFloor: true)])
        #expect(EmbeddedJudge.judge(scene).score == 0)
        let judge = EmbeddedJudge(scene)
        for value in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
            let judgement = judge.judge([Vector3(x: value, y: value, z: value)])
            for aspect in JudgeAspect.allCases { #expect(judgement[aspect].value == 1) }
        }
        #expect(judge.judge([]).score == 0)
        #expect(EmbeddedJudge.judge(try Scene(room: Room(size: Self.room), objects: [])).score < 0.2)
        let tiny = try Scene(room: Room(size: Vector3(x: 0.1, y: 1000, z: 0.1)), objects: [])
        #expect(EmbeddedJudge.judge(tiny).score < 0.2)
    }
}
