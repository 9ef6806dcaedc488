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
        #expect(results[0] == results[1])
        #expect(results[0].terms.judgeSum == 37)
        #expect(results[0].total == 37.0 / 50 + 0.5)
    }
}
