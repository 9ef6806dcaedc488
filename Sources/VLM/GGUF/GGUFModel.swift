import Foundation

/// Everything that a GGUF file of a language model holds: weights, tokenizer, chat form.
public struct GGUFModel: Sendable {
    /// The model, without a vision tower.
    public let model: Qwen25VL
    /// Its tokenizer.
    public let tokenizer: Tokenizer
    /// Its chat form.
    public let template: ChatTemplate
    /// Tokens after which generation ends.
    public let endTokens: Set<Int>

    /// Loads a file.
    /// - Throws: `CheckpointError`, `TokenizerError`.
    public init(_ url: URL) throws {
        let file = try GGUFFile(url)
        let checkpoint = try GGUFCheckpoint(file)
        tokenizer = try Tokenizer(gguf: file)
        model = try Qwen25VL(configuration: checkpoint.configuration, weights: checkpoint)
        guard tokenizer.vocabularyCount <= model.configuration.text.vocabularySize else {
            throw CheckpointError(
                file: file.name, tensor: "token_embd.weight",
                .invalidEntry(
                    "\(model.configuration.text.vocabularySize) rows for \(tokenizer.vocabularyCount) tokens"))
        }
        template =
            file.metadata["tokenizer.chat_template"]?.stringValue.map(ChatTemplate.init(textModelJinja:))
            ?? .qwen25VL
        let endOfTurn = try? tokenizer.id(of: ChatPrompt.ControlToken.end)
        endTokens = Set(checkpoint.configuration.endTokens).union(endOfTurn.map { [$0] } ?? [])
    }
}
