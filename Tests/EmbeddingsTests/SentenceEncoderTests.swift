import Embeddings
import Foundation
import JSON
import Testing

@Suite("A sentence encoder in this process")
struct SentenceEncoderTests {
    private func texts() throws -> [String] {
        try (Fixture.json("expected.json")["texts"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    private func expected(_ name: String) throws -> (ids: [[Int]], vectors: [[Float]]) {
        let json = try #require(try Fixture.json("expected.json")[name])
        let ids = (json["ids"]?.arrayValue ?? []).map { ($0.arrayValue ?? []).compactMap(\.integerValue) }
        let vectors = (json["vectors"]?.arrayValue ?? []).map {
            ($0.arrayValue ?? []).compactMap(\.doubleValue).map { Float($0) }
        }
        return (ids, vectors)
    }

    @Test("Tokens and vectors are those of the reference", arguments: ["encoder", "plain"])
    func agrees(_ name: String) async throws {
        let encoder = try SentenceEncoder(directory: Fixture.url(name))
        let texts = try texts()
        let expected = try expected(name)
        #expect(texts.count == 11 && texts.map(encoder.tokens) == expected.ids)
        #expect(distance(try await encoder.encode(texts), expected.vectors) < 1e-5)
    }

    @Test("A CLIP's text half agrees too, in shards and half precision")
    func clipAgrees() async throws {
        let encoder = try ClipTextEncoder(directory: Fixture.url("clip"))
        let texts = try texts()
        let expected = try expected("clip")
        #expect(texts.map { encoder.tokens($0) } == expected.ids)
        #expect(distance(try await encoder.encode(texts), expected.vectors) < 1e-5)
        #expect(try TextEncoders.open(directory: Fixture.url("clip")) is ClipTextEncoder)
        #expect(try TextEncoders.open(directory: Fixture.url("plain")) is SentenceEncoder)
    }

    @Test("The plain forms of all operators give the same, and so does each text alone")
    func reference() async throws {
        let encoder = try SentenceEncoder(directory: Fixture.url("encoder"))
        let texts = try texts()
        let together = try await encoder.encode(texts)
        #expect(distance(try encoder.reference(texts), together) < 1e-5)
        var alone: [[Float]] = []
        for text in texts { alone += try await encoder.encode([text]) }
        #expect(distance(alone, together) < 1e-5)
        #expect(try await encoder.encode([]).isEmpty)
    }

    @Test("Whatever is in a text, it gets a vector")
    func anyText() async throws {
        let encoder = try SentenceEncoder(directory: Fixture.url("encoder"))
        let texts = [
            "\u{0}\u{7}", "👨‍👩‍👧 🪑", String(repeating: "sofa ", count: 100_000), "e\u{301}\u{302}\u{303}", "[SEP] [MASK]",
        ]
        let vectors = try await encoder.encode(texts)
        #expect(vectors.count == 5 && vectors.allSatisfy { $0.count == 24 && $0.allSatisfy(\.isFinite) })
        #expect(encoder.tokens(texts[2]).count == 32)
    }

    /// Copies the encoder and changes one of its files.
    private func withCopy(
        _ file: String, _ content: String?, _ body: (URL) throws -> Void
    ) async throws {
        try await Fixture.withDirectory { directory in
            let copy = directory.appendingPathComponent("copy")
            try FileManager.default.copyItem(at: Fixture.url("encoder"), to: copy)
            let url = copy.appendingPathComponent(file)
            if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
            if let content { try Data(content.utf8).write(to: url) }
            try body(copy)
        }
    }

    @Test(
        "What is no such encoder is refused with the file and the reason",
        arguments: [
            ("config.json", #"{"model_type": "roberta"}"#, "'roberta'"), ("config.json", "{", "no JSON"),
            ("config.json", #"{"model_type": "bert", "vocab_size": 1000000000}"#, "/vocab_size"),
            (
                "config.json",
                #"{"model_type": "bert", "vocab_size": 101, "hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 9, "num_attention_heads": 3, "max_position_embeddings": 48}"#,
                "encoder.layer.2"
            ),
            (
                "config.json",
                #"{"model_type": "bert", "vocab_size": 101, "hidden_size": 25, "intermediate_size": 40, "num_hidden_layers": 2, "num_attention_heads": 3, "max_position_embeddings": 48}"#,
                "num_attention_heads"
            ),
            (
                "config.json",
                #"{"model_type": "bert", "vocab_size": 102, "hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 2, "num_attention_heads": 3, "max_position_embeddings": 48}"#,
                "[102, 24]"
            ),
            ("1_Pooling/config.json", #"{"pooling_mode_max_tokens": true}"#, "max_tokens"),
            ("modules.json", #"[{"type": "sentence_transformers.models.Dense"}]"#, "Dense"),
            ("tokenizer.json", #"{"model": {"type": "BPE"}}"#, "'BPE'"),
            (
                "tokenizer.json",
                #"{"model": {"vocab": {"[UNK]": 101}}, "normalizer": {"type": "BertNormalizer"}, "pre_tokenizer": {"type": "BertPreTokenizer"}}"#,
                "beyond the model's table"
            ),
            (
                "tokenizer.json",
                #"{"model": {"vocab": {"[UNK]": 1}}, "normalizer": {"type": "BertNormalizer"}, "pre_tokenizer": {"type": "BertPreTokenizer"}}"#,
                "[CLS]"
            ),
            ("model.safetensors", "\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}{}      ", "missing"),
            ("model.safetensors", "not a file of weights", "header"),
        ])
    func refuses(_ file: String, _ content: String, _ words: String) async throws {
        try await withCopy(file, content) { directory in
            Fixture.expectRefusal(words) { _ = try SentenceEncoder(directory: directory) }
        }
    }

    @Test("A missing file is named", arguments: ["config.json", "model.safetensors", "tokenizer.json"])
    func missing(_ file: String) async throws {
        // Without a tokenizer.json, a vocab.txt is looked for.
        let name = file == "tokenizer.json" ? "vocab.txt" : file
        try await withCopy(file, nil) { directory in
            Fixture.expectRefusal(name) { _ = try SentenceEncoder(directory: directory) }
        }
    }
}
