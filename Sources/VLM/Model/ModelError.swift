/// A request that does not fit the model.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No tokens, or no sequences.
    case emptyInput
    /// A token outside the vocabulary.
    case tokenOutOfRange(token: Int, position: Int, vocabularySize: Int)
    /// A video placeholder; this engine reads still images only.
    case videoUnsupported(position: Int)
    /// Images for a model of text alone.
    case imagesUnsupported
    /// A grid that is not positive, too large, or not divisible by the merge size.
    case invalidGrid(ImageGrid, detail: String)
    /// Patches that do not fill the grids.
    case patchCountMismatch(expected: Int, found: Int)
    /// Image placeholders that do not fit the images given.
    case imageTokenMismatch(placeholders: Int, embeddings: Int)
    /// Arguments whose lengths belong together and differ.
    case lengthMismatch(what: String, expected: Int, found: Int)
    /// A cache made for a model of another geometry.
    case cacheMismatch
    /// A position of which logits are wanted, outside the tokens given.
    case positionOutOfRange(Int, count: Int)

    public var description: String {
        switch self {
        case .emptyInput: "there are no tokens to compute"
        case .tokenOutOfRange(let token, let position, let size):
            "token \(token) at position \(position) lies outside the vocabulary of \(size)"
        case .videoUnsupported(let position):
            "the token at position \(position) stands for a video; only still images are supported"
        case .imagesUnsupported: "the model reads text only; it has no vision tower"
        case .invalidGrid(let grid, let detail): "image grid \(grid) \(detail)"
        case .patchCountMismatch(let expected, let found):
            "the image grids need \(expected) patch values, but there are \(found)"
        case .imageTokenMismatch(let placeholders, let embeddings):
            "the prompt has \(placeholders) image placeholders for \(embeddings) image embeddings"
        case .lengthMismatch(let what, let expected, let found):
            "\(what): expected \(expected), found \(found)"
        case .cacheMismatch: "the cache belongs to a model of another geometry"
        case .positionOutOfRange(let position, let count):
            "position \(position) lies outside the \(count) tokens given"
        }
    }
}
