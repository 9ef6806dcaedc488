import Curation
import Rewards
import SceneGraph

/// Rewards layouts of one scene in a profile: what does not depend on positions is prepared once.
struct LayoutAppraiser: Sendable {
    private enum Scorer {
        case metaSpatial(LayoutScorer)
        case physical(PhysicalScene)
    }

    private let scene: Scene
    private let scorer: Scorer

    /// Prepares to reward layouts of this scene.
    init(scene: Scene, profile: RewardProfile) {
        self.scene = scene
        switch profile {
        case .metaSpatialV1: scorer = .metaSpatial(LayoutScorer(scene))
        case .physical: scorer = .physical(PhysicalScene(scene))
        }
    }

    /// The reward of a well-formed layout; in profile `physical`, of furniture as it is drawn.
    /// - Parameters:
    ///   - positions: a centre for each object of the scene, in its order.
    ///   - judge: what came of asking the judge about this layout.
    func reward(of positions: [Vector3], judge: JudgeReply = .absent) -> RewardSummary {
        switch scorer {
        case .metaSpatial(let scorer): RewardSummary(scorer.score(positions), of: scene, judge: judge)
        case .physical(let physical):
            RewardSummary(physical.score(positions, mesh: FurnitureTriangles.mesh(for:)), judge: judge)
        }
    }
}
