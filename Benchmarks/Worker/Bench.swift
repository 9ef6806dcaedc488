import BenchmarkSupport
import Foundation
import JSON
import SceneGraph
import Tensors
import VLM

/// What can be measured, on one model at a time.
struct Bench {
    private var model: Qwen25VL?
    private var tokenizer: Tokenizer?
    private var url: URL?
    private var engine: LanguageModelEngine?

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Carries out an order: an object with `op` and what that needs.
    mutating func carryOut(_ order: JSONValue) async throws -> JSONValue {
        let fields = JSONCursor(order)
        switch try fields["op"].string() {
        case "open": return try open(fields)
        case "prefill": return try prefill(fields)
        case "decode": return try decode(fields)
        case "greedy": return try greedy(fields)
        case "layout": return try await layout(fields)
        case "memory": return Meter.memory()
        case let other: throw Fault(description: "no operation \(other)")
        }
    }

    /// Loads `path`, a GGUF file or a directory, the latter rounded by `quantize` when given.
    private mutating func open(_ fields: JSONCursor) throws -> JSONValue {
        let path = try fields["path"].string()
        let quantization = try fields["quantize"].ifPresent?.string()
        let url = URL(fileURLWithPath: path, isDirectory: !path.hasSuffix(".gguf"))
        self.url = url
        engine = nil
        var times = JSONObject()
        if path.hasSuffix(".gguf") {
            times = try Meter.measure {
                // Files without a tokenizer hold random weights, for which token ids do.
                if let whole = try? GGUFModel(url) {
                    (model, tokenizer) = (whole.model, whole.tokenizer)
                } else {
                    model = try Qwen25VL(gguf: url)
                }
            }
        } else {
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

    /// One constrained answer that places `objects` in a room, by the whole engine: from the request (`wall`, `cpu`),
    /// and its part after the prompt (`decode`).
    private mutating func layout(_ fields: JSONCursor) async throws -> JSONValue {
        let ids = try fields["objects"].array().map { try $0.string() }
        let room = try fields["room"].array().map { try $0.finiteDouble() }
        guard room.count == 3 else { throw Fault(description: "a room has three sides") }
        let skeleton = AnswerSkeleton(ids: ids, room: Vector3(x: room[0], y: room[1], z: room[2]))
        var request = GenerationRequest(
            messages: [
                .init(role: "system", text: try fields["system"].string()),
                .init(role: "user", text: try fields["user"].string()),
            ],
            answer: .constrained(
                try skeleton.parts.map { part in
                    switch part {
                    case .text(let text): .forced(text)
                    case .number(let range, let digits):
                        .number(
                            try NumberSlot(
                                minimum: range.lowerBound, maximum: range.upperBound, maximumFractionDigits: digits))
                    case .free(let end, let limit): .free(until: end, maximumTokens: limit)
                    }
                }))
        request.sampling = .greedy
        let engine = try openEngine()
        let (start, processor) = (ContinuousClock.now, Meter.processorSeconds())
        let response = try await engine.generate(request)
        let wall = (ContinuousClock.now - start) / .seconds(1)
        let cpu = Meter.processorSeconds() - processor
        guard let sample = response.samples.first else { throw Fault(description: "no answer") }
        // Processor time is known of the whole only; the answer's share is taken to be that of the time.
        let decoding = response.timings.decoding / .seconds(1)
        return [
            "wall": .number(wall), "cpu": .number(cpu),
            "decode": ["wall": .number(decoding), "cpu": .number(cpu * decoding / wall)],
            "prompt_tokens": .integer(response.usage.promptTokens), "tokens": .integer(sample.tokens.count),
            "drawn": .integer(sample.tokens.count { !$0.isForced }), "text": .string(sample.text),
        ]
    }

    /// The engine of the open file, which keeps nothing of earlier prompts.
    private mutating func openEngine() throws -> LanguageModelEngine {
        if let engine { return engine }
        guard let url else { throw Fault(description: "nothing is open") }
        var limits = EngineLimits()
        limits.prefixCacheBytes = 0
        let made = try LanguageModelEngine(CheckpointFiles(at: url), limits: limits)
        engine = made
        return made
    }
}
