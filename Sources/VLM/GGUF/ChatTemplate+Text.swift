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
        defaultSystemMessage = Self.wholeSystemMessage(literals)
    }
}
