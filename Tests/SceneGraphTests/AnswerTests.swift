import JSON
import SceneGraph
import Testing

@Suite struct AnswerFormatTests {
    private let two = #"[{"new_object_id":"a"},{"new_object_id":"b"}]"#

    @Test func theFourGrades() {
        func reward(_ text: String) -> Double? { AnswerFormat(response: text, objectCount: 2).reward }
        #expect(reward("<think>t</think><answer>\(two)</answer>") == 1)
        #expect(reward("\u{3000}\n<think>a\nb</think> \u{A0}<answer> \(two)\n</answer>\u{1C}") == 1)
        #expect(reward("<think></think><answer>[1]</answer>") == 0.5)
        #expect(reward("<think></think><answer>[1,]</answer>") == 0.1)
        #expect(reward("<think></think><answer>null</answer>") == 0.1)
        #expect(reward("<answer>\(two)</answer>") == 0)
        #expect(reward("<think></think><answer>\(two)</answer>.") == 0)
        #expect(reward("\u{FEFF}<think></think><answer>\(two)</answer>") == 0)
        #expect(reward("<Think></Think><answer>\(two)</answer>") == 0)
        #expect(reward("") == 0)
        #expect(reward("<think></answer>") == 0)
    }

    @Test func lengthIsPythons() {
        func reward(_ json: String) -> Double? {
            AnswerFormat(response: "<think></think><answer>\(json)</answer>", objectCount: 2).reward
        }
        #expect(reward(#"{"a":1,"b":2}"#) == 1)
        #expect(reward(#"{"a":1,"a":2}"#) == 0.5)
        #expect(reward(#""e\u0301""#) == 1)
        #expect(reward("3") == nil)
        #expect(reward("true") == nil)
    }

    @Test func theFirstAnswerTagCountsEvenInsideTheThinking() {
        let text = "<think><answer>[1]</answer></think><answer>\(two)</answer>"
        #expect(AnswerFormat(response: text, objectCount: 2).reward == 0.5)
        #expect(AnswerFormat(response: text, objectCount: 1).reward == 1)
    }

    @Test func thinkIsReturned() {
        #expect(AnswerFormat.think(of: "<think>wall first</think><answer>[]</answer>") == "wall first")
        #expect(AnswerFormat.think(of: "no") == nil)
    }
}

@Suite struct AnswerSkeletonTests {
    @Test func filledWithAnyNumbersItParsesAndPlacesEveryObject() throws {
        let room = Room(size: Vector3(x: 4, y: 5, z: 3))
        let scene = try Scene(
            room: room,
            objects: ["bed_1", "say \"hi\" é"].map {
                SceneObject(id: $0, size: BoxSize(length: 1, width: 1, height: 1), isOnTheFloor: true)
            })
        let skeleton = AnswerSkeleton(ids: scene.objects.map(\.id), room: room.size)
        var text = ""
        var limits: [Double] = []
        for part in skeleton.parts {
            switch part {
            case .text(let fixed): text += fixed
            case .number(let range, _):
                limits.append(range.upperBound)
                text += "\(range.upperBound)"
            case .free: Issue.record("no thinking was asked for")
            }
        }
        #expect(limits == [4, 5, 3, 4, 5, 3])
        let answer = try PlacementAnswer(response: text, scene: scene)
        #expect(answer.positions == [Vector3(x: 4, y: 5, z: 3), Vector3(x: 4, y: 5, z: 3)])
    }

    @Test func thinkingIsClosedOnce() {
        let skeleton = AnswerSkeleton(ids: [], room: Vector3(x: 1, y: 1, z: 1), thinkTokens: 8)
        #expect(
            skeleton.parts == [
                .text("<think>"), .free(end: "</think>", maximumTokens: 8), .text("<answer>[]</answer>"),
            ])
    }

    @Test func anEmptySceneStillHasAnAnswer() {
        let skeleton = AnswerSkeleton(ids: [], room: Vector3(x: 1, y: 1, z: 1))
        #expect(skeleton.parts == [.text("<think></think><answer>[]</answer>")])
    }
}

@Suite struct PromptTests {
    @Test func bothFormsNameEveryObjectAndTheRoom() throws {
        let scene = try Scene(
            room: Room(description: "A calm bedroom.", size: Vector3(x: 4, y: 5, z: 2.8)),
            objects: [
                SceneObject(
                    id: "bed_1", size: BoxSize(length: 1.6, width: 2, height: 0.5), isOnTheFloor: true,
                    facing: "south_wall", relations: [Relation(.on, .northWall)])
            ])
        let metaspatial = PromptForm.metaspatial.text(for: scene)
        #expect(metaspatial.contains("{'x': 4.0, 'y': 5.0, 'z': 2.8}"))
        #expect(metaspatial.contains("\"new_object_id\": \"bed_1\"") && metaspatial.contains("A calm bedroom."))
        #expect(metaspatial.contains("\"new_object_id\": \"ceiling\""))
        #expect(
            PromptForm.compact.text(for: scene) == """
                room 4.0 5.0 2.8
                A calm bedroom.
                bed_1 1.6x2.0x0.5 @180.0 floor x 0.8..3.2 y 1.0..4.0 z 0.25..0.25: on north_wall
                """)
    }
}
