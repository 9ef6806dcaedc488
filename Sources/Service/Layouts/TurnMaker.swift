import JSON
import SceneGraph

/// Writes what the model is asked in each turn: the same for `/layout`, `/refine` and training.
///
/// A turn is one system and one user message, as in the original: no chat history, but from the second turn
/// on the previous response, its reward, and the picture of the room as it was furnished.
struct TurnMaker: Sendable {
    /// What the turn before left behind.
    struct Previous: Sendable {
        var response: String
        var total: Double
        var terms: [(name: String, value: Double)]
    }

    let form: PromptForm
    let scene: Scene

    var systemText: String { form.systemText }

    /// The user's text; the picture of the empty room (first turn) or of the previous layout goes before it.
    func userText(previous: Previous?) -> String {
        var text = form.text(for: scene)
        if let previous {
            text += RefinementNote.text(
                previousResponse: previous.response, total: previous.total, terms: previous.terms)
        }
        return text
    }
}
