/// Why an image cannot be made ready for the vision tower.
public enum ImageProcessorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One side is more than 200 times the other.
    case aspectRatio(width: Int, height: Int)
    /// An image without pixels.
    case empty
    /// `preprocessor_config.json` cannot be read, or has a value that makes no sense.
    case malformed(reason: String)
    /// `preprocessor_config.json` asks for something that this processor does not do.
    case unsupported(String)

    public var description: String {
        switch self {
        case .aspectRatio(let width, let height):
            "an image of \(width) x \(height) pixels is too elongated: "
                + "the longer side may be at most \(ImageProcessor.maximumAspectRatio) times the shorter"
        case .empty: "the image has no pixels"
        case .malformed(let reason): "preprocessor_config.json: \(reason)"
        case .unsupported(let what): "preprocessor_config.json asks for \(what), which is not supported"
        }
    }
}
