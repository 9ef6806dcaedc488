import Foundation
import JSON
import Tensors

/// The quantised weights of a checkpoint, in the order in which the kernels read them, mapped.
///
/// Format: 8 bytes of magic, 8 bytes little-endian header length N, N bytes of JSON
/// `{"key": [string], "matrices": {name: {format, outputs, inputs, offset}}}`, spaces to a multiple of 64; then
/// the matrices, each at its offset, one after another to the end of the file. The key says what the weights
/// were made of; a file with another key is as good as none.
struct PackedFile: Sendable {
    let matrices: [String: PackedMatrix]

    private static let magic = Array("MSPACK01".utf8)
    private static let maximumHeaderByteCount = 64 << 20

    /// Maps a file and checks its header.
    /// - Throws: `CheckpointError`, also when the file's key is another.
    init(_ url: URL, key: [String]) throws(CheckpointError) {
        let name = url.lastPathComponent
        let storage = try MappedFile.open(url, name: name)
        let header = try Self.header(storage, name: name)
        guard let stored = header["key"]?.arrayValue?.map(\.stringValue), stored == key else {
            throw CheckpointError(file: name, .unacceptableFile("made of another checkpoint"))
        }
        guard let members = header["matrices"]?.objectValue?.members else {
            throw CheckpointError(file: name, .invalidJSON("matrices is missing or not an object"))
        }
        var matrices: [String: PackedMatrix] = [:]
        for (tensor, value) in members {
            guard let format = value["format"]?.stringValue.flatMap(PackedFormat.init),
                let outputs = value["outputs"]?.integerValue, let inputs = value["inputs"]?.integerValue,
                let offset = value["offset"]?.integerValue,
                let matrix = PackedMatrix(
                    format: format, outputs: outputs, inputs: inputs, storage: storage, byteOffset: offset)
            else { throw CheckpointError(file: name, tensor: tensor, .invalidEntry("no such matrix is there")) }
            matrices[tensor] = matrix
        }
        self.matrices = matrices
    }

    private static func header(_ storage: ByteStorage, name: String) throws(CheckpointError) -> JSONValue {
        try storage.withUnsafeBytes { bytes throws(CheckpointError) in
            guard bytes.count >= 16, bytes.prefix(8).elementsEqual(magic) else {
                throw CheckpointError(file: name, .unacceptableFile("not a file of packed weights"))
            }
            let length = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            guard length <= UInt64(maximumHeaderByteCount), Int(length) <= bytes.count - 16 else {
                throw CheckpointError(file: name, .headerLength(length))
            }
            do {
                return try JSONValue.parse(UnsafeRawBufferPointer(rebasing: bytes[16..<16 + Int(length)]))
            } catch {
                throw CheckpointError(file: name, .invalidJSON(String(describing: error)))
            }
        }
    }

    /// Writes matrices; the file appears whole.
    /// - Throws: `CheckpointError`.
    static func write(
        _ matrices: [String: PackedMatrix], key: [String], to url: URL
    ) throws(CheckpointError) {
        let ordered = matrices.sorted { $0.key < $1.key }
        let name = url.lastPathComponent
        // The offsets' digits are part of the header, whose length decides the offsets: leave room enough.
        var room = 4096 + key.reduce(0) { $0 + $1.utf8.count * 6 + 8 }
        for (tensor, _) in ordered { room += tensor.utf8.count * 6 + 160 }
        let dataStart = (16 + room + 63) & ~63
        var entries = JSONObject()
        var offset = dataStart
        for (tensor, matrix) in ordered {
            entries[tensor] = [
                "format": .string(matrix.format.rawValue), "outputs": .integer(matrix.outputs),
                "inputs": .integer(matrix.inputs), "offset": .integer(offset),
            ]
            offset += matrix.byteCount
        }
        var header = JSONWriter().bytes(["key": .array(key.map { .string($0) }), "matrices": .object(entries)])
        guard header.count <= dataStart - 16, header.count <= maximumHeaderByteCount else {
            throw CheckpointError(file: name, .headerLength(UInt64(header.count)))
        }
        header += [UInt8](repeating: UInt8(ascii: " "), count: dataStart - 16 - header.count)
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { [UInt8]($0) }
        try FileReplacement.write(to: url) { file throws(CheckpointError) in
            try file.write(magic + length + header, name: name)
            for (_, matrix) in ordered {
                try matrix.withUnsafeBytes { bytes throws(CheckpointError) in try file.write(bytes, name: name) }
            }
        }
    }
}
