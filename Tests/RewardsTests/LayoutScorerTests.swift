import JSON
import Rewards
import SceneGraph
import Testing

@Suite struct LayoutScorerTests {
    /// SplitMix64 (Steele, Lea and Flood 2014), so that a failure can be repeated.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// A scene with relations of every kind.
    private func scene(count: Int) throws -> Scene {
        let elements = RoomElement.allCases
        let words: [Preposition] = [.on, .leftOf, .rightOf, .inFront, .behind, .under, .above, .inTheCorner]
        let objects = (0..<count).map { index -> SceneObject in
            var relations = [Relation(index % 5 == 4 ? .inTheCorner : .on, elements[index % 6])]
            if index % 2 == 1 {
                let isAdjacent = index % 4 == 1
                relations = [
                    Relation(words[index / 2 % 8], object: "object_\(index / 2)", isAdjacent: isAdjacent)
                ]
            }
            let size = BoxSize(
                length: 0.3 + 0.1 * Double(index % 7), width: 0.2 + 0.13 * Double(index % 5),
                height: index % 9 == 8 ? 0.005 : 0.4)
            return SceneObject(
                id: "object_\(index)", size: size, isOnTheFloor: index % 3 != 2,
                facing: elements[index % 5].rawValue, relations: relations)
        }
        return try Scene(room: Room(size: Vector3(x: 5, y: 4, z: 2.8)), objects: objects)
    }

    /// Places on a coarse grid and in the middle of regions, so that relations are kept, broken and touched.
    private func layout(of scene: Scene, _ generator: inout Generator) throws -> [Vector3] {
        var positions: [Vector3] = []
        for object in scene.objects {
            positions.append(
                Vector3(
                    x: Double(Int.random(in: -2...22, using: &generator)) / 4,
                    y: Double(Int.random(in: -2...18, using: &generator)) / 4,
                    z: Bool.random(using: &generator) ? object.size.height / 2 : 0.8))
        }
        for index in scene.objects.indices where Bool.random(using: &generator) {
            let stored = StoredScene(scene.placed(at: positions))
            guard let region = try stored.regions(ofObjectNamedAt: index, room: scene.room.size).first else {
                continue
            }
            positions[index] = Vector3(
                x: (region.xMinimum + region.xMaximum) / 2, y: (region.yMinimum + region.yMaximum) / 2,
                z: (region.zMinimum + region.zMaximum) / 2)
        }
        return positions
    }

    @Test("The fast score is the stored scene's", arguments: [1, 2, 7, 20])
    func agreesWithTheStoredScene(_ count: Int) throws {
        let scene = try scene(count: count)
        let scorer = LayoutScorer(scene)
        var generator = Generator(state: UInt64(count))
        for _ in 0..<50 {
            let positions = try layout(of: scene, &generator)
            let score = scorer.score(positions)
            let stored = StoredScene(scene.placed(at: positions))
            let pairs = try stored.collisions()
            #expect(score.collisions.map { [$0.first, $0.second] } == pairs.map { [$0.0, $0.1] })
            #expect(score.collisionRatio == stored.collisionRatio(pairs))
            let violations = try stored.violations(room: scene.room.size)
            #expect(score.violations == violations)
            #expect(score.constraintRatio == stored.constraintRatio(violations))
        }
    }

    @Test("An object outside of the room is told, though it costs nothing")
    func outside() throws {
        let scene = try scene(count: 1)
        let size = scene.objects[0].size
        let score = LayoutScorer(scene).score([Vector3(x: -5, y: 1, z: size.height / 2)])
        #expect(score.isInside == [false])
        #expect(score.collisions.isEmpty)
        #expect(LayoutScorer(scene).score([Vector3(x: 1, y: 1, z: size.height / 2)]).isInside == [true])
    }

    @Test("No objects, no penalty; an object without position collides with nothing")
    func degenerate() throws {
        #expect(LayoutScorer(try scene(count: 0)).score([]).penalty == 0)
        #expect(LayoutScorer(try scene(count: 3)).score([]).penalty == 0)
    }

    @Test("A side of a target at an odd angle cannot be kept")
    func oddAngle() throws {
        var objects = try scene(count: 1).objects
        objects[0].rotation = 45
        objects.append(
            SceneObject(
                id: "chair", size: BoxSize(length: 0.4, width: 0.4, height: 0.8), isOnTheFloor: true,
                relations: [Relation(.inFront, object: "object_0")]))
        let scene = try Scene(room: Room(size: Vector3(x: 5, y: 4, z: 2.8)), objects: objects)
        let score = LayoutScorer(scene).score([Vector3(x: 1, y: 1, z: 0.2), Vector3(x: 2, y: 2, z: 0.4)])
        #expect(score.violations.contains(1))
    }
}
