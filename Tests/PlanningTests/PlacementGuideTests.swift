import JSON
import Planning
import SceneGraph
import Testing

@Suite struct PlacementGuideTests {
    private let room = Room(size: Vector3(x: 4, y: 3, z: 2.5))

    private func chest(_ id: String, _ length: Double, _ relations: [Relation]) -> SceneObject {
        SceneObject(
            id: id, size: BoxSize(length: length, width: 0.5, height: 0.8), isOnTheFloor: true,
            facing: "south_wall", relations: relations)
    }

    /// Writes an answer with these choices, each the nearest that can be written.
    private func write(
        _ scene: Scene, facts: GuideFacts = .stretches, choosing wish: (PlacementOptions) -> Double
    ) throws -> (text: String, placed: [Vector3]) {
        var answer = GuidedAnswer(PlacementGuide(scene, facts: facts))
        var text = ""
        var choice: Double?
        while case let parts = answer.next(after: choice), !parts.isEmpty {
            choice = nil
            for part in parts {
                switch part {
                case .text(let known): text += known
                case .choice(_, _, let options):
                    let value = try #require(options.writable(near: wish(options)).first)
                    text += "\(value)"
                    choice = value
                }
            }
        }
        return (text, answer.placed.compactMap { $0 })
    }

    // MARK: Known answers

    @Test func stretchesAlongAWallLieBetweenWhatStandsThere() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("big", 1, [Relation(.on, .northWall)]), chest("small", 0.6, [Relation(.on, .northWall)]),
            ])
        let guide = PlacementGuide(scene)
        #expect(guide.order == [0, 1])
        var space = guide.space(for: 0, placed: [nil, nil])
        #expect(space.options().ranges == [0.5...3.5])
        #expect(!space.options().isCrowded && space.options().fractionDigits == 2)
        space.take(2)
        #expect(space.options().fixed == 2.75)
        space.take(2.75)
        #expect(space.options().fixed == 0.4)
        space.take(0.4)
        let position = try #require(space.position)
        let second = guide.space(for: 1, placed: [position, nil])
        #expect(second.options().ranges == [0.3...1.2, 2.8...3.7])
    }

    @Test func aChoiceLeavesRoomForWhatRelatesToTheObject() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("bed", 1.6, [Relation(.on, .northWall)]),
                chest("stand", 0.5, [Relation(.leftOf, object: "bed")]),
            ])
        // Left of a bed that faces south is east of it: half a metre stays free there.
        #expect(PlacementGuide(scene).space(for: 0, placed: [nil, nil]).options().ranges == [0.8...2.7])
    }

    @Test func whatTouchesHasNoChoiceAndIsExact() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("bed", 1.3, [Relation(.on, .northWall)]),
                chest("stand", 0.7, [Relation(.leftOf, object: "bed")]),
            ])
        let (text, placed) = try write(scene) { _ in 1.7 }
        #expect(faults(of: placed, in: scene) == [])
        #expect(
            text == """
                <think>
                bed x0.65..2.65:1.7 y2.75 z0.40
                stand x2.70 y2.75 z0.40
                </think><answer>[{"new_object_id":"bed","x":1.7,"y":2.75,"z":0.4}, \
                {"new_object_id":"stand","x":\(placed[1].x),"y":2.75,"z":0.4}]</answer>
                """)
    }

    @Test func rangesTellWhatRelationsLeaveAndNotWhatIsFree() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("big", 1, [Relation(.on, .northWall)]), chest("small", 0.6, [Relation(.on, .northWall)]),
            ])
        let big = Vector3(x: 2, y: 2.75, z: 0.4)
        let ranges = PlacementGuide(scene, facts: .ranges).space(for: 1, placed: [big, nil]).options()
        #expect(ranges.ranges == [0.3...3.7] && !ranges.isCrowded)
        let stretches = PlacementGuide(scene).space(for: 1, placed: [big, nil]).options()
        #expect(stretches.ranges == [0.3...1.2, 2.8...3.7])
    }

    @Test func sumsSayHowARelationLeavesWhatItLeaves() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("bed", 1.3, [Relation(.on, .northWall)]),
                chest("stand", 0.7, [Relation(.leftOf, object: "bed")]),
                chest("box", 0.4, [Relation(.inFront, object: "bed")]),
            ])
        let (text, placed) = try write(scene, facts: .sums) { $0.ranges[0].lowerBound + 0.1 }
        #expect(faults(of: placed, in: scene) == [])
        // On the y axis the prompt says all there is to say.
        #expect(
            text.hasPrefix(
                """
                <think>
                bed x0.65..2.65:0.75 y2.75 z0.40
                stand x0.75+1.00=1.75 y2.75 z0.40
                box x0.75-0.45=0.30..0.75+0.45=1.20:0.4 y2.25 z0.40
                </think>
                """))
    }

    @Test func sumsSayWhatCutsAWallAndWhatIsLeft() throws {
        let wall = [Relation(.on, .northWall)]
        let scene = try Scene(
            room: room, objects: [chest("big", 1, wall), chest("small", 0.6, wall), chest("least", 0.4, wall)])
        var wishes = [2, 3.0, 0.2].makeIterator()
        let (text, placed) = try write(scene, facts: .sums) { _ in wishes.next() ?? 0 }
        #expect(faults(of: placed, in: scene) == [])
        #expect(
            text.hasPrefix(
                """
                <think>
                big x0.50..3.50:2.0 y2.75 z0.40
                small x0.30..3.70~0.30+0.50=0.80,2.00-0.80=1.20..2.00+0.80=2.80=0.30..1.20,2.80..3.70:3.0 y2.75 z0.40
                least x0.20..3.80~0.20+0.50=0.70,2.00-0.70=1.30..2.00+0.70=2.70~0.20+0.30=0.50,3.00-0.50=2.50..3.00+0.50=3.50=0.20..1.30,3.50..3.80:0.2 y2.75 z0.40
                </think>
                """))
    }

    @Test func aFullWallIsSaid() throws {
        let scene = try Scene(
            room: room,
            objects: [
                chest("long", 3, [Relation(.on, .northWall)]), chest("other", 2, [Relation(.on, .northWall)]),
            ])
        let (text, _) = try write(scene) { $0.ranges[0].lowerBound }
        #expect(text.contains("other x!1.00..3.00:1.0"))
    }

    @Test func pinnedObjectsComeFirstAndAreKept() throws {
        var pinned = chest("pinned", 1, [])
        pinned.isPinned = true
        pinned.position = Vector3(x: 2, y: 2.75, z: 0.4)
        let scene = try Scene(room: room, objects: [chest("free", 0.6, [Relation(.on, .northWall)]), pinned])
        let (text, placed) = try write(scene) { _ in 2 }
        #expect(text.hasPrefix("<think>\npinned x2.00 y2.75 z0.40\nfree x0.30..1.20,2.80..3.70:"))
        #expect(placed[1] == pinned.position)
        #expect(faults(of: placed, in: scene) == [])
    }

    // MARK: Properties

    @Test(arguments: 0..<40 as Range<UInt64>) func everyOpenValueIsRightAndNoOtherIsFree(seed: UInt64) throws {
        var scenes = RandomScenes(seed: seed)
        let (scene, proof) = try scenes.next(count: 7)
        let guide = PlacementGuide(scene)
        // Half of the objects as the proof has them; what is open to the next?
        let half = guide.order.count / 2
        guard guide.order.count > 1 else { return }
        var placed = [Vector3?](repeating: nil, count: scene.objects.count)
        for index in guide.order.prefix(half) { placed[index] = proof[index] }
        let index = guide.order[half]
        let options = guide.space(for: index, placed: placed).options()
        #expect(!options.isCrowded)
        for range in options.ranges {
            for wish in [range.lowerBound, (range.lowerBound + range.upperBound) / 2, range.upperBound] {
                guard let x = options.fixed ?? options.writable(near: wish).first else { continue }
                var space = guide.space(for: index, placed: placed)
                space.take(x)
                for _ in 0..<2 {
                    let next = space.options()
                    #expect(!next.isCrowded)
                    space.take(try #require(next.fixed ?? next.writable(near: 0).first))
                }
                var trial = placed
                trial[index] = space.position
                let box = PlacedBox(
                    size: scene.objects[index].size, angle: scene.angles[index],
                    center: try #require(space.position))
                #expect(box.isInside(room: scene.room.size))
                for other in scene.objects.indices where other != index {
                    guard let center = trial[other] else { continue }
                    let obstacle = PlacedBox(
                        size: scene.objects[other].size, angle: scene.angles[other], center: center)
                    #expect(!box.collides(with: obstacle), "\(scene.objects[index].id) at \(box.center)")
                }
            }
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func answersAreWellFormedAndSoundUnlessCrowded(seed: UInt64) throws {
        var scenes = RandomScenes(seed: seed)
        let (scene, _) = try scenes.next(count: 6)
        var isCrowded = false
        let (text, placed) = try write(scene) { options in
            isCrowded = isCrowded || options.isCrowded
            let range = options.ranges[Int(seed) % options.ranges.count]
            return seed % 2 == 0 ? range.upperBound : (range.lowerBound + range.upperBound) / 2
        }
        let answer = try PlacementAnswer(response: text, scene: scene)
        #expect(answer.positions == placed)
        if !isCrowded { #expect(faults(of: placed, in: scene) == []) }
    }

    @Test func parentsComeBeforeChildrenAndCompanyFollowsItsHost() throws {
        for seed in 0..<30 as Range<UInt64> {
            var scenes = RandomScenes(seed: seed)
            let (scene, _) = try scenes.next(count: 12)
            let order = PlacementGuide(scene).order
            #expect(order.sorted() == Array(scene.objects.indices))
            for (turn, index) in order.enumerated() {
                for case .object(let id) in scene.objects[index].relations.map(\.target) {
                    let parent = try #require(scene.indices[id])
                    #expect(try #require(order.firstIndex(of: parent)) < turn)
                }
            }
        }
    }

    @Test func nonsenseNeverTraps() throws {
        var scenes = RandomScenes(seed: 3)
        let (scene, _) = try scenes.next(count: 6)
        for nonsense in [Double.nan, .infinity, -1e300, 1e300, 0] {
            var answer = GuidedAnswer(PlacementGuide(scene))
            var parts = answer.next(after: nonsense)
            while !parts.isEmpty { parts = answer.next(after: nonsense) }
            #expect(answer.placed.allSatisfy { $0 != nil })
        }
    }
}
