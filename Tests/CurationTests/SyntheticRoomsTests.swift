import Curation
import Rewards
import SceneGraph
import Testing

@Suite struct SyntheticRoomsTests {
    @Test func aRoomFollowsFromSeedPartAndIndexAlone() throws {
        let rooms = SyntheticRooms(seed: 5)
        let again = SyntheticRooms(seed: 5)
        #expect(try rooms.scene(at: 9) == again.scene(at: 9))
        #expect(try rooms.scene(at: 9).scene != rooms.scene(at: 10).scene)
        #expect(try rooms.scene(at: 9).scene != SyntheticRooms(seed: 6).scene(at: 9).scene)
        #expect(try rooms.scene(at: 9).scene != SyntheticRooms(seed: 5, part: .heldOut).scene(at: 9).scene)
    }

    @Test func everyRoomCanBeFurnished() throws {
        for index in 0..<200 {
            let room = try SyntheticRooms(seed: 1).scene(at: index)
            let stored = try StoredScene(json: room.furnished.storedJSON)
            let result = RewardProfile.metaSpatialV1.score(
                RewardItem(scene: stored, room: room.scene.room.size, answer: .stored))
            #expect(result.collisions == [] && result.violations == [], "room \(index)")
        }
    }

    @Test func settingsAreKept() throws {
        let settings = SyntheticRoomSettings(objects: 3...3, sides: 3...6, heights: 2.5...3, pinnedShare: 0, depth: 2)
        for index in 0..<100 {
            let scene = try SyntheticRooms(seed: 2, settings: settings).scene(at: index).scene
            #expect(scene.objects.count == 3)
            #expect((3...6).contains(scene.room.size.x) && (3...6).contains(scene.room.size.y))
            #expect((2.5...3).contains(scene.room.size.z))
            #expect(scene.objects.filter(\.isPinned).isEmpty)
        }
    }

    @Test func everyRelationWallCornerAndCeilingOccurs() throws {
        var words: Set<String> = []
        var pinned = 0
        for index in 0..<400 {
            let scene = try SyntheticRooms(seed: 3).scene(at: index).scene
            for object in scene.objects {
                if object.isPinned { pinned += 1 }
                for relation in object.relations {
                    switch relation.target {
                    case .wall: break
                    case .element(let element): words.insert("\(relation.preposition.rawValue) \(element.rawValue)")
                    case .object: words.insert("\(relation.preposition.rawValue) object \(relation.isAdjacent)")
                    }
                }
            }
        }
        for wall in ["south_wall", "north_wall", "east_wall", "west_wall"] {
            #expect(words.contains("on \(wall)") && words.contains("in the corner \(wall)"))
        }
        #expect(words.contains("on middle of the room") && words.contains("in the middle of middle of the room"))
        #expect(words.contains("on ceiling"))
        for word in ["left of", "right of", "in front", "behind", "under", "above"] {
            #expect(words.contains("\(word) object true") && words.contains("\(word) object false"))
        }
        #expect(words.contains("on object true"))
        #expect(pinned > 20)
    }

    @Test func madeUpNamesChangeNamesAlone() throws {
        var longest = 0
        for index in 0..<100 {
            let room = try SyntheticRooms(seed: 4).scene(at: index)
            let renamed = try room.withMadeUpNames(seed: UInt64(index))
            #expect(try renamed == room.withMadeUpNames(seed: UInt64(index)))
            #expect(renamed.positions == room.positions && renamed.scene.angles == room.scene.angles)
            #expect(renamed.scene.objects.map(\.id) != room.scene.objects.map(\.id))
            // Named back they are the same room: relations followed.
            let back = Dictionary(
                uniqueKeysWithValues: zip(renamed.scene.objects.map(\.id), room.scene.objects.map(\.id)))
            for (object, original) in zip(renamed.scene.objects, room.scene.objects) {
                #expect(back[object.id] == original.id && object.size == original.size)
                #expect(object.relations.map { back[$0.targetID] ?? $0.targetID } == original.relations.map(\.targetID))
                longest = max(longest, object.id.count)
            }
        }
        #expect(longest > 15)
    }

    @Test func settingsThatMakeNoSenseAreRefusedByName() {
        #expect(throws: CurationError.badSetting(name: "objects", detail: "must lie within 1 and 40")) {
            try SyntheticRooms(seed: 1, settings: SyntheticRoomSettings(objects: 0...3)).scene(at: 0)
        }
        #expect(throws: CurationError.self) {
            try SyntheticRooms(seed: 1, settings: SyntheticRoomSettings(designedShare: .nan)).scene(at: 0)
        }
    }
}
