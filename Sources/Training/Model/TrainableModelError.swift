/// Why a model cannot be trained, or a batch not be computed.
public enum TrainableModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A setting that cannot be: which, and why.
    case setting(String, detail: String)
    /// A sequence of the batch that does not fit: which, and why.
    case sequence(Int, detail: String)
    /// A parameter that the model does not have, or does not train.
    case unknownParameter(String)
    /// Numbers for a parameter that do not fit it.
    case parameterSize(String, expected: Int, found: Int)
    /// Gradients that do not fit the scores they belong to.
    case gradients(sequence: Int, detail: String)

    public var description: String {
        switch self {
        case .setting(let name, let detail): "\(name) \(detail)"
        case .sequence(let index, let detail): "sequence \(index) of the batch \(detail)"
        case .unknownParameter(let name): "the model has no trained parameter '\(name)'"
        case .parameterSize(let name, let expected, let found):
            "parameter '\(name)' has \(expected) numbers, not \(found)"
        case .gradients(let index, let detail): "the gradients of sequence \(index) \(detail)"
        }
    }
}
