import Foundation
import Tensors

/// A GGUF file, mapped: metadata and named tensors.
///
/// Format (versions 2 and 3, little-endian; github.com/ggml-org/ggml, docs/gguf.md): `GGUF`, version, counts of
/// tensors and metadata; the metadata, each a key, a type and a value; for each tensor its name, axes (innermost
/// first), type and offset; padding to the alignment; the data.
package struct GGUFFile: Sendable {
    /// Where a tensor lies.
    package struct Entry: Hashable, Sendable {
        package let elementType: ElementType
        /// Outermost axis first.
        package let shape: [Int]
        /// Offset of the data from the start of the file.
        package let byteOffset: Int
        package let byteCount: Int
    }

    /// The file's name, for errors.
    package let name: String
    package let metadata: [String: GGUFValue]
    package let entries: [String: Entry]
    private let storage: ByteStorage

    static let maximumMetadata = 1 << 16
    static let maximumTensors = 1 << 16
    static let maximumAxes = 4
    static let maximumAlignment = 1 << 20

    /// Maps a file and checks its whole header. Nothing is allocated for the tensors' data.
    /// - Throws: `CheckpointError`.
    package init(_ url: URL) throws(CheckpointError) {
        let name = url.lastPathComponent
        try self.init(storage: try MappedFile.open(url, name: name), name: name)
    }

    package init(storage: ByteStorage, name: String) throws(CheckpointError) {
        self.name = name
        self.storage = storage
        let header = try storage.withUnsafeBytes { bytes throws(CheckpointError) in
            try Self.header(bytes, name: name)
        }
        metadata = header.metadata
        entries = header.entries
    }

    /// A tensor, in place.
    package func tensor(_ name: String) throws(CheckpointError) -> StoredTensor? {
        guard let entry = entries[name] else { return nil }
        guard
            let tensor = StoredTensor(
                shape: entry.shape, elementType: entry.elementType, storage: storage,
                byteOffset: entry.byteOffset)
        else {
            throw CheckpointError(
                file: self.name, tensor: name, .invalidEntry("its data do not lie within the file"))
        }
        return tensor
    }

    /// A tensor that must be there and have this shape.
    package func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> StoredTensor {
        guard let tensor = try tensor(name) else {
            throw CheckpointError(file: self.name, tensor: name, .missingTensor)
        }
        guard tensor.shape == shape else {
            throw CheckpointError(
                file: self.name, tensor: name, .shapeMismatch(expected: shape, found: tensor.shape))
        }
        return tensor
    }

    private static func header(
        _ bytes: UnsafeRawBufferPointer, name: String
    ) throws(CheckpointError) -> (metadata: [String: GGUFValue], entries: [String: Entry]) {
        var reader = GGUFReader(bytes, file: name)
        guard try reader.integer(UInt32.self) == 0x4655_4747 else {
            throw CheckpointError(file: name, .unacceptableFile("not a GGUF file"))
        }
        let version = try reader.integer(UInt32.self)
        guard version == 2 || version == 3 else {
            throw CheckpointError(
                file: name,
                .unsupported(
                    field: "version",
                    detail: version.byteSwapped <= 3
                        ? "is big-endian" : "\(version) is not supported; only 2 and 3 are"))
        }
        let tensorCount = try reader.count("the count of tensors", atMost: maximumTensors)
        let metadataCount = try reader.count("the count of metadata", atMost: maximumMetadata)
        var metadata: [String: GGUFValue] = [:]
        for _ in 0..<metadataCount {
            let key = try reader.string("a key")
            guard metadata.updateValue(try reader.value(key), forKey: key) == nil else {
                throw CheckpointError(file: name, .invalidEntry("the metadata '\(key.prefix(100))' is there twice"))
            }
        }
        var tensors: [(name: String, shape: [Int], type: UInt32, offset: Int)] = []
        for _ in 0..<tensorCount {
            let tensor = try reader.string("a tensor's name")
            let axes = try reader.integer(UInt32.self)
            guard axes <= UInt32(maximumAxes) else {
                throw CheckpointError(
                    file: name, tensor: tensor, .invalidEntry("\(axes) axes are more than \(maximumAxes)"))
            }
            var shape: [Int] = []
            for _ in 0..<axes { shape.insert(try reader.count("an axis of \(tensor.prefix(100))"), at: 0) }
            let type = try reader.integer(UInt32.self)
            tensors.append((tensor, shape, type, try reader.count("the offset of \(tensor.prefix(100))")))
        }
        let alignment = metadata["general.alignment"]?.integerValue ?? 32
        guard alignment >= 1, alignment <= maximumAlignment, alignment & (alignment - 1) == 0 else {
            throw CheckpointError(
                file: name, .configuration(field: "general.alignment", detail: "is not a power of two in range"))
        }
        let dataStart = (reader.offset + alignment - 1) & ~(alignment - 1)
        var entries: [String: Entry] = [:]
        for tensor in tensors {
            let entry = try entry(
                tensor, file: name, alignment: alignment, dataStart: dataStart, end: bytes.count)
            guard entries.updateValue(entry, forKey: tensor.name) == nil else {
                throw CheckpointError(file: name, tensor: tensor.name, .duplicateTensor)
            }
        }
        try checkApart(entries, file: name)
        return (metadata, entries)
    }

    private static func entry(
        _ tensor: (name: String, shape: [Int], type: UInt32, offset: Int), file: String, alignment: Int,
        dataStart: Int, end: Int
    ) throws(CheckpointError) -> Entry {
        func fault(_ reason: CheckpointError.Reason) -> CheckpointError {
            CheckpointError(file: file, tensor: tensor.name, reason)
        }
        guard let type = elementType(tensor.type) else {
            throw fault(.elementType(typeNames[tensor.type] ?? "number \(tensor.type)"))
        }
        guard let count = StoredTensor.elementCount(tensor.shape), tensor.shape.allSatisfy({ $0 > 0 }) else {
            throw fault(.invalidEntry("its axes \(tensor.shape) are not positive, or too great to be counted"))
        }
        guard (tensor.shape.last ?? 1) % type.blockLength == 0, let byteCount = type.byteCount(of: count) else {
            throw fault(.invalidEntry("its rows of \(tensor.shape.last ?? 1) are not whole \(type.rawValue) blocks"))
        }
        guard tensor.offset % alignment == 0 else {
            throw fault(.invalidEntry("its offset \(tensor.offset) is not a multiple of \(alignment)"))
        }
        let available = max(0, end - dataStart)
        guard byteCount <= available, tensor.offset <= available - byteCount else {
            let (dataEnd, overflow) = tensor.offset.addingReportingOverflow(byteCount)
            throw fault(
                .offsetsOutOfRange(
                    begin: tensor.offset, end: overflow ? Int.max : dataEnd, available: available))
        }
        return Entry(
            elementType: type, shape: tensor.shape, byteOffset: dataStart + tensor.offset, byteCount: byteCount)
    }

    private static func checkApart(_ entries: [String: Entry], file: String) throws(CheckpointError) {
        var previous: (name: String, end: Int)?
        for (name, entry) in entries.sorted(by: { ($0.value.byteOffset, $0.key) < ($1.value.byteOffset, $1.key) }) {
            if let previous, entry.byteOffset < previous.end {
                throw CheckpointError(
                    file: file, tensor: name,
                    .invalidEntry("its data overlap those of \(previous.name.prefix(100))"))
            }
            previous = (name, entry.byteOffset + entry.byteCount)
        }
    }

    /// The types that can be computed with, by their numbers in `ggml.h`.
    private static func elementType(_ number: UInt32) -> ElementType? {
        switch number {
        case 0: .float32
        case 1: .float16
        case 2: .q4_0
        case 3: .q4_1
        case 8: .q8_0
        case 12: .q4_K
        case 14: .q6_K
        case 30: .bfloat16
        default: nil
        }
    }

    /// Names of other types, for errors.
    private static let typeNames: [UInt32: String] = [
        6: "Q5_0", 7: "Q5_1", 9: "Q8_1", 10: "Q2_K", 11: "Q3_K", 13: "Q5_K", 15: "Q8_K", 16: "IQ2_XXS",
        17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S", 23: "IQ4_XS",
        24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 34: "TQ1_0", 35: "TQ2_0",
        39: "MXFP4",
    ]
}
