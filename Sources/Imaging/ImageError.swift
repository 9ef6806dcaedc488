/// Why an image could not be made, read or written.
public enum ImageError: Error, Equatable, Sendable {
    /// The bytes begin with neither a PNG nor a JPEG signature.
    case unknownFormat
    /// The bytes are not a well-formed image, or end too early. `reason` is the codec's own message.
    case malformed(format: ImageFormat, reason: String)
    /// The header asks for more than the limits allow; found before pixel memory is taken.
    case tooLarge(format: ImageFormat, reason: String)
    /// The codec or the pixel buffer could not get memory.
    case outOfMemory
    /// Sides must be positive and the pixel count must be `width * height * channels`.
    case invalidDimensions(width: Int, height: Int, channels: Int, pixelBytes: Int)
}

extension ImageError: CustomStringConvertible {
    /// The fault in words for a person.
    public var description: String {
        switch self {
        case .unknownFormat:
            "the data is neither a PNG nor a JPEG image"
        case .malformed(let format, let reason):
            "the \(format.rawValue) image is malformed: \(reason)"
        case .tooLarge(let format, let reason):
            "the \(format.rawValue) image is too large: \(reason)"
        case .outOfMemory:
            "not enough memory for the image"
        case .invalidDimensions(let width, let height, let channels, let pixelBytes):
            "an image of \(width) x \(height) pixels with \(channels) channels cannot have \(pixelBytes) bytes"
        }
    }
}
