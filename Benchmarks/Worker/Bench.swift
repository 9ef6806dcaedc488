import Foundation
import JSON
import SceneGraph
import Tensors
import VLM

/// What can be measured, on one model at a time.
struct Bench {
    private var model: Qwen25VL?
    private var tokenizer: Tokenizer?
    private var numbers: NumberVocabulary?

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Carries out an order: an object with `op` and what that needs.
    mutating func carryOut(_ order: JSONValue) throws -> JSONValue {
        let fields = JSONCursor(order)
        switch try fields["op"].string() {
        case "open": return try open(fields)
        case "prefill": return try prefill(fields)
        case "decode": return try decode(fields)
        case "greedy": return try greedy(fields)
        case "layout": return try layout(fields)
        case "memory": return Meter.memory()
        case let other: throw Fault(description: "no operation \(other)")
        }
    }

    /// Loads `path`, a GGUF file or a directory, the latter rounded by `quantize` when given.
    private mutating func open(_ fields: JSONCursor) throws -> JSONValue {
        let path = try fields["path"].string()
        let quantization = try fields["quantize"].ifPresent?.string()
        var times = JSONObject()
        if path.hasSuffix(".gguf") {
            let url = URL(fileURLWithPath: path)
            times = try Meter.measure {
                // Files without a tokenizer hold random weights, for which token ids do.
                if let whole = try? GGUFModel(url) {
                    (model, tokenizer) = (whole.model, whole.tokenizer)
                    numbers = try NumberVocabulary(
                        tokenizer: whole.tokenizer, vocabularySize: whole.model.configuration.text.vocabularySize)
                } else {
                    model = try Qwen25VL(gguf: url)
                }
            }
        } else {
            let url = URL(fileURLWithPath: path, isDirectory: true)
            times = try Meter.measure {
                model = try Qwen25VL(directory: url, quantization: quantization.flatMap(Quantization.init))
            }
        }
        return .object(times)
    }

    private func opened() throws -> Qwen25VL {
        guard let model else { throw Fault(description: "nothing is open") }
        return model
    }

    /// The token ids of all measurements, the same for every engine.
    static func tokens(_ count: Int, of model: Qwen25VL, from start: Int = 0) -> [Int] {
        (start..<start + count).map { ($0 * 7919 + 13) % model.configuration.text.vocabularySize }
    }

    /// A prompt of `count` tokens, to the logits of its last.
    private func prefill(_ fields: JSONCursor) throws -> JSONValue {
        let model = try opened()
        let tokens = Self.tokens(try fields["count"].integer(in: 1...1 << 20), of: model)
        var cache = model.makeCache()
        var sum: Float = 0
        var times = try Meter.measure { sum = try model.prefill(tokens: tokens, cache: &cache).values[0] }
        times["first_logit"] = .number(Double(sum))
        return .object(times)
    }

    /// `count` steps of `batch` sequences after a common prompt of `context` tokens; only the steps are timed.
    private func decode(_ fields: JSONCursor) throws -> JSONValue {
        let model = try opened()
        let count = try fields["count"].integer(in: 1...1 << 20)
        let batch = try fields["batch"].ifPresent?.integer(in: 1...1024) ?? 1
        let context = try fields["context"].integer(in: 1...1 << 20)
        var prompt = model.makeCache()
        _ = try model.prefill(tokens: Self.tokens(context, of: model), cache: &prompt)
        var caches = Array(repeating: prompt, count: batch)
        prompt = model.makeCache()
        let steps = (0..<count).map { Self.tokens(batch, of: model, from: context + $0 * batch) }
        return .object(
            try Meter.measure {
                for step in steps { _ = try model.decode(tokens: step, caches: &caches) }
            })
    }

    /// Greedy text after each of `prompts`: the ids, and how far the greatest two logits of each step lie apart.
    private func greedy(_ fields: JSONCursor) throws -> JSONValue {
        let model = try opened()
        guard let tokenizer else { throw Fault(description: "the model has no tokenizer") }
        let count = try fields["count"].integer(in: 1...1 << 20)
        var answers: [JSONValue] = []
        for prompt in try fields["prompts"].array() {
            let ids = try tokenizer.encode(try prompt.string(), addedTokens: .recognized)
            var cache = model.makeCache()
            var logits = try model.prefill(tokens: ids, cache: &cache).values
            var tokens: [JSONValue] = []
            var gaps: [JSONValue] = []
            var seconds: [JSONValue] = []
            for _ in 0..<count {
                let best = Sampler.alternatives(logits[...], count: 2).map(\.id)
                tokens.append(.integer(best[0]))
                seconds.append(.integer(best[1]))
                gaps.append(.number(Double(logits[best[0]] - logits[best[1]])))
                var caches = [cache]
                cache = model.makeCache()
                logits = try model.decode(tokens: [best[0]], caches: &caches).values
                cache = caches[0]
            }
            answers.append([
                "prompt": .array(ids.map { .integer($0) }), "tokens": .array(tokens),
                "runners_up": .array(seconds), "gaps": .array(gaps),
            ])
        }
        return ["answers": .array(answers)]
    }

    /// One constrained answer that places `objects` in a room, from the prompt (`wall`, `cpu`) and its part after
    /// the prompt (`decode`).
    private func layout(_ fields: JSONCursor) throws -> JSONValue {
        let model = try opened()
        guard let tokenizer, let numbers else { throw Fault(description: "the model has no tokenizer") }
        let ids = try fields["objects"].array().map { try $0.string() }
        let room = try fields["room"].array().map { try $0.finiteDouble() }
        guard room.count == 3 else { throw Fault(description: "a room has three sides") }
        let prompt = try tokenizer.encode(try fields["prompt"].string(), addedTokens: .recognized)
        var tokens: [GeneratedSequence.Token] = []
        var decoding = JSONObject()
        var times = try Meter.measure {
            let skeleton = AnswerSkeleton(ids: ids, room: Vector3(x: room[0], y: room[1], z: room[2]))
            let size = model.configuration.text.vocabularySize
            let constraint = try TokenConstraint(
                skeleton.parts.map { part in
                    switch part {
                    case .text(let text): .forced(text)
                    case .number(let range, let digits):
                        .number(
                            try NumberSlot(
                                minimum: range.lowerBound, maximum: range.upperBound, maximumFractionDigits: digits))
                    case .free(let end, let limit): .free(until: end, maximumTokens: limit)
                    }
                }, tokenizer: tokenizer, numbers: numbers, vocabularySize: size)
            var cache = model.makeCache()
            let logits = try model.prefill(tokens: prompt, cache: &cache).values
            let generator = SequenceGenerator(ending: .constraint(constraint), sampling: .greedy, seed: 0)
            decoding = try Meter.measure {
                tokens = try generator.generate(model, cache: cache, logits: logits, count: 1)[0].tokens
            }
        }
        times["decode"] = .object(decoding)
        times["prompt_tokens"] = .integer(prompt.count)
        times["tokens"] = .integer(tokens.count)
        times["drawn"] = .integer(tokens.count { !$0.isForced })
        times["text"] = .string(tokenizer.decode(tokens.map(\.id), skipsSpecialTokens: true))
        return .object(times)
    }
}
