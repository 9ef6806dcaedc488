import SceneGraph

/// A room to be answered some times.
struct RolloutTask: Sendable {
    /// Which prompt of the step it is.
    let prompt: Int
    let scene: Scene
    /// Decides the draws of all its answers.
    let seed: UInt64
    /// How many answers.
    let samples: Int
    /// 0 takes the most probable tokens.
    let temperature: Double
}
