import JSON
import Rewards
import SceneGraph
import Testing

@Suite struct MetaSpatialRewardTests {
    static let room = Vector3(x: 4, y: 5, z: 3)

    /// A bed on the south wall and a lamp on it.
    static let objects: JSONValue = [
        [
            "new_object_id": "bed", "size_in_meters": ["length": 2, "width": 1, "height": 0.5],
            "is_on_the_floor": true, "facing": "north_wall", "rotation": ["z_angle": 0],
            "position": ["x": 2, "y": 0.5, "z": 0.25],
            "placement": [
                "room_layout_elements": [["layout_element_id": "south_wall", "preposition": "on"]],
                "objects_in_room": [],
            ],
        ],
        [
            "new_object_id": "lamp", "size_in_meters": ["length": 0.25, "width": 0.25, "height": 0.5],
            "is_on_the_floor": false, "facing": "bed", "rotation": ["z_angle": 0],
            "position": ["x": 2, "y": 0.5, "z": 0.75],
            "placement": [
                "room_layout_elements": [],
                "objects_in_room": [["object_id": "bed", "preposition": "on", "is_adjacent": true]],
            ],
        ],
    ]

    static func scene(_ objects: JSONValue = objects) throws -> StoredScene {
        try StoredScene(json: JSONCursor(objects), size: room)
    }

    static func judged(_ grades: Int...) -> JudgeReply {
        let members = zip(JudgeAspect.allCases, grades).map { #""\#($0.rawValue)": {"grade": \#($1)}"# }
        return .text("{\(members.joined(separator: ","))}")
    }

    static func answer(_ elements: String) -> String { "<think>so</think><answer>\(elements)</answer>" }

    static let good = answer(
        #"[{"new_object_id":"bed","x":2,"y":0.5,"z":0.25},{"new_object_id":"lamp","x":1.5,"y":0.5,"z":0.75}]"#
    )
    /// The lamp sunk into the bed: it collides and is not on it.
    static let sunk = answer(
        #"[{"new_object_id":"bed","x":2,"y":0.5,"z":0.25},{"new_object_id":"lamp","x":1.5,"y":0.5,"z":0.5}]"#)

    private func score(_ response: String, _ judge: JudgeReply = .absent) throws -> RewardResult {
        MetaSpatialReward.score(try Self.scene(), room: Self.room, response: response, judge: judge)
    }

    @Test("A good answer earns format and judge, a bad one pays for collisions and relations")
    func totals() throws {
        #expect(try score(Self.good, Self.judged(8, 7, 7, 9, 8)).total == 39.0 / 50 + 0.5)
        let result = try score(Self.sunk, Self.judged(8, 7, 7, 9, 8))
        #expect(result.total == 39.0 / 50 + 0.5 - 0.2 * (1.0 / 28) - 0.2 * 0.5)
        #expect(result.collisions == [.init("bed", "lamp")])
        #expect(result.violations == ["lamp"])
    }

    @Test("Quirk: sums of 0 and 10 read as failures and lift the penalties")
    func quirks() throws {
        #expect(try score(Self.sunk, Self.judged(2, 2, 2, 2, 2)).total == 0.7)
        #expect(try score(Self.sunk, Self.judged(0, 0, 0, 0, 0)).total == 0.5)
        #expect(try score(Self.sunk, .failed).total == 0.5)
        #expect(try score(Self.answer(#"{"bed": [1, 2, 3], "lamp": 1}"#), .failed).total == 0.7)
        #expect(try score(Self.answer(#""ab""#), .failed).total == 0.7)
        let unknown = Self.good.replacing("lamp", with: "ceiling")
        #expect(try score(unknown, .failed).total == 0.5)
    }

    @Test("Without a judge its term is left out, and its failures do not pay")
    func withoutJudge() throws {
        let good = try score(Self.good)
        #expect(good.total == 0.5)
        #expect(good.terms.judgeStage == .absent)
        #expect(good.terms.judgeSum == nil)
        #expect(try score(Self.sunk).total == 0.5 - 0.2 * (1.0 / 28) - 0.2 * 0.5)
        for unplaced in [Self.answer(#""ab""#), Self.good.replacing("lamp", with: "sofa")] {
            let result = try score(unplaced)
            #expect(try abs(#require(result.total) - 0.1) < 1e-12)
            #expect(result.terms.judgeStage == .failed)
        }
        #expect(try score("no tags").total == 0)
        #expect(try score(Self.answer("[")).total == 0.05)
        #expect(try score(Self.answer("[]")).total == 0.25)
    }

    @Test("Where the original stops there is no total, and the exception's type")
    func faults() throws {
        func kind(_ response: String) throws -> RewardFault.Kind? {
            let result = try score(response, Self.judged(8, 7, 7, 9, 8))
            #expect(result.total == nil)
            return result.fault?.kind
        }
        #expect(try kind(Self.answer("true")) == .typeError)
        #expect(try kind(Self.good.replacing("1.5", with: #""1.5""#)) == .typeError)
        let deep = String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000)
        #expect(try kind(Self.answer(deep)) == .recursionError)
    }

    @Test("NaN collides with nothing and keeps no relation")
    func notANumber() throws {
        let result = try score(Self.good.replacing("1.5", with: "NaN"), Self.judged(8, 7, 7, 9, 8))
        #expect(result.terms.collisionRatio == 0)
        #expect(result.violations == ["lamp"])
    }

    @Test("Elements and stored positions score as a response that says the same")
    func otherAnswers() throws {
        let scene = try Self.scene()
        let elements: [JSONValue] = [
            ["new_object_id": "bed", "x": 2, "y": 0.5, "z": 0.25],
            ["new_object_id": "lamp", "x": 1.5, "y": 0.5, "z": 0.5],
        ]
        let item = RewardItem(scene: scene, room: Self.room, answer: .elements(elements))
        #expect(try RewardProfile.metaSpatialV1.score(item) == score(Self.sunk))
        let stored = RewardItem(scene: scene, room: Self.room, answer: .stored)
        #expect(RewardProfile.metaSpatialV1.score(stored).total == 0.5)
    }

    @Test("A batch keeps its order")
    func batch() throws {
        let scene = try Self.scene()
        let items = (0..<500).map { index in
            RewardItem(
                scene: scene, room: Self.room, answer: .response([Self.good, Self.sunk, "x"][index % 3]),
                judge: Self.judged(index % 11, 5, 5, 5, 5))
        }
        #expect(RewardProfile.metaSpatialV1.score(items) == items.map(MetaSpatialReward.score))
        #expect(RewardProfile.metaSpatialV1.score([RewardItem]()) == [])
    }

    @Test("The result's JSON has the API's members")
    func json() throws {
        let json = try score(Self.sunk).json
        #expect(json["terms"]?["judge"] == .null)
        #expect(json["terms"]?["judge_stage"] == "absent")
        #expect(json["collisions"] == [["bed", "lamp"]])
        #expect(json["violations"] == ["lamp"])
        #expect(json["error"] == .null)
        #expect(try score(Self.answer("1")).json["error"]?["type"] == "TypeError")
    }
}
