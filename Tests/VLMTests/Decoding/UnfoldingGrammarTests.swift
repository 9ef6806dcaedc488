import Tensors
import Foundation
import Testing
import VLM

/// Grammars whose later parts depend on earlier writings.
struct UnfoldingGrammarTests {
    /// Writes numbers each of which is at least the one before, and says so.
    private struct Rising: UnfoldingGrammar {
        let maximumTokens: Int
        let count: Int
        var numbers: [Double] = []
        var texts: [String] = []

        init(count: Int, maximumTokens: Int = 400) {
            self.count = count
            self.maximumTokens = maximumTokens
        }

        struct Stop: Error, Equatable {}

        mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
            numbers += written.numbers.compactMap(Double.init)
            texts.append(written.text)
            guard numbers.count < count else {
                return numbers.count > count ? [] : finish()
            }
            let low = numbers.last ?? 0
            let slot = try NumberSlot(ranges: [low...9.5], fractionDigits: 2...2)
            return [.forced("from \(low): "), .number(slot), .forced(";\n")]
        }

        private mutating func finish() -> [TokenConstraint.Segment] {
            numbers.append(0)
            return [.forced("written: \(texts.joined())")]
        }
    }

    private func generate(
        _ grammar: some UnfoldingGrammar, seed: UInt64, samples: Int = 3, limit: Int? = nil
    ) throws -> [(text: String, result: GeneratedSequence)] {
        let tokenizer = try RandomTokenizer.make(seed: seed)
        let numbers = try NumberVocabulary(tokenizer: tokenizer, vocabularySize: tokenizer.vocabularyCount)
        let constraint = try TokenConstraint(
            unfolding: grammar,
            vocabulary: GrammarVocabulary(
                tokenizer: tokenizer, numbers: numbers, endToken: tokenizer.id(of: "<|im_end|>"),
                size: tokenizer.vocabularyCount))
        var generator = SequenceGenerator(
            ending: .constraint(constraint), sampling: SamplingParameters(temperature: 1), seed: seed,
            scoresForcedTokens: seed % 2 == 0)
        generator.plan.maximumTokens = limit
        let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: seed)
        return try generator.generate(model, cache: .init(), logits: model.logits(after: []), count: samples).map {
            (tokenizer.decode($0.tokens.map(\.id)), $0)
        }
    }

    @Test func laterPartsFollowFromEarlierNumbers() throws {
        for seed in 0..<40 as Range<UInt64> {
            let answers = try generate(Rising(count: 4), seed: seed)
            for answer in answers {
                let body = try #require(answer.text.range(of: "written: ")).lowerBound
                let lines = answer.text[..<body].split(separator: "\n")
                #expect(lines.count == 4)
                var last = 0.0
                for line in lines {
                    let parts = line.dropFirst("from ".count).dropLast().components(separatedBy: ": ")
                    #expect(Double(parts[0]) == last)
                    let value = try #require(Double(parts[1]))
                    #expect(value >= last && value <= 9.5)
                    #expect(parts[1].split(separator: ".")[1].count == 2)
                    last = value
                }
                // The grammar was told every character, drawn or forced.
                #expect(answer.text.hasSuffix("written: \(answer.text[..<body])<|im_end|>"))
                #expect(answer.result.finishReason == .stop)
            }
            #expect(Set(answers.map(\.text)).count > 1, "samples share no state")
        }
    }

    @Test func theSameWritingsGetTheSameSegments() throws {
        let first = try generate(Rising(count: 5), seed: 11).map(\.text)
        #expect(try generate(Rising(count: 5), seed: 11).map(\.text) == first)
    }

    @Test func anAnswerThatGrowsTooLongIsCut() throws {
        for answer in try generate(Rising(count: 50), seed: 3, limit: 37) {
            #expect(answer.result.tokens.count == 37)
            #expect(answer.result.finishReason == .length)
        }
    }

    private struct Failing: UnfoldingGrammar {
        let maximumTokens = 100
        let error: any Error
        var calls = 0

        init(_ error: any Error) { self.error = error }

        mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
            calls += 1
            if calls > 1 { throw error }
            return [
                .forced("x"), .number(try NumberSlot(minimum: 0, maximum: 9, maximumFractionDigits: 0)), .forced(" "),
            ]
        }
    }

    @Test func whatAGrammarThrowsEndsTheAnswerWithThat() throws {
        #expect(throws: Rising.Stop()) { try generate(Failing(Rising.Stop()), seed: 1) }
    }

    private struct Endless: UnfoldingGrammar {
        let maximumTokens = 50
        mutating func segments(after written: WrittenStretch) -> [TokenConstraint.Segment] { [.forced("again ")] }
    }

    private struct Unusable: UnfoldingGrammar {
        var maximumTokens = 50
        var text = ""
        mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
            [.number(try NumberSlot(minimum: 0, maximum: 9, maximumFractionDigits: 0))]
        }
    }

    @Test func unusableGrammarsFail() throws {
        #expect(throws: GenerationError.self) { try generate(Endless(), seed: 1) }
        #expect(throws: GenerationError.self) { try generate(Unusable(), seed: 1) }
        #expect(throws: GenerationError.self) { try generate(Unusable(maximumTokens: 0), seed: 1) }
    }
}
