import JSON
import Rewards
import SceneGraph
import Testing

/// What a judge's grades do to profile `physical`.
@Suite struct PhysicalJudgeTests {
    private let room = PhysicalRoom.bedroom
    private let best = Judgement(grades: [:], score: 1)
    private let middling = Judgement(grades: [:], score: 0.25)

    private func score(_ judge: JudgeReply, _ answer: RewardItem.Answer = .stored) throws -> RewardResult {
        PhysicalReward.score(
            RewardItem(scene: StoredScene(try room.scene), room: room.size, answer: answer, judge: judge))
    }

    @Test func theJudgeCountsAFifthAndTheOtherTermsShareTheRest() throws {
        let alone = try #require(try score(.absent).total)
        for (judgement, share) in [(best, 1), (middling, 0.25)] {
            let result = try score(.judgement(judgement))
            #expect(abs((result.total ?? 0) - (0.8 * alone + 0.2 * share)) < 1e-12)
            #expect(result.terms.judgeStage == .graded && result.terms.judgement == judgement)
            #expect(result.json["terms"]?["judge"]?.doubleValue == share)
            #expect(result.json["physical"]?["weights"]?["judge"]?.doubleValue == 0.2)
        }
        #expect(try score(.judgement(best)).total ?? 2 <= 1)
    }

    @Test func withoutGradesTheTotalIsThatWithoutAJudge() throws {
        let alone = try score(.absent)
        #expect(alone.json["physical"]?["weights"]?["judge"] == nil && alone.json["terms"]?["judge"] == .null)
        for reply in [JudgeReply.failed, .unavailable("it is down"), .text("Lovely!"), .text("{}")] {
            let result = try score(reply)
            #expect(result.total == alone.total)
            #expect(result.terms.judgeStage == .unavailable && result.terms.judgeDetail != nil)
        }
    }

    @Test func aWrittenGradingIsReadStrictly() throws {
        let text = best.reply
        let written = try score(.text(text))
        #expect(written.terms.judgement?.grades.mapValues(\.value) == best.grades.mapValues(\.value))
        #expect(written.json["terms"]?["judge"]?.doubleValue == 0)
        let loud = text.replacing("\"grade\":1", with: "\"grade\":11", maxReplacements: 1)
        #expect(loud != text)
        #expect(try score(.text(loud)).terms.judgeStage == .unavailable)
    }

    @Test func whatPlacesNothingHasNothingToBeGraded() throws {
        for reply in [JudgeReply.lowest, .judgement(best)] {
            let result = try score(reply, .elements([]))
            #expect(result.total == 0.8 * 0.1 * 0.5)
            #expect(result.terms.judgeStage == .failed && result.terms.judgement == nil)
        }
        #expect(try score(.unavailable("it is down"), .elements([])).total == 0.1 * 0.5)
    }
}
