import Foundation
import JSON
import Tensors

/// A safetensors file, mapped: named tensors of F32, F16 or BF16.
///
/// Format: 8 bytes little-endian header length N, N bytes of JSON
/// `{name: {dtype, shape, data_offsets: [begin, end]}, "__metadata__": {string: string}}`, then the data; the
/// tensors' data follow one another without gap or overlap to the end of the file.
/// (github.com/huggingface/safetensors, README, "Format".)
package struct SafetensorsFile: Sendable {
    /// Where a tensor lies in the file.
    package struct Entry: Hashable, Sendable {
        package let elementType: ElementType
        package let shape: [Int]
        /// Offset of the data from the start of the file.
        package let byteOffset: Int
        package let byteCount: Int
    }

    /// Headers longer than this are refused, as the reference implementation does.
    static let maximumHeaderByteCount = 100_000_000
    /// No tensor has more axes.
    static let maximumAxes = 16

    /// The file's name, for errors.
    package let name: String
    /// What the header says about each tensor.
    package let entries: [String: Entry]
    private let storage: ByteStorage

    /// Maps a file and checks its whole header. Nothing is allocated for the data.
    /// - Throws: `CheckpointError`.
    package init(_ url: URL, name: String) throws(CheckpointError) {
        try self.init(storage: try MappedFile.open(url, name: name), name: name)
    }

    package init(storage: ByteStorage, name: String) throws(CheckpointError) {
        let header = try Self.headerRange(storage, name: name)
        let json = try storage.withUnsafeBytes { bytes throws(CheckpointError) in
            do {
                return try JSONValue.parse(UnsafeRawBufferPointer(rebasing: bytes[header]))
            } catch {
                throw CheckpointError(file: name, .invalidJSON(String(describing: error)))
            }
        }
        guard let object = json.objectValue else {
            throw CheckpointError(file: name, .invalidJSON("the header is not an object"))
        }
        try storage.withUnsafeBytes { bytes throws(CheckpointError) in
            if let key = TopLevelKeys.firstDuplicate(in: UnsafeRawBufferPointer(rebasing: bytes[header])) {
                throw CheckpointError(file: name, tensor: key, .duplicateTensor)
            }
        }
        var entries: [String: Entry] = [:]
        for member in object.members where member.key != "__metadata__" {
            entries[member.key] = try Self.entry(
                member.value, name: member.key, file: name, dataStart: header.upperBound,
                available: storage.byteCount - header.upperBound)
        }
        try Self.checkContiguous(entries, file: name, dataStart: header.upperBound, end: storage.byteCount)
        self.name = name
        self.entries = entries
        self.storage = storage
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
                file: self.name, tensor: name,
                .offsetsOutOfRange(
                    begin: entry.byteOffset, end: entry.byteOffset + entry.byteCount,
                    available: storage.byteCount))
        }
        return tensor
    }

    private static func headerRange(_ storage: ByteStorage, name: String) throws(CheckpointError) -> Range<
        Int
    > {
        guard storage.byteCount >= 8 else {
            throw CheckpointError(file: name, .truncated(expected: 8, found: storage.byteCount))
        }
        let length = storage.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        }
        guard length >= 2, length <= UInt64(maximumHeaderByteCount) else {
            throw CheckpointError(file: name, .headerLength(length))
        }
        let end = 8 + Int(length)
        guard end <= storage.byteCount else {
            throw CheckpointError(file: name, .truncated(expected: end, found: storage.byteCount))
        }
        return 8..<end
    }

    private static func entry(
        _ value: JSONValue, name: String, file: String, dataStart: Int, available: Int
    ) throws(CheckpointError) -> Entry {
        func fault(_ reason: CheckpointError.Reason) -> CheckpointError {
            CheckpointError(file: file, tensor: name, reason)
        }
        guard let typeName = value["dtype"]?.stringValue else {
            throw fault(.invalidEntry("dtype is missing or not a string"))
        }
        guard let elementType = ElementType(rawValue: typeName), elementType.blockLength == 1 else {
            throw fault(.elementType(typeName))
        }
        guard let extents = value["shape"]?.arrayValue, extents.count <= maximumAxes else {
            throw fault(.invalidEntry("shape is missing or not an array of at most \(maximumAxes) numbers"))
        }
        var shape: [Int] = []
        for extent in extents {
            guard case .integer(let number) = extent, number >= 0 else {
                throw fault(.invalidEntry("shape holds something else than whole numbers from 0 on"))
            }
            shape.append(number)
        }
        guard let offsets = value["data_offsets"]?.arrayValue, offsets.count == 2,
            case .integer(let begin) = offsets[0], case .integer(let end) = offsets[1]
        else { throw fault(.invalidEntry("data_offsets is missing or not two whole numbers")) }
        guard begin >= 0, begin <= end, end <= available else {
            throw fault(.offsetsOutOfRange(begin: begin, end: end, available: available))
        }
        guard let count = StoredTensor.elementCount(shape) else {
            throw fault(.invalidEntry("shape has more elements than can be counted"))
        }
        let (byteCount, overflow) = count.multipliedReportingOverflow(by: elementType.blockByteCount)
        guard !overflow else { throw fault(.invalidEntry("shape has more bytes than can be counted")) }
        guard byteCount == end - begin else {
            throw fault(.sizeMismatch(expected: byteCount, found: end - begin))
        }
        return Entry(
            elementType: elementType, shape: shape, byteOffset: dataStart + begin, byteCount: byteCount)
    }

    private static func checkContiguous(
        _ entries: [String: Entry], file: String, dataStart: Int, end: Int
    ) throws(CheckpointError) {
        var next = dataStart
        let ordered = entries.sorted {
            ($0.value.byteOffset, $0.value.byteCount, $0.key) < (
                $1.value.byteOffset, $1.value.byteCount, $1.key
            )
        }
        for (name, entry) in ordered {
            guard entry.byteOffset == next else {
                throw CheckpointError(
                    file: file, tensor: name,
                    .offsetsNotContiguous(expected: next - dataStart, found: entry.byteOffset - dataStart))
            }
            next += entry.byteCount
        }
        guard next == end else {
            throw CheckpointError(
                file: file, .offsetsNotContiguous(expected: end - dataStart, found: next - dataStart))
        }
    }
}
