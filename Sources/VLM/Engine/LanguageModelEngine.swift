import Dispatch
import Foundation
import Imaging
import JSON

/// A language model that answers requests, one after another in the order in which they came, on a thread of
/// its own: callers wait without holding a thread of Swift's cooperative pool.
///
/// ```swift
/// let engine = try LanguageModelEngine(directory: url)
/// var request = GenerationRequest(messages: [.init(role: "user", text: "Hello")], answer: .free(maximumTokens: 64))
/// request.samples = 4
/// let response = try await engine.generate(request)
/// ```
public final class LanguageModelEngine: Sendable {
    /// The form of prompt that the model was made for.
    public enum PromptForm: String, Sendable {
        /// The original's sections with the scene graph as JSON.
        case metaspatial
        /// One line an object.
        case compact
    }

    /// Whether the weights are trained: what `metaspatial.trained` in `config.json` says, else true.
    public let isTrained: Bool
    /// What `metaspatial.prompt_form` in `config.json` says, else `metaspatial`.
    public let promptForm: PromptForm
    /// Tokens of prompt and answer together.
    public let contextLength: Int
    /// Weights.
    public let parameterCount: Int
    /// Something about the checkpoint that people should know, such as a chat template that is not followed.
    public let warnings: [String]

    private let checkpoint: LoadedCheckpoint
    private let numbers: NumberVocabulary?
    private let endTokens: Set<Int>
    private let queue = DispatchQueue(label: "metaspatial.language-model", qos: .userInitiated)

    /// Loads a Hugging Face directory of a Qwen2.5-VL checkpoint.
    /// - Throws: `CheckpointError`, `TokenizerError`, `ImageProcessorError`, `GenerationError`.
    public init(directory: URL) throws {
        checkpoint = try LoadedCheckpoint(directory: directory)
        let configuration = try Data(contentsOf: directory.appendingPathComponent("config.json"))
        let hints = try JSONParser.parse([UInt8](configuration))["metaspatial"]
        isTrained = hints?["trained"]?.boolValue ?? true
        promptForm = hints?["prompt_form"]?.stringValue.flatMap(PromptForm.init) ?? .metaspatial
        contextLength = checkpoint.model.configuration.text.maximumPositions
        parameterCount = checkpoint.model.parameterCount
        warnings = checkpoint.template.warning.map { [$0] } ?? []
        numbers = try? NumberVocabulary(
            tokenizer: checkpoint.tokenizer,
            vocabularySize: checkpoint.model.configuration.text.vocabularySize)
        let endOfTurn = try? checkpoint.tokenizer.id(of: ChatPrompt.ControlToken.end)
        endTokens = checkpoint.defaults.endTokens.union(endOfTurn.map { [$0] } ?? [])
    }

    /// Writes answers. Cancelling the task stops the work at the next token and throws `CancellationError`.
    /// - Parameter onText: told of each sample's new text as it is written, on the engine's thread.
    /// - Throws: `GenerationError`, `ChatError`, `ImageProcessorError`, `TokenizerError`, `ModelError`,
    ///   `CancellationError`.
    public func generate(
        _ request: GenerationRequest, onText: (@Sendable (_ sample: Int, _ text: String) -> Void)? = nil
    ) async throws -> GenerationResponse {
        let flag = CancellationFlag()
        let start = ContinuousClock.now
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    continuation.resume(
                        with: Result { try self.run(request, queuedSince: start, flag: flag, onText: onText) }
                    )
                }
            }
        } onCancel: {
            flag.set()
        }
    }

    /// A piece of an answer as it is written, or the whole response at the end.
    public enum Event: Sendable {
        case text(sample: Int, String)
        case response(GenerationResponse)
    }

    /// Writes answers piece by piece. Dropping the stream stops the work.
    public func stream(_ request: GenerationRequest) -> AsyncThrowingStream<Event, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    let response = try await generate(request) { continuation.yield(.text(sample: $0, $1)) }
                    continuation.yield(.response(response))
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// How many tokens a text takes.
    /// - Throws: `TokenizerError`.
    public func tokenCount(of text: String) throws -> Int {
        try checkpoint.tokenizer.encode(text, addedTokens: .spelledOut).count
    }

    // MARK: On the engine's thread

    private func run(
        _ request: GenerationRequest, queuedSince: ContinuousClock.Instant, flag: CancellationFlag,
        onText: ((Int, String) -> Void)?
    ) throws -> GenerationResponse {
        let clock = ContinuousClock()
        let start = clock.now
        guard !flag.isSet else { throw CancellationError() }
        try request.sampling.validate()
        guard (1...1024).contains(request.samples) else {
            throw GenerationError.invalidParameter(
                name: "samples", detail: "must lie between 1 and 1024, not \(request.samples)")
        }
        let (ending, answerTokens) = try ending(of: request.answer)
        let prompt = try prompt(of: request)
        let (total, overflow) = prompt.tokens.count.addingReportingOverflow(answerTokens)
        guard !overflow, total <= contextLength else {
            throw GenerationError.contextTooLong(
                promptTokens: prompt.tokens.count, answerTokens: answerTokens, limit: contextLength)
        }
        let model = checkpoint.model
        let images =
            prompt.grids.isEmpty ? nil : try model.encodeImages(patches: prompt.patches, grids: prompt.grids)
        let encoded = clock.now
        guard !flag.isSet else { throw CancellationError() }
        var cache = model.makeCache()
        let logits = try model.prefill(
            tokens: prompt.tokens, imageEmbeddings: images, positions: prompt.positions, cache: &cache)
        let prefilled = clock.now

        let tokenizer = checkpoint.tokenizer
        var decoders = [StreamingDecoder](repeating: StreamingDecoder(), count: request.samples)
        let generator = SequenceGenerator(
            ending: ending, sampling: request.sampling, seed: request.seed,
            scoresForcedTokens: request.scoresForcedTokens)
        let sequences = try generator.generate(
            model, cache: cache, logits: logits.row(0), count: request.samples,
            onTokens: { sample, tokens in
                guard let onText else { return }
                let bytes = tokens.lazy.filter { !tokenizer.isSpecial($0) }.flatMap {
                    tokenizer.bytes(of: $0)
                }
                let text = decoders[sample].append(bytes)
                if !text.isEmpty { onText(sample, text) }
            }, isCancelled: { flag.isSet })
        if let onText {
            for sample in decoders.indices {
                let rest = decoders[sample].finish()
                if !rest.isEmpty { onText(sample, rest) }
            }
        }
        let placeholder = model.configuration.imageToken
        return GenerationResponse(
            samples: sequences.map {
                .init(
                    text: tokenizer.decode($0.tokens.map(\.id), skipsSpecialTokens: true), tokens: $0.tokens,
                    finishReason: $0.finishReason)
            },
            usage: .init(
                promptTokens: prompt.tokens.count, imageTokens: prompt.tokens.count { $0 == placeholder },
                completionTokens: sequences.reduce(0) { $0 + $1.tokens.count },
                forcedTokens: sequences.reduce(0) { $0 + $1.tokens.count(where: \.isForced) }),
            timings: .init(
                queued: start - queuedSince, encoding: encoded - start, prefill: prefilled - encoded,
                decoding: clock.now - prefilled))
    }

    private func ending(
        of answer: GenerationRequest.Answer
    ) throws -> (ending: SequenceGenerator.Ending, maximumTokens: Int) {
        switch answer {
        case .free(let limit):
            guard limit >= 0 else {
                throw GenerationError.invalidParameter(name: "max_tokens", detail: "must not be negative")
            }
            return (.tokens(endTokens, maximumTokens: limit), limit)
        case .constrained(let segments):
            guard let numbers else { throw GenerationError.cannotSpell("0123456789.-") }
            let constraint = try TokenConstraint(
                segments, tokenizer: checkpoint.tokenizer, numbers: numbers,
                endToken: try? checkpoint.tokenizer.id(of: ChatPrompt.ControlToken.end),
                vocabularySize: checkpoint.model.configuration.text.vocabularySize)
            return (.constraint(constraint), constraint.maximumTokens)
        }
    }

    private func prompt(of request: GenerationRequest) throws -> LoadedCheckpoint.Prompt {
        var images: [PixelImage] = []
        let messages = request.messages.map { message in
            ChatMessage(
                role: message.role,
                parts: message.parts.map { part in
                    switch part {
                    case .text(let text): return .text(text)
                    case .image(let image):
                        images.append(image)
                        return .image
                    }
                })
        }
        return try checkpoint.prompt(
            messages, images: images, policy: request.allowsSpecialTokens ? .recognized : .spelledOut)
    }
}
