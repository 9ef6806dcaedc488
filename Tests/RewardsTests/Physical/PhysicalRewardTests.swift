import JSON
import Rewards
import SceneGraph
import Testing

@Suite struct PhysicalRewardTests {
    private let room = PhysicalRoom.bedroom

    private func item(_ answer: RewardItem.Answer) throws -> RewardItem {
        RewardItem(scene: StoredScene(try room.scene), room: room.size, answer: answer)
    }

    private func elements(_ change: (inout [JSONValue]) -> Void = { _ in }) -> [JSONValue] {
        var elements = room.objects.map { object -> JSONValue in
            let position = object.position ?? Vector3(x: 0, y: 0, z: 0)
            return [
                "new_object_id": .string(object.id), "x": .number(position.x), "y": .number(position.y),
                "z": .number(position.z),
            ]
        }
        change(&elements)
        return elements
    }

    private func response(_ value: JSONValue) -> String {
        let text = JSONWriter(writesNonFiniteNumbers: true).string(value)
        return "<think>so</think><answer>\(text)</answer>"
    }

    private func total(_ answer: RewardItem.Answer) throws -> Double? {
        RewardProfile.physical.score(try item(answer)).total
    }

    @Test func textElementsAndStoredPlacesOfOneLayoutAreWorthTheSame() throws {
        let stored = RewardProfile.physical.score(try item(.stored))
        #expect(stored.total.map { abs($0 - 1) < 1e-12 } == true)
        #expect(RewardProfile.physical.score(try item(.elements(elements()))) == stored)
        #expect(RewardProfile.physical.score(try item(.response(response(.array(elements()))))) == stored)
    }

    @Test func whatIsNoAnswerIsWorthATenthAtMost() throws {
        #expect(try total(.response("no")) == 0)
        #expect(try total(.response("<think></think><answer>no</answer>")) == 0.1 * 0.1)
        #expect(try total(.response("<think></think><answer>7</answer>")) == 0.1 * 0.1)
        let deep = String(repeating: "[", count: 5000)
        #expect(try total(.response("<think></think><answer>\(deep)</answer>")) == 0.1 * 0.1)
        #expect(try total(.response(response([]))) == 0.1 * 0.5)
    }

    @Test func theOriginalsLoopholesPayNothing() throws {
        // An object with as many members as there are things to place, and a string as long.
        let object = JSONValue.object(
            JSONObject(members: (0..<room.objects.count).map { ("\($0)", JSONValue.integer($0)) }))
        #expect(try total(.response(response(object))) == 0.1 * 0.5)
        #expect(try total(.response(response(.string(String(repeating: "x", count: room.objects.count))))) == 0.1 * 0.5)
        // One object named as often as there are things to place.
        let same = [JSONValue](repeating: elements()[0], count: room.objects.count)
        #expect(try total(.elements(same)) == 0.1 * 0.5)
        #expect(try total(.elements(elements { $0[0] = ["new_object_id": "ghost", "x": 1, "y": 1, "z": 1] })) == 0.05)
    }

    @Test(arguments: [JSONValue.number(.nan), .number(.infinity), .number(1e300), .null, "1", true])
    func coordinatesThatAreNoneArePlacesOfNothing(value: JSONValue) throws {
        let broken = elements { elements in
            guard case .object(var object) = elements[3] else { return }
            object["y"] = value
            elements[3] = .object(object)
        }
        for answer in [RewardItem.Answer.elements(broken), .response(response(.array(broken)))] {
            let result = RewardProfile.physical.score(try item(answer))
            #expect(result.total == 0.1 * 0.5)
            #expect(result.physical == nil && result.fault == nil)
        }
    }

    @Test func aSceneThatIsNoneHasNoReward() throws {
        func fault(_ object: JSONValue, size: Vector3 = Vector3(x: 4, y: 4, z: 3)) throws -> RewardFault.Kind? {
            let scene = try StoredScene(json: JSONCursor([object]), size: size)
            let result = PhysicalReward.score(RewardItem(scene: scene, room: size, answer: .stored))
            #expect(result.total == nil)
            return result.fault?.kind
        }
        func box(_ change: (inout JSONObject) -> Void) -> JSONValue {
            var object = JSONObject(members: [
                ("new_object_id", "box_1"), ("size_in_meters", ["length": 1, "width": 1, "height": 1]),
                ("position", ["x": 1, "y": 1, "z": 0.5]),
            ])
            change(&object)
            return .object(object)
        }
        #expect(try fault(box { $0["size_in_meters"] = ["length": 0, "width": 1, "height": 1] }) == .valueError)
        #expect(try fault(box { $0["size_in_meters"] = ["length": -1, "width": 1, "height": 1] }) == .valueError)
        #expect(
            try fault(box { $0["size_in_meters"] = ["length": .number(.nan), "width": 1, "height": 1] }) == .valueError)
        #expect(try fault(box { $0["size_in_meters"] = ["length": 1, "width": 1] }) == .keyError)
        #expect(try fault(box { $0["position"] = ["x": .number(.infinity), "y": 1, "z": 1] }) == .valueError)
        #expect(try fault(box { $0["position"] = ["x": "1", "y": 1, "z": 1] }) == .typeError)
        #expect(try fault(box { $0["rotation"] = ["z_angle": .number(.nan)] }) == .valueError)
        #expect(try fault(box { _ in }, size: Vector3(x: 0, y: 4, z: 3)) == .valueError)
        #expect(try fault(box { _ in }, size: Vector3(x: .nan, y: 4, z: 3)) == .valueError)
        #expect(
            try fault(
                box {
                    $0["placement"] = [
                        "room_layout_elements": [], "objects_in_room": [["object_id": "ghost", "preposition": "on"]],
                    ]
                    $0["rotation"] = ["z_angle": 0]
                }) == .indexError)
    }

    @Test func twoObjectsOfOneNameAreRefusedAndSoAreTooMany() throws {
        let size = Vector3(x: 4, y: 4, z: 3)
        func fault(_ count: Int, name: (Int) -> String) throws -> RewardFault? {
            let objects = (0..<count).map { index -> JSONValue in
                [
                    "new_object_id": .string(name(index)), "size_in_meters": ["length": 1, "width": 1, "height": 1],
                    "position": ["x": 1, "y": 1, "z": 0.5],
                ]
            }
            let scene = try StoredScene(json: JSONCursor(.array(objects)), size: size)
            return PhysicalReward.score(RewardItem(scene: scene, room: size, answer: .stored)).fault
        }
        #expect(try fault(2) { _ in "box_1" }?.detail == "two objects are named 'box_1'")
        #expect(try fault(100_000) { "box_\($0)" }?.kind == .valueError)
        #expect(try fault(PhysicalScene.maximumBodies) { "box_\($0)" } == nil)
    }

    @Test func anEmptyRoomHasNoFault() throws {
        let size = Vector3(x: 4, y: 4, z: 3)
        let scene = try StoredScene(json: JSONCursor([]), size: size)
        let result = PhysicalReward.score(RewardItem(scene: scene, room: size, answer: .stored))
        #expect(result.total.map { abs($0 - 1) < 1e-12 } == true)
    }

    @Test func theJSONHasEveryTermAndWhatItRestsOn() throws {
        let json = RewardProfile.physical.score(try item(.stored)).json
        for name in ["format", "collision", "inside", "support", "relations", "clearance", "access"] {
            #expect(json["terms"]?[name]?.doubleValue == 1)
            #expect(json["physical"]?["weights"]?[name]?.doubleValue != nil)
        }
    }
}
