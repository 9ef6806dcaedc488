/// Turns segments into tokens of one vocabulary.
struct GrammarCompiler: Sendable {
    /// Some segments in a row.
    struct Stretch {
        var segments: [TokenConstraint.Compiled]
        /// An upper bound of their tokens.
        var maximumTokens: Int
    }

    let tokenizer: Tokenizer
    let numbers: NumberVocabulary
    let endToken: Int?
    let vocabularySize: Int
    let freeTexts: FreeTextCache

    /// What closes every answer.
    var ending: [TokenConstraint.Compiled] { endToken.map { [.forced([$0])] } ?? [] }

    private func tokens(of text: String) throws -> [Int] {
        let tokens = try tokenizer.encode(text, addedTokens: .spelledOut)
        guard tokens.allSatisfy({ $0 < vocabularySize }),
            tokens.flatMap({ Array(tokenizer.bytes(of: $0)) }) == Array(text.utf8)
        else { throw GenerationError.cannotSpell(text) }
        return tokens
    }

    /// - Throws: `GenerationError` for segments that cannot follow each other, or that the vocabulary cannot write.
    func compile(_ segments: [TokenConstraint.Segment]) throws -> Stretch {
        var compiled: [TokenConstraint.Compiled] = []
        var bound = 0
        var followsNumber = false
        for segment in segments {
            switch segment {
            case .forced(let text):
                guard let first = text.utf8.first else { continue }
                if followsNumber, Array("0123456789.-+eE".utf8).contains(first) {
                    throw GenerationError.invalidConstraint(
                        "'\(text.prefix(20))' continues the number before it")
                }
                followsNumber = false
                let tokens = try tokens(of: text)
                compiled.append(.forced(tokens))
                bound += tokens.count
            case .number(let slot):
                guard !followsNumber else { throw GenerationError.invalidConstraint("two numbers touch") }
                compiled.append(.number(slot))
                followsNumber = true
                bound += slot.maximumLength
            case .free(let until, let limit):
                guard !followsNumber else {
                    throw GenerationError.invalidConstraint("free text after a number")
                }
                guard !until.isEmpty, limit >= 0, limit <= 1_000_000 else {
                    throw GenerationError.invalidConstraint("free text needs an end and a limit")
                }
                let end = try tokens(of: until)
                let vocabulary = freeTexts.vocabulary(
                    until: Array(until.utf8), excluding: .none, tokenizer: tokenizer,
                    vocabularySize: vocabularySize)
                compiled.append(.free(FreeText(vocabulary: vocabulary, end: end, maximumTokens: limit)))
                bound += limit + end.count
            case .string(let limit):
                guard !followsNumber, limit >= 0, limit <= 1_000_000 else {
                    throw GenerationError.invalidConstraint("a string after a number, or without a limit")
                }
                let end = try tokens(of: "\"")
                let vocabulary = freeTexts.vocabulary(
                    until: [0x22], excluding: .jsonEscapes, tokenizer: tokenizer,
                    vocabularySize: vocabularySize)
                compiled.append(.free(FreeText(vocabulary: vocabulary, end: end, maximumTokens: limit)))
                bound += limit + end.count
            case .choice(let texts):
                guard !followsNumber, !texts.isEmpty, texts.count <= 10_000 else {
                    throw GenerationError.invalidConstraint("a choice needs texts, and none of them after a number")
                }
                let sorted = texts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
                guard sorted.allSatisfy({ !$0.isEmpty }),
                    zip(sorted, sorted.dropFirst()).allSatisfy({ !$1.starts(with: $0) })
                else { throw GenerationError.invalidConstraint("a text of a choice begins with another") }
                let options = try texts.map(tokens)
                compiled.append(.choice(options))
                bound += options.map(\.count).max() ?? 0
            }
        }
        guard !followsNumber else { throw GenerationError.invalidConstraint("nothing ends the last number") }
        guard !compiled.isEmpty else { throw GenerationError.invalidConstraint("it is empty") }
        return Stretch(segments: compiled, maximumTokens: bound)
    }
}
