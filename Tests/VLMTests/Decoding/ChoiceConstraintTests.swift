import JSON
import Testing
import VLM

/// Choices and strings of a grammar: exactly one of the texts, and always a JSON string.
struct ChoiceConstraintTests {
    private func texts(_ segments: [TokenConstraint.Segment], seed: UInt64) throws -> [String] {
        let tokenizer = try RandomTokenizer.make(seed: seed)
        let constraint = try TokenConstraint(
            segments,
            vocabulary: GrammarVocabulary(
                tokenizer: tokenizer,
                numbers: NumberVocabulary(tokenizer: tokenizer, vocabularySize: tokenizer.vocabularyCount),
                size: tokenizer.vocabularyCount))
        let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: seed)
        return try SequenceGenerator(
            ending: .constraint(constraint), sampling: SamplingParameters(), seed: seed
        ).generate(model, cache: .init(), logits: model.logits(after: []), count: 6).map {
            tokenizer.decode($0.tokens.map(\.id))
        }
    }

    @Test func choicesAreOneOfTheirTexts() throws {
        let options = ["\"bed\"", "\"bedside\"", "\"lamp\"", "null", "12"]
        var seen: Set<String> = []
        for seed in 0..<30 as Range<UInt64> {
            for text in try texts([.forced("["), .choice(options), .forced("]")], seed: seed) {
                #expect(options.contains(String(text.dropFirst().dropLast())))
                seen.insert(text)
            }
        }
        #expect(seen.count == options.count)
    }

    @Test func stringsParse() throws {
        for seed in 0..<30 as Range<UInt64> {
            for text in try texts([.forced("{\"a\":\""), .string(maximumTokens: 8), .forced("}")], seed: seed) {
                #expect(try JSONParser.parse(text)["a"]?.stringValue != nil)
            }
        }
    }

    @Test func ambiguousChoicesAreRefused() {
        for options in [[], ["bed", "bedside"], ["a", "a"], [""]] {
            #expect(throws: GenerationError.self) { try texts([.choice(options), .forced(".")], seed: 1) }
        }
    }
}
