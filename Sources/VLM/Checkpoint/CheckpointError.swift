/// Why a checkpoint cannot be read or written: which file, which tensor, what is wrong.
public struct CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The file is not there.
        case missingFile
        /// The system refused to read or write it.
        case inputOutput(call: String, code: Int32)
        /// Not a regular file, or larger than any such file may be.
        case unacceptableFile(String)
        /// The file ends before what it announces.
        case truncated(expected: Int, found: Int)
        /// The header's length does not fit the file or the limit.
        case headerLength(UInt64)
        /// The header or the file is not the JSON that it should be.
        case invalidJSON(String)
        /// A tensor's entry lacks a field or has one of the wrong form.
        case invalidEntry(String)
        /// An element type that is unknown, or not one for weights.
        case elementType(String)
        /// A shape whose byte count is not that of the tensor's data.
        case sizeMismatch(expected: Int, found: Int)
        /// The data offsets leave the file.
        case offsetsOutOfRange(begin: Int, end: Int, available: Int)
        /// The data of two tensors overlap, or bytes between them belong to none.
        case offsetsNotContiguous(expected: Int, found: Int)
        /// The same tensor twice.
        case duplicateTensor
        /// The index names a file outside the directory.
        case unsafeFileName(String)
        /// The checkpoint lacks a tensor that the model needs.
        case missingTensor
        /// A tensor of another shape than the configuration gives it.
        case shapeMismatch(expected: [Int], found: [Int])
        /// A configuration value that no model can have.
        case configuration(field: String, detail: String)
        /// A feature of the architecture's family that this engine does not have.
        case unsupported(field: String, detail: String)
    }

    /// The file's name within the directory, or the directory.
    public let file: String
    /// The tensor's name as the file writes it, if one is concerned.
    public let tensor: String?
    /// What is wrong.
    public let reason: Reason

    package init(file: String, tensor: String? = nil, _ reason: Reason) {
        self.file = file
        self.tensor = tensor
        self.reason = reason
    }

    public var description: String {
        let place = tensor.map { "\(file), tensor \($0.prefix(200))" } ?? file
        return "\(place): \(Self.text(reason))"
    }

    private static func text(_ reason: Reason) -> String {
        switch reason {
        case .missingFile: "there is no such file"
        case .inputOutput(let call, let code): "\(call) failed with error \(code)"
        case .unacceptableFile(let detail): detail
        case .truncated(let expected, let found): "the file ends after \(found) bytes; it needs \(expected)"
        case .headerLength(let length): "a header of \(length) bytes does not fit"
        case .invalidJSON(let detail): "invalid JSON: \(detail)"
        case .invalidEntry(let detail): detail
        case .elementType(let name): "element type '\(name.prefix(40))' is not one that can be computed with"
        case .sizeMismatch(let expected, let found):
            "the shape needs \(expected) bytes, the offsets give \(found)"
        case .offsetsOutOfRange(let begin, let end, let available):
            "data offsets \(begin)..\(end) lie outside the \(available) bytes of data"
        case .offsetsNotContiguous(let expected, let found):
            "data should begin at offset \(expected), but begins at \(found)"
        case .duplicateTensor: "the tensor is there twice"
        case .unsafeFileName(let name): "the file name '\(name.prefix(200))' leaves the directory"
        case .missingTensor: "the tensor is missing"
        case .shapeMismatch(let expected, let found): "shape \(found) instead of \(expected)"
        case .configuration(let field, let detail): "\(field) \(detail)"
        case .unsupported(let field, let detail): "\(field) \(detail)"
        }
    }
}
