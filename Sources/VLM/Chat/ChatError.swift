/// Why a conversation cannot be put into the model's form.
public enum ChatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A conversation without turns.
    case noMessages
    /// Parts that show an image and images given differ in number.
    case imageCount(places: Int, images: Int)
    /// A role that could break out of its place in the chat form.
    case invalidRole(String)
    /// Text that is recognised as control tokens stands for more images than there are.
    case strayImageToken

    public var description: String {
        switch self {
        case .noMessages: "the conversation has no messages"
        case .imageCount(let places, let images): "the messages show \(places) images but \(images) are given"
        case .invalidRole(let role): "'\(role.prefix(40))' is not a role (letters, digits, _ and - only)"
        case .strayImageToken: "a text contains the image placeholder token, but no image belongs to it"
        }
    }
}
