/// Chat forms of models of text alone.
extension ChatTemplate {
    /// The form that the Jinja template of a text model describes: ChatML, as Qwen2.5's and SmolLM2's are, with
    /// the default system message that the template writes. With a warning where it is of another form.
    package init(textModelJinja source: String) {
        self = .qwen25VL
        let literals = JinjaLiterals.read(source)
        let text = literals.joined()
        guard ["<|im_start|>", "<|im_end|>", "<|im_start|>assistant\n"].allSatisfy(text.contains) else {
            warning = "the model's chat template is not ChatML; ChatML is used instead"
            return
        }
        let open = "<|im_start|>system\n"
        let messages = literals.compactMap { literal -> String? in
            guard literal.hasPrefix(open), let end = literal.firstRange(of: "<|im_end|>") else { return nil }
            return String(literal[..<end.lowerBound].dropFirst(open.count))
        }
        defaultSystemMessage = messages.first { !$0.isEmpty }
    }
}
