import JSON
import Rewards
import SceneGraph

/// All that the pipeline needs to make one layout: a request whose room and objects are known.
struct LayoutTask: Sendable {
    var scene: Scene
    var roomType: String?
    var roomID: String?
    var placer: LayoutRequest.Placer
    var turns: Int
    var profile: RewardProfile
    var sampling: SamplingRequest
    /// The layout that is refined: its id, what the model answered and how that was rewarded.
    var parent: Parent?

    /// The layout before.
    struct Parent: Sendable {
        var id: String
        var scene: Scene
        var previous: TurnMaker.Previous
    }
}
