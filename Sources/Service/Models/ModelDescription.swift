import JSON
import SceneGraph

/// What the API says of a checkpoint.
struct ModelDescription: Hashable, Sendable {
    let id: String
    let sha256: String
    let isTrained: Bool
    let architecture: String
    let readsImages: Bool
    let parameterCount: Int
    let promptForm: PromptForm
    /// How its answers are decoded where a request does not say.
    let decoding: AnswerDecoding
    let note: String?

    /// The form that goes into every layout that the model made.
    var reference: JSONValue {
        [
            "id": .string(id), "sha256": .string(sha256), "trained": .bool(isTrained),
            "note": note.map { .string($0) } ?? .null,
        ]
    }

    /// The form of `/models`.
    func json(isActive: Bool) -> JSONValue {
        [
            "id": .string(id), "sha256": .string(sha256), "trained": .bool(isTrained),
            "active": .bool(isActive), "architecture": .string(architecture),
            "reads_images": .bool(readsImages), "parameters": .integer(parameterCount),
            "prompt_form": .string(promptForm.rawValue), "decoding": .string(decoding.name.rawValue),
            "facts": decoding.facts.map { .string($0.rawValue) } ?? .null,
            "note": note.map { .string($0) } ?? .null,
            "links": ["self": .string("/models/\(id)"), "activate": .string("/models/\(id)/activate")],
        ]
    }
}
