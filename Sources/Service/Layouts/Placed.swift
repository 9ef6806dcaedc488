import SceneGraph

/// Objects at their places, before repair.
struct Placed: Sendable {
    /// In the order of the scene's objects.
    var positions: [Vector3]
    var think: String
    /// The model's whole answer; nil when the solver placed.
    var response: String?
    var reward: RewardSummary
    var model: ModelDescription?
    /// The totals of the samples of the turn that won, and which of them was chosen.
    var sampleTotals: [Double] = []
    var chosenSample = 0
    /// The best total of each turn.
    var turnTotals: [Double] = []
}
