import JSON
import Rewards
import SceneGraph
import Testing

@Suite struct JudgementTests {
    private func judgement(_ values: [Double]) -> Judgement {
        Judgement(
            grades: Dictionary(
                uniqueKeysWithValues: zip(JudgeAspect.allCases, values).map { ($0, Judgement.Grade($1, comment: "so")) }
            ))
    }

    @Test("Grades keep to 1...10, what is missing is 1, the score is their mean from 0 to 1")
    func bounds() {
        #expect(judgement([0, 11, .nan, 5, 5])[.realism].value == 1)
        #expect(judgement([0, 11, .nan, 5, 5])[.functionality].value == 10)
        #expect(judgement([0, 11, .nan, 5, 5])[.layout].value == 1)
        #expect(Judgement(grades: [:]).score == 0)
        #expect(judgement([10, 10, 10, 10, 10]).score == 1)
    }

    @Test("Its reply reads back as its grades")
    func reply() throws {
        let judgement = judgement([7.25, 8, 3.5, 9, 10])
        #expect(try JudgeGrades(reply: judgement.reply) == JudgeGrades(judgement))
        #expect(try JudgeGrades(judgement).sum() == 37)
        #expect(judgement.json["layout_and_furniture"]?["comment"] == "so")
    }

    @Test("No judgement sums to 10, on which the original lifts its penalties")
    func notTen() throws {
        #expect(try JudgeGrades(judgement([2, 2, 2, 2, 2])).sum() == 9)
        #expect(try JudgeGrades(judgement([1, 1, 1, 1, 6.5])).sum() == 9)
        #expect(try JudgeGrades(judgement([2, 2, 2, 2, 3])).sum() == 11)
        #expect(try JudgeGrades(judgement([1, 1, 1, 1, 1])).sum() == 5)
    }

    @Test("A judgement enters the total as a reply would")
    func total() throws {
        let bed = SceneObject(
            id: "bed_1", size: BoxSize(length: 1, width: 2, height: 1), isOnTheFloor: true,
            relations: [Relation(.on, .middle)], position: Vector3(x: 2, y: 2, z: 0.5))
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: [bed])
        let judgement = judgement([7.25, 8, 3.5, 9, 10])
        let results = [JudgeReply.judgement(judgement), .text(judgement.reply)].map { judge in
            RewardProfile.metaSpatialV1.score(
                RewardItem(scene: StoredScene(scene), room: scene.room.size, answer: .stored, judge: judge))
        }
        #expect(results[0].total == results[1].total)
        #expect(results[0].terms.judgeMeans == results[1].terms.judgeMeans)
        #expect(results[0].terms.judgeSum == 37)
        #expect(results[0].total == 37.0 / 50 + 0.5)
    }

    @Test("A judge that gave no grades is left out of the total, and the reason is told")
    func unavailable() throws {
        let bed = SceneObject(
            id: "bed_1", size: BoxSize(length: 1, width: 2, height: 1), isOnTheFloor: true,
            relations: [Relation(.on, .middle)], position: Vector3(x: 2, y: 2, z: 0.5))
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: [bed])
        let result = RewardProfile.metaSpatialV1.score(
            RewardItem(
                scene: StoredScene(scene), room: scene.room.size, answer: .stored, judge: .unavailable("it sleeps")))
        #expect(result.total == 0.5)
        #expect(result.terms.judgeStage == .unavailable)
        #expect(result.json["terms"]?["judge_detail"] == "it sleeps")
    }

    @Test("With a judge of this project, an answer of the wrong shape gains nothing")
    func wrongShape() throws {
        let bed = SceneObject(
            id: "bed_1", size: BoxSize(length: 1, width: 2, height: 1), isOnTheFloor: true,
            relations: [Relation(.on, .middle)], position: Vector3(x: 2, y: 2, z: 0.5))
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: [bed])
        var item = RewardItem(
            scene: StoredScene(scene), room: scene.room.size,
            answer: .response(#"<think></think><answer>[{"new_object_id": "sofa_1"}]</answer>"#))
        #expect(item.positions == nil)
        item.judge = .lowest
        #expect(abs((RewardProfile.metaSpatialV1.score(item).total ?? 0) - 0.2) < 1e-12)
        // The original pays 0.5 here.
        item.judge = .failed
        #expect(RewardProfile.metaSpatialV1.score(item).total == 0.5)
        item.answer = .elements([["new_object_id": "bed_1", "x": 1, "y": "?", "z": 0.5]])
        #expect(item.positions?.map(\.x) == [1])
        #expect(item.positions?.first?.y.isNaN == true)
    }
}

@Suite struct MedianJudgeTests {
    /// Gives its grades in turn, and fails where there is none.
    private struct MoodyJudge: Judge {
        let grades: [Double?]

        func judgement(of request: JudgeRequest) async throws -> Judgement {
            guard let grade = grades[request.attempt] else { throw JudgeError.unreachable("asleep") }
            return Judgement(
                grades: Dictionary(
                    uniqueKeysWithValues: JudgeAspect.allCases.map { ($0, Judgement.Grade(grade, comment: "\(grade)")) }
                ))
        }
    }

    private func median(_ grades: [Double?]) async throws -> Judgement.Grade {
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: [])
        let request = JudgeRequest(scene: scene) { [] }
        return try await MedianJudge(MoodyJudge(grades: grades), count: grades.count).judgement(of: request)[.realism]
    }

    @Test("The median grade counts, with its own comment")
    func median() async throws {
        #expect(try await median([2, 9, 7]) == Judgement.Grade(7, comment: "7.0"))
        #expect(try await median([2, 9, 7, 4]).value == 4)
        #expect(try await median([5]).value == 5)
    }

    @Test("Half of the judgements must come")
    func failures() async throws {
        #expect(try await median([2, nil, 7]).value == 2)
        #expect(try await median([nil, 3]).value == 3)
        await #expect(throws: JudgeError.unreachable("asleep")) { try await median([nil, nil, 7]) }
    }

    @Test("A judge is named alone or with how it is asked")
    func settings() throws {
        func read(_ value: JSONValue) throws -> JudgeSettings { try JudgeSettings(json: JSONCursor(value)) }
        #expect(try read("embedded") == JudgeSettings(.embedded))
        let full = JudgeSettings(.embedded, medianOf: 3, onFailure: .stop, grading: .fine)
        #expect(try read(["kind": "embedded", "median_of": 3, "on_failure": "stop", "grading": "fine"]) == full)
        #expect(try read(full.json) == full)
        #expect(throws: JSONFieldError.self) { try read("gpt-4o") }
        #expect(throws: JSONFormError.self) { try read(["kind": "embedded", "median_of": 0]) }
        #expect(throws: (any Error).self) { try read(7) }
        #expect(try BuiltInJudges().judge(JudgeSettings(.none)) == nil)
        #expect(try BuiltInJudges().judge(full) is InstantJudge)
    }
}
