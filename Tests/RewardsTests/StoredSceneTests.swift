import JSON
import Rewards
import SceneGraph
import Testing

/// Faults of a stored scene, each raised where the original's code comes upon it.
@Suite struct StoredSceneTests {
    private let room = MetaSpatialRewardTests.room

    /// The two-object scene with a member of one object changed; nil removes it.
    private func scene(_ object: Int, _ path: [String], _ value: JSONValue?) throws -> StoredScene {
        func changed(_ json: JSONValue, _ path: ArraySlice<String>) -> JSONValue? {
            guard let key = path.first else { return value }
            if case .array(var elements) = json, let index = Int(key) {
                if let element = changed(elements[index], path.dropFirst()) {
                    elements[index] = element
                } else {
                    elements.remove(at: index)
                }
                return .array(elements)
            }
            guard case .object(var members) = json else { return json }
            members[key] = changed(members[key] ?? .null, path.dropFirst())
            return .object(members)
        }
        var objects = try #require(MetaSpatialRewardTests.objects.arrayValue)
        objects[object] = try #require(changed(objects[object], path[...]))
        return try MetaSpatialRewardTests.scene(.array(objects))
    }

    private func collisionFault(_ scene: StoredScene) -> RewardFault.Kind? {
        do throws(RewardFault) { _ = try scene.collisions() } catch { return error.kind }
        return nil
    }

    private func constraintFault(_ scene: StoredScene) -> RewardFault.Kind? {
        do throws(RewardFault) { _ = try scene.violations(room: room) } catch { return error.kind }
        return nil
    }

    @Test("The room elements are appended where there are none, and only there")
    func roomElements() throws {
        let scene = try MetaSpatialRewardTests.scene()
        #expect(scene.objectCount == 2)
        #expect(scene.objects.map(\.name).suffix(6) == RoomElement.allCases.map(\.rawValue)[...])
        let wall = RoomElement.southWall.json(inRoom: room)
        #expect(try MetaSpatialRewardTests.scene([wall]).objects.count == 1)
        #expect(try MetaSpatialRewardTests.scene([wall]).objectCount == 0)
        #expect(throws: JSONFieldError.self) { try StoredScene(json: JSONValue.object(JSONObject())) }
        #expect(throws: JSONFieldError.self) { try StoredScene(json: [1]) }
    }

    @Test("A missing rotation stops the collision test; its relations give it one in time for later objects")
    func rotation() throws {
        let scene = try scene(0, ["rotation"], nil)
        #expect(collisionFault(scene) == .keyError)
        #expect(constraintFault(scene) == nil)
        #expect(throws: RewardFault.self) { try scene.regions(ofObjectNamedAt: 1, room: room) }
        #expect(constraintFault(try self.scene(0, ["rotation", "z_angle"], nil)) == .keyError)
        #expect(constraintFault(try self.scene(0, ["rotation"], .null)) == .typeError)
    }

    @Test("Sizes: missing, empty, of the wrong kind, in first or second place")
    func sizes() throws {
        #expect(collisionFault(try scene(0, ["size_in_meters"], nil)) == .keyError)
        #expect(collisionFault(try scene(0, ["size_in_meters"], [:])) == .valueError)
        #expect(collisionFault(try scene(0, ["size_in_meters"], 1)) == .attributeError)
        #expect(collisionFault(try scene(1, ["size_in_meters"], 1)) == .exception)
        #expect(collisionFault(try scene(1, ["size_in_meters", "length"], nil)) == .keyError)
        #expect(collisionFault(try scene(0, ["size_in_meters", "length"], "2")) == .typeError)
        #expect(constraintFault(try scene(0, ["size_in_meters", "length"], "2")) == .typeError)
        // Every member counts when the sides are compared.
        #expect(try scene(0, ["size_in_meters", "depth"], 1000).collisions().isEmpty)
    }

    @Test("Coordinates are complained of only when they are compared")
    func coordinates() throws {
        #expect(collisionFault(try scene(1, ["position", "z"], "0.75")) == .typeError)
        #expect(constraintFault(try scene(1, ["position", "z"], "0.75")) == .typeError)
        var outside = try scene(1, ["position", "z"], "0.75")
        guard case .value(var position) = outside.positions[1] else { return }
        position.x = .number(-1)
        outside.positions[1] = .value(position)
        #expect(constraintFault(outside) == nil)
        #expect(constraintFault(try scene(1, ["position", "z"], nil)) == .keyError)
        #expect(constraintFault(try scene(1, ["position"], nil)) == nil)
    }

    @Test("Relations: unknown words, targets and missing members")
    func relations() throws {
        let relation = ["placement", "objects_in_room", "0"]
        #expect(constraintFault(try scene(1, relation + ["object_id"], "ghost")) == .indexError)
        #expect(constraintFault(try scene(1, relation + ["object_id"], nil)) == .keyError)
        #expect(constraintFault(try scene(1, relation + ["preposition"], "On")) == .keyError)
        #expect(constraintFault(try scene(1, relation + ["preposition"], [])) == .typeError)
        #expect(constraintFault(try scene(1, relation, 1)) == .typeError)
        #expect(constraintFault(try scene(1, ["placement"], nil)) == .keyError)
        #expect(constraintFault(try scene(1, ["placement", "room_layout_elements"], nil)) == .keyError)
        #expect(constraintFault(try scene(1, ["placement", "room_layout_elements"], .null)) == .typeError)
        #expect(constraintFault(try scene(1, ["is_on_the_floor"], nil)) == .keyError)
        // `on` does not look at adjacency, `left of` does.
        #expect(constraintFault(try scene(1, relation + ["is_adjacent"], .null)) == nil)
        let left: JSONValue = ["object_id": "bed", "preposition": "left of", "is_adjacent": .null]
        #expect(constraintFault(try scene(1, relation, left)) == .typeError)
        // An unknown preposition is no matter where the target has no position.
        #expect(try scene(1, relation, nil).violations(room: room) == [1])
    }

    @Test("Odd angles of a target have no sides")
    func oddAngles() throws {
        var scene = try scene(
            1, ["placement", "objects_in_room", "0", "preposition"], "in front")
        for angle in [45.0, 360, -90, 90.0005] {
            scene.objects[0].rotation = .value(.degrees(angle))
            #expect(constraintFault(scene) == .unboundLocalError)
            #expect(collisionFault(scene) == nil)
        }
    }

    @Test("An angle is inherited from the first parent; a circle of parents has none")
    func inheritedAngles() throws {
        var scene = try scene(0, ["facing"], "south_wall")
        scene.objects[0].rotation = .missing
        scene.objects[1].rotation = .missing
        #expect(try scene.rotation(of: 1) == .degrees(180))
        let objects: JSONValue = [
            ["new_object_id": "a", "placement": ["objects_in_room": [["object_id": "b"]]]],
            ["new_object_id": "b", "placement": ["objects_in_room": [["object_id": "a"]]]],
            ["new_object_id": "c", "placement": ["objects_in_room": [["object_id": "ghost"]]]],
            ["new_object_id": "d"],
        ]
        let circle = try StoredScene(json: objects)
        for (index, kind) in [RewardFault.Kind.recursionError, .recursionError, .valueError, .keyError]
            .enumerated()
        {
            #expect { try circle.rotation(of: index) } throws: { ($0 as? RewardFault)?.kind == kind }
        }
    }

    @Test("Identifiers are compared by code points")
    func identifiers() {
        #expect(StoredID("caf\u{E9}") != StoredID("cafe\u{301}"))
        #expect(StoredID(1) == StoredID(1.0))
        #expect(StoredID(1) == StoredID(true))
        #expect(StoredID("1") != StoredID(1))
    }
}
