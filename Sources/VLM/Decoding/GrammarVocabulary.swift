/// What a grammar needs of a model's vocabulary.
package struct GrammarVocabulary: Sendable {
    let tokenizer: Tokenizer
    let numbers: NumberVocabulary
    /// A token to close answers with, such as the end of the turn.
    let endToken: Int?
    /// Rows of the model's vocabulary.
    let size: Int
    let freeTexts: FreeTextCache

    /// - Parameters:
    ///   - numbers: of the same tokenizer.
    ///   - size: the model's.
    ///   - freeTexts: keeps what free texts need of the vocabulary, for the next grammar.
    package init(
        tokenizer: Tokenizer, numbers: NumberVocabulary, endToken: Int? = nil, size: Int,
        freeTexts: FreeTextCache = FreeTextCache()
    ) {
        self.tokenizer = tokenizer
        self.numbers = numbers
        self.endToken = endToken
        self.size = size
        self.freeTexts = freeTexts
    }

    /// The program of a grammar, without the token that closes answers.
    /// - Throws: `GenerationError`.
    func compile(_ grammar: TokenConstraint.Grammar) throws -> GrammarProgram {
        var compiler = GrammarCompiler(tokenizer: tokenizer, vocabularySize: size, freeTexts: freeTexts)
        return try compiler.compile(grammar)
    }

    /// The end of every answer.
    var ending: [GrammarProgram.Instruction] { endToken.map { [.tokens([$0])] } ?? [] }
}
