/// Why a probe request cannot be answered, apart from faults of the model itself.
public enum ProbeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The request is not of the probe's form: what and where.
    case request(String)
    /// An image cannot be read.
    case image(source: String, reason: String)

    public var description: String {
        switch self {
        case .request(let detail): "the request is not usable: \(detail)"
        case .image(let source, let reason): "image '\(source.prefix(80))': \(reason)"
        }
    }
}
