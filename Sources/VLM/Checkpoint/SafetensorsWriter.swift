import Foundation
import JSON
import Tensors

/// Writes safetensors files, tensor by tensor, so that memory stays small.
package enum SafetensorsWriter {
    /// Element conversions a chunk.
    private static let chunk = 1 << 16

    /// Writes tensors in the order of their names, converted to one element type. The file appears whole:
    /// it is written beside its place, flushed to the disk and then renamed.
    /// - Throws: `CheckpointError`.
    package static func write(
        _ tensors: [String: StoredTensor], as elementType: ElementType, to url: URL
    ) throws(CheckpointError) {
        let name = url.lastPathComponent
        guard elementType.blockLength == 1 else {
            throw CheckpointError(file: name, .elementType(elementType.rawValue))
        }
        let ordered = tensors.sorted { $0.key < $1.key }
        var header = JSONObject()
        header["__metadata__"] = ["format": "pt"]
        var offset = 0
        for (name, tensor) in ordered {
            let end = offset + tensor.count * elementType.blockByteCount
            header[name] = [
                "dtype": .string(elementType.rawValue), "shape": .array(tensor.shape.map { .integer($0) }),
                "data_offsets": [.integer(offset), .integer(end)],
            ]
            offset = end
        }
        var text = JSONWriter().bytes(.object(header))
        // Spaces after the header align the data.
        while (8 + text.count) % 64 != 0 { text.append(UInt8(ascii: " ")) }
        try FileReplacement.write(to: url) { file throws(CheckpointError) in
            try file.write(withUnsafeBytes(of: UInt64(text.count).littleEndian) { [UInt8]($0) }, name: name)
            try file.write(text, name: name)
            for (_, tensor) in ordered {
                for start in stride(from: 0, to: tensor.count, by: chunk) {
                    let range = start..<min(start + chunk, tensor.count)
                    try file.write(bytes(of: tensor, range, as: elementType), name: name)
                }
            }
        }
    }

    private static func bytes(of tensor: StoredTensor, _ range: Range<Int>, as type: ElementType) -> [UInt8] {
        if tensor.elementType == type {
            return tensor.withUnsafeBytes {
                [UInt8]($0[range.lowerBound * type.blockByteCount..<range.upperBound * type.blockByteCount])
            }
        }
        let floats = [Float](unsafeUninitializedCapacity: range.count) { buffer, count in
            if let base = buffer.baseAddress { tensor.widen(range, into: base) }
            count = range.count
        }
        if type == .float32 { return floats.withUnsafeBytes { [UInt8]($0) } }
        let words = floats.map { type == .float16 ? Narrowing.float16($0) : Narrowing.bfloat16($0) }
        return words.withUnsafeBytes { [UInt8]($0) }
    }
}
