import Foundation
import JSON
import VLM

/// The answers to a chat request in OpenAI's form, whole or in pieces.
struct ChatCompletionDocument: Sendable {
    let id = "chatcmpl-" + ULID.make()
    let created = Int(Date().timeIntervalSince1970)
    let model: ModelRegistry.Loaded
    let request: ChatCompletionRequest

    // MARK: Whole

    func whole(_ response: GenerationResponse) -> JSONValue {
        let choices = response.samples.enumerated().map { index, sample -> JSONValue in
            [
                "index": .integer(index),
                "message": ["role": "assistant", "content": .string(sample.text), "refusal": .null],
                "logprobs": logProbabilities(sample.tokens),
                "finish_reason": .string(sample.finishReason.rawValue),
            ]
        }
        return document("chat.completion", choices: choices, [("usage", usage(response.usage))])
    }

    // MARK: Pieces

    /// The first piece of every choice.
    func opening(_ index: Int) -> JSONValue {
        chunk([choice(index, delta: ["role": "assistant", "content": "", "refusal": .null])])
    }

    func piece(_ progress: GenerationProgress) -> JSONValue? {
        guard !progress.text.isEmpty || request.includesLogProbabilities && !progress.tokens.isEmpty else {
            return nil
        }
        return chunk([
            choice(
                progress.sample, delta: ["content": .string(progress.text)],
                logProbabilities: logProbabilities(progress.tokens))
        ])
    }

    func ending(_ index: Int, _ reason: GeneratedSequence.FinishReason) -> JSONValue {
        chunk([choice(index, delta: [:], finishReason: .string(reason.rawValue))])
    }

    /// The last piece, when the counts are asked for.
    func usagePiece(_ usage: GenerationResponse.Usage) -> JSONValue {
        document("chat.completion.chunk", choices: [], [("usage", self.usage(usage))])
    }

    private func choice(
        _ index: Int, delta: JSONValue, logProbabilities: JSONValue = .null, finishReason: JSONValue = .null
    ) -> JSONValue {
        [
            "index": .integer(index), "delta": delta, "logprobs": logProbabilities,
            "finish_reason": finishReason,
        ]
    }

    private func chunk(_ choices: [JSONValue]) -> JSONValue {
        document("chat.completion.chunk", choices: choices, request.includesUsage ? [("usage", .null)] : [])
    }

    // MARK: Parts

    private func document(_ object: String, choices: [JSONValue], _ more: [(String, JSONValue)]) -> JSONValue {
        .object(
            JSONObject(
                members: [
                    ("id", .string(id)), ("object", .string(object)), ("created", .integer(created)),
                    ("model", .string(model.description.id)), ("choices", .array(choices)),
                ] + more + [("system_fingerprint", .string("fp_\(model.description.sha256.prefix(12))"))]))
    }

    private func usage(_ usage: GenerationResponse.Usage) -> JSONValue {
        [
            "prompt_tokens": .integer(usage.promptTokens), "completion_tokens": .integer(usage.completionTokens),
            "total_tokens": .integer(usage.promptTokens + usage.completionTokens),
        ]
    }

    /// Log-probabilities under the plain softmax of the model; control tokens are left out.
    private func logProbabilities(_ tokens: [GeneratedSequence.Token]) -> JSONValue {
        guard request.includesLogProbabilities else { return .null }
        let content = tokens.filter { !model.engine.isControl($0.id) }.map { token -> JSONValue in
            var entry = entry(token.id, token.modelLogProbability ?? token.logProbability)
            entry.append(
                (
                    "top_logprobs",
                    .array(
                        token.alternatives.map {
                            .object(JSONObject(members: self.entry($0.id, $0.modelLogProbability)))
                        })
                ))
            return .object(JSONObject(members: entry))
        }
        return ["content": .array(content), "refusal": .null]
    }

    private func entry(_ token: Int, _ logProbability: Float) -> [(String, JSONValue)] {
        let bytes = model.engine.bytes(ofToken: token)
        return [
            ("token", .string(String(decoding: bytes, as: UTF8.self))),
            // JSON knows no infinity; OpenAI writes this for what cannot come.
            ("logprob", .number(max(-9999, Double(logProbability)))),
            ("bytes", .array(bytes.map { .integer(Int($0)) })),
        ]
    }
}
