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
    /// What the header says about each tensor that can be computed with.
    package let entries: [String: Entry]
    private let storage: ByteStorage

    /// The format's other element types, and the bytes of an element.
    private static let otherTypes = [
        "F64": 8, "I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1,
        "F8_E4M3": 1, "F8_E5M2": 1,
    ]

    /// Maps a file and checks its whole header. Nothing is allocated for the data.
    /// - Parameter toleratesOtherTypes: whether tensors that cannot be computed with, such as the position numbers that
    ///   old encoders keep in I64, may stand in the file; they are passed over.
    /// - Throws: `CheckpointError`.
    package init(_ url: URL, name: String, toleratesOtherTypes: Bool = false) throws(CheckpointError) {
        try self.init(
            storage: try MappedFile.open(url, name: name), name: name, toleratesOtherTypes: toleratesOtherTypes)
    }

    package init(
        storage: ByteStorage, name: String, toleratesOtherTypes: Bool = false
    ) throws(CheckpointError) {
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
        var places: [String: (offset: Int, count: Int)] = [:]
        for member in object.members where member.key != "__metadata__" {
            let (entry, range) = try Self.entry(
                member.value, name: member.key, file: name, available: storage.byteCount - header.upperBound,
                toleratesOtherTypes)
            let place = (offset: header.upperBound + range.lowerBound, count: range.count)
            places[member.key] = place
            guard let entry else { continue }
            entries[member.key] = Entry(
                elementType: entry.type, shape: entry.shape, byteOffset: place.offset, byteCount: place.count)
        }
        try Self.checkContiguous(places, file: name, dataStart: header.upperBound, end: storage.byteCount)
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

    /// A tensor's type and shape, nil where it cannot be computed with, and where its data lie.
    private static func entry(
        _ value: JSONValue, name: String, file: String, available: Int, _ toleratesOtherTypes: Bool
    ) throws(CheckpointError) -> ((type: ElementType, shape: [Int])?, Range<Int>) {
        func fault(_ reason: CheckpointError.Reason) -> CheckpointError {
            CheckpointError(file: file, tensor: name, reason)
        }
        guard let typeName = value["dtype"]?.stringValue else {
            throw fault(.invalidEntry("dtype is missing or not a string"))
        }
        let elementType = ElementType(rawValue: typeName).flatMap { $0.blockLength == 1 ? $0 : nil }
        let otherSize = toleratesOtherTypes ? otherTypes[typeName] : nil
        guard let elementSize = elementType?.blockByteCount ?? otherSize else { throw fault(.elementType(typeName)) }
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
        let (byteCount, overflow) = count.multipliedReportingOverflow(by: elementSize)
        guard !overflow else { throw fault(.invalidEntry("shape has more bytes than can be counted")) }
        guard byteCount == end - begin else {
            throw fault(.sizeMismatch(expected: byteCount, found: end - begin))
        }
        return (elementType.map { ($0, shape) }, begin..<end)
    }

    private static func checkContiguous(
        _ places: [String: (offset: Int, count: Int)], file: String, dataStart: Int, end: Int
    ) throws(CheckpointError) {
        var next = dataStart
        let ordered = places.sorted {
            ($0.value.offset, $0.value.count, $0.key) < ($1.value.offset, $1.value.count, $1.key)
        }
        for (name, place) in ordered {
            guard place.offset == next else {
                throw CheckpointError(
                    file: file, tensor: name,
                    .offsetsNotContiguous(expected: next - dataStart, found: place.offset - dataStart))
            }
            next += place.count
        }
        guard next == end else {
            throw CheckpointError(
                file: file, .offsetsNotContiguous(expected: end - dataStart, found: next - dataStart))
        }
    }
}
