import Imaging

/// One turn of a conversation.
public struct ChatMessage: Hashable, Sendable {
    /// A piece of a turn.
    public enum Part: Hashable, Sendable {
        case text(String)
        case image
    }

    /// Who speaks: `system`, `user`, `assistant`.
    public var role: String
    /// What is said and shown, in order. Images are given apart, in the order of their places here.
    public var parts: [Part]

    /// A turn.
    public init(role: String, parts: [Part]) {
        self.role = role
        self.parts = parts
    }

    /// A turn of text only.
    public init(role: String, text: String) { self.init(role: role, parts: [.text(text)]) }
}
