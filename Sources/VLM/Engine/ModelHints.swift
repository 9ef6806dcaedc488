/// What a checkpoint of this program says of itself, beyond what other programs read.
package struct ModelHints: Hashable, Sendable {
    /// Whether the weights are trained; so is every checkpoint that does not say otherwise.
    package var isTrained: Bool
    /// The form of prompt that the model was made for.
    package var promptForm: LanguageModelEngine.PromptForm

    package init(isTrained: Bool?, promptForm: String?) {
        self.isTrained = isTrained ?? true
        self.promptForm = promptForm.flatMap(LanguageModelEngine.PromptForm.init) ?? .metaspatial
    }
}
