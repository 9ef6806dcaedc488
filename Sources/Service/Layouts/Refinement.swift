import JSON
import SceneGraph

/// What a refinement came to, beside the layout that it goes on from: as with several turns in one request, the best
/// so far stands.
struct Refinement: Hashable, Sendable {
    /// The earlier layout's total, judged as the new one.
    var totalBefore: Double
    /// Whether the new one is worth more; where not, the objects stay where they were.
    var isImprovement: Bool

    var json: JSONValue { ["total_before": .number(totalBefore), "improved": .bool(isImprovement)] }
}
