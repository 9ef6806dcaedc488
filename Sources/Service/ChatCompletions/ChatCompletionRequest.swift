import Imaging
import JSON
import VLM

/// The body of `POST /v1/chat/completions`: OpenAI's form, as far as the engine can follow it.
///
/// What would change the answer and is not supported is refused; what only describes the caller is let by.
struct ChatCompletionRequest: Sendable {
    /// The model asked for; nil for the active one.
    let modelID: String?
    /// What the engine is asked, the pictures decoded.
    let generation: GenerationRequest
    let isStreamed: Bool
    /// Whether a stream ends with the counts of tokens.
    let includesUsage: Bool
    let includesLogProbabilities: Bool

    private static let followed: Set<String> = [
        "model", "messages", "stream", "stream_options", "seed", "temperature", "top_p", "max_tokens",
        "max_completion_tokens", "stop", "n", "logprobs", "top_logprobs", "response_format",
    ]
    /// Known to do nothing here.
    private static let ignored: Set<String> = [
        "user", "metadata", "store", "service_tier", "parallel_tool_calls", "safety_identifier",
        "prompt_cache_key", "prompt_cache_retention", "verbosity", "reasoning_effort",
    ]
    /// Supported with the values that mean nothing.
    private static let neutral: [String: Set<JSONValue>] = [
        "frequency_penalty": [.integer(0), .number(0)], "presence_penalty": [.integer(0), .number(0)],
        "logit_bias": [[:]], "tools": [[]], "tool_choice": ["none", "auto"], "functions": [[]],
        "function_call": ["none", "auto"], "modalities": [["text"]],
    ]

    /// - Throws: `JSONFieldError`, `ChatImageError`.
    init(json cursor: JSONCursor) throws {
        for key in try cursor.object().keys where !Self.followed.contains(key) && !Self.ignored.contains(key) {
            guard let allowed = Self.neutral[key] else { throw cursor[key].fault("is not a known field") }
            guard let value = cursor[key].ifPresent?.value, !allowed.contains(value) else { continue }
            throw cursor[key].fault("is not supported by this server")
        }
        modelID = try cursor["model"].ifPresent?.string()
        isStreamed = try cursor["stream"].ifPresent?.bool() ?? false
        let options = cursor["stream_options"]
        if options.ifPresent != nil {
            guard isStreamed else { throw options.fault("is only for streams") }
            try options.allowOnly(["include_usage", "include_obfuscation"])
        }
        includesUsage = try options["include_usage"].ifPresent?.bool() ?? false
        includesLogProbabilities = try cursor["logprobs"].ifPresent?.bool() ?? false

        let messages = try cursor["messages"].array(maximumCount: 4096)
        guard !messages.isEmpty else { throw cursor["messages"].fault("must not be empty") }
        var request = GenerationRequest(
            messages: try messages.map(ChatCompletionMessage.read), answer: .free(maximumTokens: .max))
        request.fitsContext = true
        if let grammar = try ResponseFormat.grammar(cursor["response_format"]) { request.answer = .grammar(grammar) }
        request.samples = try cursor["n"].ifPresent?.integer(in: 1...128) ?? 1
        let temperature = try cursor["temperature"].ifPresent?.double(in: 0...2) ?? 1
        let topP = try cursor["top_p"].ifPresent?.double(in: 0...1) ?? 1
        // Below this the softmax is a maximum; the engine wants that said.
        request.sampling = SamplingParameters(temperature: temperature < 1e-6 ? 0 : temperature, topP: max(topP, 1e-9))
        request.seed =
            try cursor["seed"].ifPresent.map { UInt64(bitPattern: Int64(try $0.integer(in: .min ... .max))) }
            ?? UInt64.random(in: 0...UInt64.max)
        let limit = cursor["max_completion_tokens"].ifPresent ?? cursor["max_tokens"].ifPresent
        if let limit {
            request.maximumTokens = try limit.integer(in: 1...Int(Int32.max))
            request.fitsContext = false
        }
        request.stopTexts = try Self.stops(cursor["stop"])
        if let count = cursor["top_logprobs"].ifPresent {
            guard includesLogProbabilities else { throw count.fault("needs logprobs to be true") }
            request.alternatives = try count.integer(in: 0...20)
        }
        request.scoresForcedTokens = includesLogProbabilities
        generation = request
    }

    private static func stops(_ cursor: JSONCursor) throws -> [String] {
        guard let cursor = cursor.ifPresent else { return [] }
        let list = cursor.value?.arrayValue == nil ? [cursor] : try cursor.array(maximumCount: 4)
        return try list.map { item in
            let text = try item.string()
            guard !text.isEmpty, text.utf8.count <= 1024 else { throw item.fault("must have 1 to 1024 bytes") }
            return text
        }
    }
}
