import Foundation
import Tensors
import Testing
import VLM

/// The same weights from a GGUF file and from a directory give the same logits.
@Suite struct GGUFModelTests {
    /// A random text model, and the GGUF file that holds it as llama.cpp's converter would write it.
    private func model(_ architecture: String) throws -> (model: Qwen25VL, file: GGUFBuilder) {
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = false
        configuration.tiesEmbeddings = architecture == "llama"
        configuration.text.vocabularySize = 260
        configuration.text.hiddenSize = 64
        configuration.text.intermediateSize = 96
        configuration.text.layers = 2
        configuration.text.attentionHeads = 4
        configuration.text.keyValueHeads = 2
        configuration.text.maximumPositions = 512
        configuration.text.mropeSections = [8]
        configuration.text.hasAttentionBias = architecture != "llama"
        configuration.text.initializerRange = 0.2
        let model = try Qwen25VL.random(configuration: configuration, seed: 5)
        var builder = GGUFBuilder()
        builder.addSizes(architecture, configuration.text)
        builder.addTokenizer(pre: "smollm")
        for (name, tensor) in model.weights.sorted(by: { $0.key < $1.key }) {
            var tensor = tensor
            if architecture == "llama", name.contains("q_proj.weight") || name.contains("k_proj.weight") {
                // Rows of a head alternate between its halves.
                let order = (0..<tensor.shape[0]).map { row in row / 16 * 16 + row % 16 / 2 + row % 2 * 8 }
                tensor = tensor.gatheringRows(order)
            }
            builder.add(Self.storedName(name), tensor)
        }
        return (model, builder)
    }

    private static func storedName(_ name: String) -> String {
        let replacements = [
            "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output",
            "model.layers": "blk", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
            "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
            "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
            "mlp.down_proj": "ffn_down",
        ]
        return replacements.sorted { $0.key < $1.key }.reduce(name) {
            $0.replacingOccurrences(of: $1.key, with: $1.value)
        }
    }

    private func logits(_ model: Qwen25VL) throws -> Tensor {
        var cache = model.makeCache()
        return try model.prefill(tokens: [3, 200, 7, 7, 91, 12], cache: &cache, logitsAt: .all)
    }

    @Test(arguments: ["llama", "qwen2"])
    func logitsAreTheSame(architecture: String) throws {
        let (model, builder) = try model(architecture)
        let read = try Qwen25VL(
            configuration: GGUFCheckpoint(builder.open()).configuration,
            weights: GGUFCheckpoint(builder.open()))
        #expect(try logits(read) == logits(model))
        // And through a directory, as transformers writes text models.
        let directory = try TemporaryDirectory()
        try model.save(to: directory.url)
        #expect(try logits(Qwen25VL(directory: directory.url)) == logits(model))
    }

    @Test func imagesAreRefused() throws {
        let (model, _) = try model("qwen2")
        let grid = ImageGrid(height: 4, width: 4)
        #expect(throws: ModelError.imagesUnsupported) { try model.encodeImages(patches: [], grids: [grid]) }
        #expect(throws: ModelError.imagesUnsupported) { try model.positionIDs(tokens: [1], grids: [grid]) }
        #expect(try model.positionIDs(tokens: [1, 2], grids: []) == PositionIDs(text: 2))
    }

    @Test func aFileHoldsATokenizerAndAChatForm() throws {
        var (_, builder) = try model("llama")
        builder.add(
            "tokenizer.chat_template",
            "{% if x %}{{ '<|im_start|>system\\nBe brief.<|im_end|>\\n' }}{% endif %}"
                + "{{ '<|im_start|>' + role + '\\n' + text + '<|im_end|>' + '\\n' }}{{ '<|im_start|>assistant\\n' }}")
        let directory = try TemporaryDirectory()
        try directory.write(builder.build(), as: "tiny.gguf")
        let read = try GGUFModel(directory.url.appendingPathComponent("tiny.gguf"))
        #expect(try read.tokenizer.encode("the<|im_end|>") == [257, 259])
        #expect(try read.tokenizer.encode("t11", addedTokens: .spelledOut) == [0x74, 0x31, 0x31])
        #expect(read.template.defaultSystemMessage == "Be brief." && read.template.warning == nil)
        #expect(read.endTokens == [259])
    }

    @Test(arguments: [
        ("general.architecture", "gpt2"), ("tokenizer.ggml.model", "llama"), ("tokenizer.ggml.pre", "falcon"),
    ])
    func whatIsNotSupportedIsNamed(key: String, value: String) throws {
        var (_, builder) = try model("llama")
        for index in builder.metadata.indices where builder.metadata[index].key == key {
            builder.metadata[index].bytes = GGUFBuilder.string(value)
        }
        let directory = try TemporaryDirectory()
        try directory.write(builder.build(), as: "tiny.gguf")
        do {
            _ = try GGUFModel(directory.url.appendingPathComponent("tiny.gguf"))
            Issue.record("no error for \(value)")
        } catch {
            #expect("\(error)".contains(value))
        }
    }

    @Test func sizesThatNoModelHasAreRefused() throws {
        for key in ["llama.block_count", "llama.attention.head_count", "llama.embedding_length"] {
            for value in [UInt32(0), 7, .max] {
                var (_, builder) = try model("llama")
                for index in builder.metadata.indices where builder.metadata[index].key == key {
                    builder.metadata[index].bytes = GGUFBuilder.bytes(value)
                }
                #expect(throws: CheckpointError.self) {
                    let checkpoint = try GGUFCheckpoint(builder.open())
                    _ = try Qwen25VL(configuration: checkpoint.configuration, weights: checkpoint)
                }
            }
        }
    }
}
