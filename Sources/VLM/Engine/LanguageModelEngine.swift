import Foundation

/// A language model that answers many requests at once on a thread of its own: callers wait without holding a
/// thread of Swift's cooperative pool.
///
/// Requests join and leave the running batch between two tokens, see `EngineBatch`; prompts that begin alike are
/// computed once, see `PrefixCache`. The tokens of an answer depend on the request, its seed and the weights only,
/// never on who else asks at the same time.
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
        /// One line an object, with what each relation leaves of each axis.
        case ranged
    }

    /// Whether the weights are trained: what `metaspatial.trained` in `config.json` or a GGUF file's metadata says,
    /// else true.
    public let isTrained: Bool
    /// What `metaspatial.prompt_form` in the same place says, else `metaspatial`.
    public let promptForm: PromptForm
    /// Whether the model reads pictures.
    public let readsImages: Bool
    /// What the model is: Qwen2.5-VL or one of its sisters.
    public let architecture: String
    /// Where the vision tower was taken from, if that is a file of its own.
    public let visionFile: URL?
    /// What `metaspatial.decoding` and `metaspatial.facts` in the same place say of how the model's answers are meant
    /// to be decoded; for who writes grammars to know.
    public let decoding: String?
    public let facts: String?
    /// Tokens of prompt and answer together.
    public let contextLength: Int
    /// Weights.
    public let parameterCount: Int
    /// Something about the checkpoint that people should know, such as a chat template that is not followed.
    public let warnings: [String]

    private let checkpoint: LoadedCheckpoint
    private let scheduler: EngineScheduler

    /// Loads a Hugging Face directory of a Qwen2.5-VL checkpoint.
    /// - Throws: `CheckpointError`, `TokenizerError`, `ImageProcessorError`, `GenerationError`.
    public convenience init(
        directory: URL, limits: EngineLimits = EngineLimits(), quantization: Quantization? = nil
    ) throws {
        try self.init(
            checkpoint: LoadedCheckpoint(directory: directory, quantization: quantization), limits: limits)
    }

    /// Loads a checkpoint of any form.
    /// - Throws: `CheckpointError`, `TokenizerError`, `ImageProcessorError`, `GenerationError`.
    public convenience init(
        _ files: CheckpointFiles, limits: EngineLimits = EngineLimits(), quantization: Quantization? = nil
    ) throws {
        try self.init(checkpoint: LoadedCheckpoint(files, quantization: quantization), limits: limits)
    }

    /// An engine for a checkpoint that is open, such as one whose weights are being trained.
    /// - Parameter beforeRound: called on the engine's thread before each round of tokens; it may make the engine
    ///   wait for what is more urgent.
    package init(
        checkpoint: LoadedCheckpoint, limits: EngineLimits, beforeRound: @escaping @Sendable () -> Void = {}
    ) {
        self.checkpoint = checkpoint
        let configuration = checkpoint.model.configuration
        isTrained = checkpoint.hints.isTrained
        promptForm = checkpoint.hints.promptForm
        decoding = checkpoint.hints.decoding
        facts = checkpoint.hints.facts
        readsImages = configuration.hasVision
        architecture = configuration.architectureName
        visionFile = checkpoint.visionFile
        contextLength = configuration.text.maximumPositions
        parameterCount = checkpoint.model.parameterCount
        warnings = checkpoint.template.warning.map { [$0] } ?? []
        scheduler = EngineScheduler(
            preparer: RequestPreparer(checkpoint: checkpoint), limits: limits, beforeRound: beforeRound)
    }

    /// Writes answers. Cancelling the task stops the work at the next token and throws `CancellationError`.
    /// - Parameter onText: told of each sample's new text as it is written, on the engine's thread.
    /// - Throws: `QueueFull`, `GenerationError`, `ChatError`, `ImageProcessorError`, `TokenizerError`, `ModelError`,
    ///   `CancellationError`.
    public func generate(
        _ request: GenerationRequest, onText: (@Sendable (_ sample: Int, _ text: String) -> Void)? = nil
    ) async throws -> GenerationResponse {
        guard let onText else { return try await generate(request, onProgress: nil) }
        return try await generate(request) { progress in
            if !progress.text.isEmpty { onText(progress.sample, progress.text) }
        }
    }

    /// Writes answers and tells of each piece with its tokens.
    /// - Parameter onProgress: called on the engine's thread, so it should be quick.
    /// - Throws: as `generate(_:onText:)`.
    public func generate(
        _ request: GenerationRequest, onProgress: (@Sendable (GenerationProgress) -> Void)?
    ) async throws -> GenerationResponse {
        let ticket = EngineTicket(onProgress: onProgress)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                ticket.attach(continuation)
                scheduler.submit(request, ticket)
            }
        } onCancel: {
            ticket.cancel()
            scheduler.wake()
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

    /// The bytes of a token's text; for a control token its name.
    public func bytes(ofToken id: Int) -> [UInt8] { Array(checkpoint.tokenizer.bytes(of: id)) }

    /// Whether a token is a control token, which is no part of an answer's text.
    public func isControl(_ id: Int) -> Bool { checkpoint.tokenizer.isSpecial(id) }
}
