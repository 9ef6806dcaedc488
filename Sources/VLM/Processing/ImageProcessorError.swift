/// Why an image cannot be made ready for the vision tower.
public enum ImageProcessorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One side is more than 200 times the other.
    case aspectRatio(width: Int, height: Int)
    /// An image without pixels.
    case empty
    /// The configuration cannot be read, or has a value that makes no sense.
    case malformed(reason: String)
    /// The configuration asks for something that this processor does not do.
    case unsupported(String)

    public var description: String {
        switch self {
        case .aspectRatio(let width, let height):
            "an image of \(width) x \(height) pixels is too elongated: "
                + "the longer side may be at most \(ImageProcessor.maximumAspectRatio) times the shorter"
        case .empty: "the image has no pixels"
        case .malformed(let reason): "the image processor's configuration is not usable: \(reason)"
        case .unsupported(let what):
            "the image processor's configuration asks for \(what), which is not supported"
        }
    }
}
