import Foundation
import JSON

/// The chat form of a checkpoint: Qwen2.5-VL's, with or without a default system message.
///
/// ```
/// <|im_start|>system
/// You are a helpful assistant.<|im_end|>
/// <|im_start|>user
/// <|vision_start|><|image_pad|><|vision_end|>Furnish this room.<|im_end|>
/// <|im_start|>assistant
/// ```
///
/// Checkpoints write their form as a Jinja program. This type does not run programs: it recognises that a
/// template is of Qwen's form by the literal texts in it, and takes the default system message from there.
public struct ChatTemplate: Hashable, Sendable {
    /// The system message of a conversation that does not start with one; nil for none.
    public var defaultSystemMessage: String?
    /// Why the checkpoint's own template is not followed, when it has one that is not recognised.
    public var warning: String?

    /// The form of Qwen2.5-VL.
    public static let qwen25VL = ChatTemplate(
        defaultSystemMessage: "You are a helpful assistant.", warning: nil)

    /// Reads a checkpoint's template from `chat_template.jinja`, `chat_template.json` or
    /// `tokenizer_config.json`, in this order, as transformers' processors do; Qwen2.5-VL's form when there is
    /// none, and with a warning when it is of another form.
    /// - Parameter readsImages: whether the template is to have a place for pictures.
    /// - Throws: `TokenizerError` for a file that cannot be read.
    public init(directory: URL, readsImages: Bool = true) throws {
        self = .qwen25VL
        let files = TokenizerDirectory(url: directory)
        let source: String?
        if let bytes = try files.read("chat_template.jinja") {
            source = String(decoding: bytes, as: UTF8.self)
        } else if let template = try files.readJSON("chat_template.json")?["chat_template"].value?.stringValue {
            source = template
        } else {
            source = try files.readJSON("tokenizer_config.json")?["chat_template"].value?.stringValue
        }
        if let source { self = readsImages ? ChatTemplate(jinja: source) : ChatTemplate(textModelJinja: source) }
    }

    /// The form that a Jinja template describes.
    public init(jinja source: String) {
        self = .qwen25VL
        guard let message = Self.recognize(source) else {
            warning =
                "the checkpoint's chat template is not of Qwen2.5-VL's form; Qwen2.5-VL's form is used instead"
            return
        }
        defaultSystemMessage = message.isEmpty ? nil : message
    }

    private init(defaultSystemMessage: String?, warning: String?) {
        self.defaultSystemMessage = defaultSystemMessage
        self.warning = warning
    }

    // MARK: Recognition

    /// The first system message that a template writes in one piece.
    static func wholeSystemMessage(_ literals: [String]) -> String? {
        let open = "<|im_start|>system\n"
        return literals.lazy.compactMap { literal -> String? in
            guard literal.hasPrefix(open), let end = literal.firstRange(of: "<|im_end|>") else { return nil }
            return String(literal[..<end.lowerBound].dropFirst(open.count))
        }.first { !$0.isEmpty }
    }

    /// The default system message ("" for none) if the template's literal texts are those of Qwen's form.
    private static func recognize(_ source: String) -> String? {
        let literals = JinjaLiterals.read(source)
        let text = literals.joined()
        for required in [
            "<|im_start|>", "<|im_end|>\n", "<|vision_start|><|image_pad|><|vision_end|>",
            "<|im_start|>assistant\n",
        ] where !text.contains(required) { return nil }
        // Templates that know tools write several system messages; the default is the one that stands whole.
        if source.contains("tools") { return wholeSystemMessage(literals) ?? "" }
        let open = "<|im_start|>system\n"
        guard let start = text.range(of: open) else { return "" }
        guard let end = text.range(of: "<|im_end|>", range: start.upperBound..<text.endIndex) else {
            return nil
        }
        return String(text[start.upperBound..<end.lowerBound])
    }
}
