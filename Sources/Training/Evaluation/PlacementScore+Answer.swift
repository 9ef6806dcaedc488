import Curation
import Rewards
import SceneGraph

extension PlacementScore {
    /// What an answer is worth in profile `metaspatial-v1` without a judge. An answer that does not place the objects
    /// counts as wholly colliding and broken, as the original counts it.
    init(_ answer: ScoredAnswer) {
        let terms = answer.result.terms
        self.init(
            format: terms.format ?? 0, collisionRatio: terms.collisionRatio ?? 1,
            constraintRatio: terms.constraintRatio ?? 1)
        if answer.isPlaced { judge = EmbeddedJudge.judge(answer.scene).score }
    }
}
