/// The form in which a scene graph is put to the model.
public enum PromptForm: String, CaseIterable, Hashable, Sendable {
    /// The original's sections with the scene graph as JSON: for Qwen checkpoints.
    case metaspatial
    /// One line an object with derived numbers: for small models.
    case compact
    /// One line an object, parents first, with what each relation leaves of each axis: `compact` with the
    /// arithmetic done.
    case ranged

    /// The text of the user's message; the picture of the room goes before it.
    public func text(for scene: Scene) -> String {
        switch self {
        case .metaspatial: MetaSpatialPrompt.text(for: scene)
        case .compact: CompactPrompt.text(for: scene)
        case .ranged: RangedPrompt.text(for: scene)
        }
    }

    /// The system message that goes with the form.
    public var systemText: String {
        switch self {
        case .metaspatial:
            "You furnish rooms. First reason step by step as an inner monologue between <think> and </think>. "
                + "Then give the final answer between <answer> and </answer>."
        case .compact, .ranged: "Place each object."
        }
    }
}
