/// What a checkpoint of this program says of itself, beyond what other programs read.
package struct ModelHints: Hashable, Sendable {
    /// Whether the weights are trained; so is every checkpoint that does not say otherwise.
    package var isTrained: Bool
    /// The form of prompt that the model was made for.
    package var promptForm: LanguageModelEngine.PromptForm
    /// How its answers are meant to be decoded, and what is told with that; for who writes grammars to know.
    package var decoding: String?
    package var facts: String?

    package init(isTrained: Bool?, promptForm: String?, decoding: String? = nil, facts: String? = nil) {
        self.decoding = decoding
        self.facts = facts
        self.isTrained = isTrained ?? true
        self.promptForm = promptForm.flatMap(LanguageModelEngine.PromptForm.init) ?? .metaspatial
    }
}
