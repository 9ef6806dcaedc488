import JSON
import SceneGraph

/// Profile `metaspatial-v1`: the reward of MetaSpatial (arXiv 2503.18470), number for number.
///
/// With F the format reward, J the judge's sum, C the collision ratio and V the constraint ratio:
///
/// ```
/// F != 1:   total = 0.5 F
/// J == 0:   total = 0.5 F                       a judge that failed, or an answer that names unknown objects
/// J == 10:  total = 0.5 F + 10/50               an answer of the wrong shape, or grades of that sum
/// else:     total = J/50 + 0.5 F - 0.2 C - 0.2 V
/// ```
///
/// Quirks are kept: J = 10 and J = 0 are failures and legal sums of grades alike, and lift the penalties.
///
/// Without a judge (`JudgeReply.absent`), which the original does not know, the judge's term is left out and
/// the failures that it stands for must not pay: `total = 0.5 F - 0.2 C - 0.2 V`, and an answer that cannot
/// be set into the scene counts as if all collided and nothing were kept, C = V = 1. So it is with a judge that gave
/// no grades (`JudgeReply.unavailable`), and with one of this project's own (`JudgeReply.judgement`), which then gives
/// the lowest: `total = 0.5 F + 5/50 - 0.2 - 0.2`.
///
/// Source: `metaverse.py` and `metaverse_utils.py` of PzySeere/MetaSpatial at a3c89c2.
public enum MetaSpatialReward {
    /// The reward of a model's response in a stored scene.
    /// - Parameter room: the room's size in metres.
    public static func score(
        _ scene: StoredScene, room: Vector3, response: String, judge: JudgeReply = .absent
    ) -> RewardResult {
        score(AnswerFormat(response: response, objectCount: scene.objectCount), scene, room, judge)
    }

    /// The reward of an item.
    public static func score(_ item: RewardItem) -> RewardResult {
        switch item.answer {
        case .response(let response):
            return score(item.scene, room: item.room.size, response: response, judge: item.judge)
        case .elements(let elements):
            let isComplete = elements.count == item.scene.objectCount
            let value = JSONValue.array(elements)
            return score(isComplete ? .matched(value) : .wrongCount(value), item.scene, item.room.size, item.judge)
        case .stored:
            return score(placed: item.scene, item.room.size, item.judge, format: 1)
        }
    }

    private static func score(
        _ format: AnswerFormat, _ scene: StoredScene, _ room: Vector3, _ judge: JudgeReply
    ) -> RewardResult {
        guard let reward = format.reward else {
            let fault =
                format == .tooDeep
                ? RewardFault(.recursionError, "the answer is nested too deep")
                : RewardFault(.typeError, "the answer has no length")
            return RewardResult(total: nil, terms: RewardTerms(format: nil), fault: fault)
        }
        guard case .matched(let answer) = format else {
            return RewardResult(total: 0.5 * reward, terms: RewardTerms(format: reward))
        }
        let elements: [JSONValue]
        if case .array(let array) = answer { elements = array } else { elements = [answer] }
        // The original looks at the scene's identifiers before it counts, but not for an empty list.
        if case .array([]) = answer { return unplaced(reward, judgeSum: 10, judge) }
        guard let placed = try? scene.placed(by: elements.count == scene.objectCount ? elements : []) else {
            return unplaced(reward, judgeSum: 0, judge)
        }
        guard elements.count == scene.objectCount else { return unplaced(reward, judgeSum: 10, judge) }
        return score(placed: placed, room, judge, format: reward)
    }

    /// The result of an answer that cannot be set into the scene.
    private static func unplaced(_ format: Double, judgeSum: Double, _ judge: JudgeReply) -> RewardResult {
        switch judge {
        case .failed, .text: break
        case .absent, .unavailable, .judgement:
            let least: Double? = judge.judgement == nil ? nil : 5
            let terms = RewardTerms(
                format: format, judgeStage: .failed, judgeSum: least, collisionRatio: 1, constraintRatio: 1)
            let gain = least.map { $0 / 50 + 0.5 * format } ?? 0.5 * format
            return RewardResult(total: gain - 0.2 * 1 - 0.2 * 1, terms: terms)
        }
        let terms = RewardTerms(format: format, judgeStage: .failed, judgeSum: judgeSum)
        return RewardResult(total: 0.5 * format + judgeSum / 50, terms: terms)
    }

    private static func score(
        placed scene: StoredScene, _ room: Vector3, _ judge: JudgeReply, format: Double
    ) -> RewardResult {
        var terms = RewardTerms(format: format)
        let collisions = Result { () throws(RewardFault) in try scene.collisions() }
        let violations = Result { () throws(RewardFault) in try scene.violations(room: room) }
        var result = RewardResult(
            total: nil, terms: terms,
            collisions: (try? collisions.get())?.map {
                RewardResult.Collision(scene.objects[$0.0].name, scene.objects[$0.1].name)
            },
            violations: (try? violations.get())?.map { scene.objects[$0].name })
        do throws(RewardFault) {
            try read(judge, into: &terms)
            if let sum = terms.judgeSum, sum == 0 || sum == 10 {
                result.total = sum == 0 ? 0.5 * format : 0.5 * format + sum / 50
            } else {
                let collisionRatio = scene.collisionRatio(try collisions.get())
                terms.collisionRatio = collisionRatio
                let constraintRatio = scene.constraintRatio(try violations.get())
                terms.constraintRatio = constraintRatio
                let gain = terms.judgeSum.map { $0 / 50 + 0.5 * format } ?? 0.5 * format
                result.total = gain - 0.2 * collisionRatio - 0.2 * constraintRatio
            }
        } catch { result.fault = error }
        result.terms = terms
        return result
    }

    private static func read(_ judge: JudgeReply, into terms: inout RewardTerms) throws(RewardFault) {
        switch judge {
        case .absent: terms.judgeStage = .absent
        case .failed:
            terms.judgeStage = .failed
            terms.judgeSum = 0
        case .text(let reply):
            guard let grades = try? JudgeGrades(reply: reply) else {
                terms.judgeStage = .failed
                terms.judgeSum = 0
                return
            }
            try read(grades, into: &terms)
        case .judgement(let judgement):
            terms.judgement = judgement
            try read(JudgeGrades(judgement), into: &terms)
        case .unavailable(let reason):
            terms.judgeStage = .unavailable
            terms.judgeDetail = reason
        }
    }

    private static func read(_ grades: JudgeGrades, into terms: inout RewardTerms) throws(RewardFault) {
        terms.judgeMeans = grades.means
        terms.judgeStage = .error
        terms.judgeSum = try grades.sum()
        terms.judgeStage = .graded
    }
}
