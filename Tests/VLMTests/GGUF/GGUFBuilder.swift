import Tensors
import VLM

/// Writes GGUF files for tests, field by field as docs/gguf.md says, well-formed or not.
struct GGUFBuilder {
    struct TensorEntry {
        var name: String
        /// Innermost axis first, as the file has them.
        var axes: [UInt64]
        var type: UInt32
        var offset: UInt64
        var data: [UInt8]
    }

    var magic: [UInt8] = Array("GGUF".utf8)
    var version: UInt32 = 3
    var metadata: [(key: String, type: UInt32, bytes: [UInt8])] = []
    var tensors: [TensorEntry] = []
    var tensorCount: UInt64?
    var metadataCount: UInt64?

    static func bytes<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }

    static func string(_ text: String) -> [UInt8] { bytes(UInt64(text.utf8.count)) + Array(text.utf8) }

    mutating func add(_ key: String, _ value: UInt32) { metadata.append((key, 4, Self.bytes(value))) }
    mutating func add(_ key: String, _ value: Float) { metadata.append((key, 6, Self.bytes(value.bitPattern))) }
    mutating func add(_ key: String, _ value: String) { metadata.append((key, 8, Self.string(value))) }
    mutating func add(_ key: String, _ value: Bool) { metadata.append((key, 7, [value ? 1 : 0])) }

    mutating func add(_ key: String, _ values: [String]) {
        metadata.append(
            (key, 9, Self.bytes(UInt32(8)) + Self.bytes(UInt64(values.count)) + values.flatMap(Self.string)))
    }

    mutating func add(_ key: String, _ values: [Int32]) {
        metadata.append(
            (key, 9, Self.bytes(UInt32(5)) + Self.bytes(UInt64(values.count)) + values.flatMap(Self.bytes)))
    }

    /// Adds a tensor of whole rows after those before it, aligned to 32.
    mutating func add(_ name: String, shape: [Int], type: UInt32, data: [UInt8]) {
        let end = tensors.last.map { Int($0.offset) + $0.data.count } ?? 0
        tensors.append(
            TensorEntry(
                name: name, axes: shape.reversed().map(UInt64.init), type: type,
                offset: UInt64((end + 31) & ~31), data: data))
    }

    mutating func add(_ name: String, _ tensor: StoredTensor) {
        add(name, shape: tensor.shape, type: 0, data: tensor.floats().flatMap { Self.bytes($0.bitPattern) })
    }

    func build() -> [UInt8] {
        var file = magic + Self.bytes(version)
        file += Self.bytes(tensorCount ?? UInt64(tensors.count))
        file += Self.bytes(metadataCount ?? UInt64(metadata.count))
        for entry in metadata { file += Self.string(entry.key) + Self.bytes(entry.type) + entry.bytes }
        for tensor in tensors {
            file += Self.string(tensor.name) + Self.bytes(UInt32(tensor.axes.count))
            file += tensor.axes.flatMap(Self.bytes) + Self.bytes(tensor.type) + Self.bytes(tensor.offset)
        }
        file += [UInt8](repeating: 0, count: (32 - file.count % 32) % 32)
        let start = file.count
        for tensor in tensors {
            let gap = start + (Int(exactly: tensor.offset) ?? 0) % (1 << 40) - file.count
            if gap > 0, gap < 1 << 20 { file += [UInt8](repeating: 0, count: gap) }
            file += tensor.data
        }
        return file
    }

    /// The file as the reader maps it.
    func open() throws -> GGUFFile { try Self.open(build()) }

    static func open(_ bytes: [UInt8]) throws -> GGUFFile {
        let storage = ByteStorage(byteCount: bytes.count) { target in
            bytes.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        return try GGUFFile(storage: storage, name: "test.gguf")
    }

    /// A small vocabulary: the 256 bytes in GPT-2's alphabet, `th`, `the`, and two control tokens.
    mutating func addTokenizer(pre: String) {
        let kept = Array(33...126) + Array(161...172) + Array(174...255)
        var next: UInt32 = 256
        let alphabet = (0...255).map { (byte: Int) -> String in
            if kept.contains(byte) { return String(UnicodeScalar(UInt8(byte))) }
            defer { next += 1 }
            return UnicodeScalar(next).map { String($0) } ?? ""
        }
        let tokens = alphabet + ["th", "the", "<|im_start|>", "<|im_end|>"]
        add("tokenizer.ggml.model", "gpt2")
        add("tokenizer.ggml.pre", pre)
        add("tokenizer.ggml.tokens", tokens)
        add("tokenizer.ggml.token_type", (0..<260).map { $0 < 258 ? 1 : 3 })
        add("tokenizer.ggml.merges", ["t h", "th e"])
        add("tokenizer.ggml.eos_token_id", UInt32(259))
    }

    /// Metadata of a language model's sizes.
    mutating func addSizes(_ architecture: String, _ text: TextConfiguration) {
        add("general.architecture", architecture)
        add("\(architecture).embedding_length", UInt32(text.hiddenSize))
        add("\(architecture).feed_forward_length", UInt32(text.intermediateSize))
        add("\(architecture).block_count", UInt32(text.layers))
        add("\(architecture).attention.head_count", UInt32(text.attentionHeads))
        add("\(architecture).attention.head_count_kv", UInt32(text.keyValueHeads))
        add("\(architecture).context_length", UInt32(text.maximumPositions))
        add("\(architecture).attention.layer_norm_rms_epsilon", Float(text.normEpsilon))
        add("\(architecture).rope.freq_base", Float(text.ropeTheta))
    }
}
