import Rewards
import SceneGraph
import Testing

@Suite("Objects that have to move")
struct FaultyObjectTests {
    /// Three cubes of a metre in a room of four by four: two in the middle, one at the west wall.
    private func scene(isFirstPinned: Bool = false) throws -> Scene {
        func cube(_ id: String, _ relation: Relation) -> SceneObject {
            SceneObject(
                id: id, size: BoxSize(length: 1, width: 1, height: 1), isOnTheFloor: true, facing: "north_wall",
                relations: [relation])
        }
        var objects = [
            cube("a", Relation(.on, .middle)), cube("b", Relation(.on, .middle)), cube("c", Relation(.on, .westWall)),
        ]
        if isFirstPinned {
            objects[0].isPinned = true
            objects[0].position = Vector3(x: 0.2, y: 2, z: 0.5)
        }
        return try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: objects)
    }

    private func faulty(_ places: [(Double, Double)], _ scene: Scene) -> Set<Int> {
        LayoutScorer(scene).score(places.map { Vector3(x: $0.0, y: $0.1, z: 0.5) }).faulty(in: scene)
    }

    @Test("What breaks its relations, leaves the room or stands in what came before has to move, and nothing else")
    func faults() throws {
        let scene = try scene()
        #expect(faulty([(2, 2), (3.2, 2), (0.5, 2)], scene).isEmpty)
        #expect(faulty([(2, 2), (2.3, 2), (0.5, 2)], scene) == [1], "of two that collide one moves")
        #expect(faulty([(2, 2), (3.2, 2), (0.9, 3.4)], scene) == [2], "it is off its wall")
        #expect(
            faulty([(2, 3.8), (2.4, 3.3), (0.5, 2)], scene) == [0], "the wall stops the first, so the second stays")
    }

    @Test("What is pinned stays, and others make way")
    func pinned() throws {
        let scene = try scene(isFirstPinned: true)
        #expect(faulty([(0.2, 2), (2, 2), (0.5, 2)], scene) == [2])
    }

    @Test("The note before another turn marks them")
    func note() throws {
        let scene = try scene()
        let answer =
            #"[{"new_object_id":"a","x":2,"y":2,"z":0.5},{"new_object_id":"b","x":2.3,"y":2,"z":0.5},"#
            + #"{"new_object_id":"c","x":0.5,"y":2,"z":0.5}]"#
        let previous = TurnMaker.Previous(
            response: "<think></think><answer>\(answer)</answer>", total: 0.3, terms: [("format", 1)], in: scene)
        #expect(previous.faulty == ["b"])
        let text = TurnMaker(form: .ranged, scene: scene).userText(previous: previous)
        let lines = text.split(separator: "\n")
        let first = try #require(lines.firstIndex(of: "before total 0.30 format 1.00")) + 1
        let places = ["= x2.00 y2.00 z0.50", "! x2.30 y2.00 z0.50", "= x0.50 y2.00 z0.50"]
        for (line, place) in zip(lines[first...], places) {
            #expect(line.hasSuffix(" " + place))
        }
        #expect(lines.count == first + 3)
        let unreadable = TurnMaker.Previous(response: "no", total: 0, terms: [], in: scene)
        #expect(unreadable.faulty.isEmpty)
        let plain = TurnMaker(form: .ranged, scene: scene).userText(previous: nil)
        let told = TurnMaker(form: .ranged, scene: scene).userText(previous: unreadable)
        #expect(told.replacing("before total 0.00 unreadable\n", with: "") == plain)
    }
}
