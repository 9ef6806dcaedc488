import Foundation
import JSON
import Tensors

/// Runs one chat request through a checkpoint and tells all that a comparison with transformers needs.
///
/// The request: `{"messages": [{"role", "content": text | [{"type": "text", "text"} | {"type": "image", "image":
/// path or data URL}]}], "completion": text, "max_tokens": n, "ignore_eos": flag}`. Control tokens in texts
/// are control tokens, as in transformers. The answer:
///
/// | member | in transformers |
/// |---|---|
/// | `input_ids`, `image_grid_thw` | `processor(text=[processor.apply_chat_template(messages, add_generation_prompt=True)], images=images)` |
/// | `position_ids` | `get_rope_index`, 3 x length (time, height, width) |
/// | `vision` | the image features after merging: shape, L2 norm, first 16 values; null without images |
/// | `logits` | of the last prompt position, whole vocabulary |
/// | `greedy_ids` | `generate(do_sample=False, max_new_tokens=max_tokens)` without the prompt; an end token is kept; `ignore_eos` goes on after it; a `repetition_penalty` in generation_config.json applies |
/// | `greedy_text` | `tokenizer.decode(greedy_ids)`, control tokens included |
/// | `completion_ids` | `tokenizer(completion)` |
/// | `completion_logprobs` | `log_softmax` of each of them after the prompt and those before it |
/// | `warnings` | present when the checkpoint's chat template was not recognised |
public enum Probe {
    /// Answers a request.
    /// - Parameters:
    ///   - requestBytes: the request's JSON.
    ///   - baseDirectory: where relative image paths start.
    /// - Throws: `ProbeError`, `TokenizerError`, `ImageProcessorError`, `ChatError`, `CheckpointError`,
    ///   `ModelError`, `GenerationError`.
    public static func run(
        model: CheckpointFiles, requestBytes: [UInt8], baseDirectory: URL
    ) throws -> JSONValue {
        let request = try ProbeRequest(bytes: requestBytes, baseDirectory: baseDirectory)
        return try run(request, LoadedCheckpoint(model))
    }

    package static func run(_ request: ProbeRequest, _ checkpoint: LoadedCheckpoint) throws -> JSONValue {
        let model = checkpoint.model
        let prompt = try checkpoint.prompt(request.messages, images: request.images, policy: .recognized)
        let images =
            prompt.grids.isEmpty ? nil : try model.encodeImages(patches: prompt.patches, grids: prompt.grids)
        var cache = model.makeCache()
        let logits = try model.prefill(
            tokens: prompt.tokens, imageEmbeddings: images, positions: prompt.positions, cache: &cache
        ).row(0)
        let greedy = try greedy(request, checkpoint, prompt: prompt.tokens, logits: logits, cache: cache)
        let completion = try checkpoint.tokenizer.encode(request.completion)
        var answer = JSONObject(members: [
            ("input_ids", integers(prompt.tokens)),
            (
                "image_grid_thw",
                .array(prompt.grids.map { integers([$0.temporal, $0.height, $0.width]) })
            ),
            (
                "position_ids",
                .array([
                    integers(prompt.positions.temporal), integers(prompt.positions.height),
                    integers(prompt.positions.width),
                ])
            ),
            ("vision", images.map { vision($0.columns(0..<model.configuration.text.hiddenSize)) } ?? .null),
            ("logits", floats(logits)),
            ("greedy_ids", integers(greedy)),
            ("greedy_text", .string(checkpoint.tokenizer.decode(greedy))),
            ("completion_ids", integers(completion)),
            ("completion_logprobs", floats(try score(completion, model, logits: logits, cache: cache))),
        ])
        if let warning = checkpoint.template.warning { answer["warnings"] = .array([.string(warning)]) }
        return .object(answer)
    }

    private static func greedy(
        _ request: ProbeRequest, _ checkpoint: LoadedCheckpoint, prompt: [Int], logits: [Float],
        cache: KVCache
    ) throws -> [Int] {
        var sampler = Sampler(.greedy, seed: 0)
        var caches = [cache]
        var row = logits
        var tokens: [Int] = []
        while tokens.count < request.maximumTokens {
            checkpoint.defaults.penalize(&row, past: prompt + tokens)
            let token = sampler.draw(row[...]).token
            tokens.append(token)
            if !request.ignoresEndTokens, checkpoint.defaults.endTokens.contains(token) { break }
            guard tokens.count < request.maximumTokens else { break }
            row = try checkpoint.model.decode(tokens: [token], caches: &caches).row(0)
        }
        return tokens
    }

    /// The log-probability of each token after the prompt and the tokens before it.
    private static func score(
        _ completion: [Int], _ model: Qwen25VL, logits: [Float], cache: KVCache
    ) throws -> [Float] {
        guard let first = completion.first else { return [] }
        guard first < logits.count else {
            throw ModelError.tokenOutOfRange(token: first, position: 0, vocabularySize: logits.count)
        }
        var scores = [Sampler.logSoftmax(logits[...], at: first)]
        guard completion.count > 1 else { return scores }
        var caches = [cache]
        let last = completion[completion.count - 1]
        guard last < logits.count else {
            throw ModelError.tokenOutOfRange(
                token: last, position: completion.count - 1, vocabularySize: logits.count)
        }
        let rows = try model.decode(steps: [Array(completion.dropLast())], caches: &caches, logitsAt: .all)
        for (index, token) in completion.dropFirst().enumerated() {
            scores.append(Sampler.logSoftmax(rows.row(index)[...], at: token))
        }
        return scores
    }

    private static func vision(_ images: Tensor) -> JSONValue {
        let square = images.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        return [
            "shape": integers([images.rows, images.columns]),
            "norm": .number(square.squareRoot()),
            "first": floats(Array(images.values.prefix(16))),
        ]
    }

    private static func integers(_ values: [Int]) -> JSONValue { .array(values.map { .integer($0) }) }

    /// Each as the shortest decimal that reads back to the same single-precision number.
    package static func floats(_ values: [Float]) -> JSONValue {
        .array(values.map { .number(Double($0.description) ?? Double($0)) })
    }
}
