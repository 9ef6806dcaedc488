import Rewards
import SceneGraph

/// What one layout of one scene is worth: the terms of `metaspatial-v1` without a judge.
public struct PlacementScore: Hashable, Sendable {
    /// How well-formed the answer is, 0...1; 1 for what no model wrote.
    public var format: Double
    /// Colliding pairs among all pairs, 0...1.
    public var collisionRatio: Double
    /// Objects that keep none of their relations, 0...1.
    public var constraintRatio: Double
    /// What `EmbeddedJudge` thinks of it, 0...1; no part of the total.
    public var judge = 0.0
    /// What it took; of a batch, the batch's time shared evenly.
    public var seconds = 0.0

    /// A score.
    public init(format: Double, collisionRatio: Double, constraintRatio: Double) {
        self.format = format
        self.collisionRatio = collisionRatio
        self.constraintRatio = constraintRatio
    }

    /// The score of positions that no model wrote.
    public init(_ positions: [Vector3], in scene: Scene) {
        self.init(LayoutScorer(scene).score(positions))
        judge = EmbeddedJudge(scene).judge(positions).score
    }

    /// The score of a layout.
    init(_ score: LayoutScore) {
        self.init(format: 1, collisionRatio: score.collisionRatio, constraintRatio: score.constraintRatio)
    }

    /// 0.5 F - 0.2 C - 0.2 V.
    public var total: Double { 0.5 * format - 0.2 * collisionRatio - 0.2 * constraintRatio }

    /// Whether nothing collides and every object keeps a relation.
    public var isFaultless: Bool { collisionRatio == 0 && constraintRatio == 0 }
}
