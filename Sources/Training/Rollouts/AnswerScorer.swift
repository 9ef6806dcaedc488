import Curation
import JSON
import Rewards
import SceneGraph

/// Scores the answers to one room.
package struct AnswerScorer: Sendable {
    package let scene: Scene
    let profile: RewardProfile
    let weights: RewardWeights
    let grading: JudgeSettings.Grading
    private let stored: StoredScene

    package init(
        scene: Scene, profile: RewardProfile, weights: RewardWeights, grading: JudgeSettings.Grading = .whole
    ) {
        self.scene = scene
        self.profile = profile
        self.weights = weights
        self.grading = grading
        // The original sets answers into a scene that has positions already, and cannot where there are none.
        let somewhere = Vector3(x: 0, y: 0, z: 0)
        stored = StoredScene(scene.placed(at: scene.objects.map { $0.position ?? somewhere }))
    }

    /// What a judge says to an answer; one that places nothing gets the lowest grades.
    /// - Throws: `CancellationError`.
    package func reply(of judge: (any Judge)?, to response: String) async throws -> JudgeReply {
        guard let judge, weights.judge > 0 else { return .absent }
        let item = RewardItem(scene: stored, room: scene.room, answer: .response(response))
        guard let positions = item.positions else { return .lowest }
        return try await JudgeReply(from: judge, to: JudgeRequest(layout: scene.placed(at: positions)))
    }

    /// The reward of an answer.
    ///
    /// With all weights 1 and whole grades the total is the profile's, to the bit. An answer on which the original's code
    /// stops (JSON that is no list, or nested too deep) has format 0.
    package func score(_ response: String, judge: JudgeReply = .absent) -> ScoredAnswer {
        var result = profile.score(
            RewardItem(
                scene: stored, room: scene.room, mesh: FurnitureTriangles.mesh(for:),
                answer: .response(response), judge: judge))
        if result.fault != nil, result.total == nil {
            result.total = 0
            result.terms.format = result.terms.format ?? 0
        }
        let fine = grading == .fine && result.terms.judgeSum != nil ? judge.judgement.map { 5 + 45 * $0.score } : nil
        let contributions = weights.contributions(to: result, profile: profile, fineJudgeSum: fine)
        let weighted = contributions.reduce(0) { $0 + $1.value }
        let total = weights == RewardWeights() && fine == nil ? result.total ?? 0 : weighted
        let answer = try? PlacementAnswer(response: response, scene: scene)
        let positions = answer.map { answer in
            // What is pinned stays, whatever the model says of it.
            zip(scene.objects, answer.positions).map { $0.isPinned ? $0.position ?? $1 : $1 }
        }
        return ScoredAnswer(
            total: total, contributions: contributions, result: result,
            scene: positions.map(scene.placed) ?? scene, isPlaced: positions != nil)
    }

    /// How far each object is at fault, by identifier; see `SpatialAdvantage`. For what the weights leave out of the
    /// reward, nothing is at fault.
    package func faults(of answer: ScoredAnswer) -> [String: Double] {
        guard answer.isPlaced, let collisions = answer.result.collisions else { return [:] }
        var counts: [String: Int] = [:]
        for pair in collisions where weights.collision > 0 {
            counts[pair.first, default: 0] += 1
            counts[pair.second, default: 0] += 1
        }
        let violating = Set(weights.constraint > 0 ? answer.result.violations ?? [] : [])
        return Dictionary(
            uniqueKeysWithValues: scene.objects.map { object in
                let fault = SpatialAdvantage.fault(
                    collisions: counts[object.id] ?? 0, isViolating: violating.contains(object.id))
                return (object.id, fault)
            })
    }
}
