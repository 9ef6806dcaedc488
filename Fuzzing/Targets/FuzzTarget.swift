import Embeddings
import Imaging
import JSON
import Tensors
import VLM

/// A reader of untrusted bytes, as libFuzzer calls it (`scripts/fuzz`) and as the tests replay the corpus: whatever
/// the bytes are, it returns, and reads nothing that is not there.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Header, tensors, tokenizer and model of a GGUF file.
    case gguf
    /// Header and tensors of a safetensors file.
    case safetensors
    /// `tokenizer.json`.
    case tokenizer
    /// `config.json`.
    case configuration
    /// PNG and JPEG pictures.
    case image
    /// Zip archives.
    case zip
    /// Furniture libraries: the catalogue alone, and the archive with its models.
    case sh3f
    /// OBJ models and MTL materials.
    case obj
    /// Binary glTF models.
    case glb
    /// NumPy arrays of embeddings.
    case numpy

    /// Reads some bytes.
    public func run(_ bytes: UnsafeRawBufferPointer) {
        switch self {
        case .gguf: GGUFFuzzing.run(storage(bytes))
        case .safetensors: Self.safetensors(storage(bytes))
        case .tokenizer:
            if let tokenizer = try? Tokenizer(tokenizerJSON: Array(bytes)) { Self.exercise(tokenizer) }
        case .configuration: _ = try? ConfigurationReader.read(Array(bytes), file: "config.json")
        case .image: _ = try? PixelImage(decoding: Array(bytes))
        case .zip: AssetFuzzing.zip(Array(bytes))
        case .sh3f: AssetFuzzing.library(Array(bytes))
        case .obj: AssetFuzzing.obj(Array(bytes))
        case .glb: AssetFuzzing.glb(Array(bytes))
        case .numpy: Self.numpy(storage(bytes))
        }
    }

    /// A copy that ends where the bytes end, so that a sanitizer sees what is read beyond.
    private func storage(_ bytes: UnsafeRawBufferPointer) -> ByteStorage {
        ByteStorage(byteCount: bytes.count) { target in
            if !bytes.isEmpty { target.copyMemory(from: bytes) }
        }
    }

    private static func safetensors(_ storage: ByteStorage) {
        guard let file = try? SafetensorsFile(storage: storage, name: "fuzz.safetensors") else { return }
        for name in file.entries.keys { _ = try? file.tensor(name)?.floats() }
    }

    private static func numpy(_ storage: ByteStorage) {
        guard let file = try? NumPyFile(storage: storage, name: "fuzz.npy"), let rows = try? file.tensor() else {
            return
        }
        let ids = (0..<min(rows.shape.first ?? 0, 4096)).map { "\($0)" }
        guard let table = try? EmbeddingTable(name: "fuzz", ids: ids, rows: rows), !ids.isEmpty else { return }
        let found = table.nearest(to: [table.vector(0)], count: 3)
        precondition(found[0].matches.count == min(3, ids.count), "rows are missing")
    }

    /// Encodes and decodes a few texts.
    static func exercise(_ tokenizer: Tokenizer) {
        for text in ["Put the bed at (1.50, 12).", "\u{E9}\u{301} 床\n\n  x", "<|im_start|>user\n"] {
            for policy in [Tokenizer.AddedTokenPolicy.recognized, .spelledOut] {
                guard let tokens = try? tokenizer.encode(text, addedTokens: policy) else { continue }
                _ = tokenizer.decode(tokens, skipsSpecialTokens: true)
            }
        }
        _ = tokenizer.bytes(of: tokenizer.vocabularyCount)
    }
}
