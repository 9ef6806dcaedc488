import Testing
import VLM

/// Free decoding: several samples of one prompt, to an end token or a limit.
struct FreeDecodingTests {
    private let model = StubModel(vocabularySize: 12, seed: 5)

    private func run(
        _ sampling: SamplingParameters, seed: UInt64 = 1, count: Int, stops: Set<Int> = [], limit: Int = 20
    ) throws -> [GeneratedSequence] {
        try SequenceGenerator(
            ending: .tokens(stops, maximumTokens: limit), sampling: sampling, seed: seed
        ).generate(model, cache: .init(), logits: model.logits(after: []), count: count)
    }

    @Test func greedySamplesAreTheArgmaxPath() throws {
        let results = try run(.greedy, count: 2)
        #expect(results[0] == results[1])
        var past: [Int] = []
        for token in results[0].tokens {
            let logits = model.logits(after: past)
            #expect(token.id == logits.firstIndex(of: logits.max() ?? 0))
            past.append(token.id)
        }
        #expect(past.count == 20 && results[0].finishReason == .length)
    }

    @Test func aSampleDoesNotDependOnTheOthers() throws {
        let four = try run(SamplingParameters(), count: 4, stops: [3])
        let two = try run(SamplingParameters(), count: 2, stops: [3])
        #expect(Array(four[..<2]) == two)
        #expect(Set(four.map { $0.tokens.map(\.id) }).count > 1)
        for result in four where result.finishReason == .stop {
            #expect(result.tokens.last?.id == 3)
            #expect(!result.tokens.dropLast().contains { $0.id == 3 })
        }
    }

    @Test func limitsAndCancellationEndIt() throws {
        #expect(try run(.greedy, count: 1, limit: 0)[0].tokens.isEmpty)
        #expect(try run(.greedy, count: 0).isEmpty)
        let generator = SequenceGenerator(
            ending: .tokens([], maximumTokens: 1_000_000), sampling: .greedy, seed: 0)
        var steps = 0
        #expect(throws: CancellationError.self) {
            try generator.generate(
                model, cache: .init(), logits: model.logits(after: []), count: 2,
                onTokens: { _, _ in steps += 1 }, isCancelled: { steps >= 10 })
        }
        #expect(steps == 10)
    }
}
