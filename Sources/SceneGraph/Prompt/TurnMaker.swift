/// Writes what the model is asked in each turn: the same for layouts, their refinement, and training.
///
/// A turn is one system and one user message, as in the original: no chat history, but from the second turn
/// on the previous response, its reward, and the picture of the room as it was furnished.
public struct TurnMaker: Sendable {
    /// What the turn before left behind.
    public struct Previous: Sendable {
        /// The model's whole answer.
        public var response: String
        /// Its reward.
        public var total: Double
        /// The reward's named terms.
        public var terms: [(name: String, value: Double)]
        /// The objects that cannot stay where the answer puts them, by identifier.
        public var faulty: Set<String>

        /// What a turn left behind.
        public init(
            response: String, total: Double, terms: [(name: String, value: Double)], faulty: Set<String> = []
        ) {
            self.response = response
            self.total = total
            self.terms = terms
            self.faulty = faulty
        }
    }

    private let form: PromptForm
    private let scene: Scene

    /// The turns of a scene.
    public init(form: PromptForm, scene: Scene) {
        self.form = form
        self.scene = scene
    }

    /// The system's text.
    public var systemText: String { form.systemText }

    /// The user's text; the picture of the empty room (first turn) or of the previous layout goes before it.
    /// - Parameter showsPicture: whether there is a picture, which models of text alone do not see.
    public func userText(previous: Previous?, showsPicture: Bool = true) -> String {
        guard let previous else { return form.text(for: scene) }
        return switch form {
        case .metaspatial:
            form.text(for: scene)
                + RefinementNote.text(
                    previousResponse: previous.response, total: previous.total, terms: previous.terms,
                    showsPicture: showsPicture)
        case .compact: CompactPrompt.text(for: scene, after: previous)
        case .ranged: RangedPrompt.text(for: scene, after: previous)
        }
    }
}
