import Foundation
import Testing
import VLM

/// Draws follow the distribution that the parameters describe.
struct SamplerTests {
    private let logits: [Float] = [1, 3, 2, -1, 3]

    @Test func temperatureZeroTakesTheFirstOfTheGreatest() {
        var sampler = Sampler(.greedy, seed: 1)
        #expect(sampler.draw(logits[...]).token == 1)
        #expect(sampler.draw(logits[...], allowed: [0, 2, 3]).token == 2)
        #expect(sampler.draw([Float.nan, .nan, .nan], allowed: [1, 2]).token == 1)
    }

    @Test func frequenciesFollowTheSoftmax() {
        var sampler = Sampler(SamplingParameters(temperature: 2), seed: 7)
        var counts = [Int](repeating: 0, count: 5)
        let total = logits.reduce(0.0) { $0 + exp(Double($1) / 2) }
        for _ in 0..<40_000 {
            let draw = sampler.draw(logits[...])
            counts[draw.token] += 1
            let probability = exp(Double(logits[draw.token]) / 2) / total
            #expect(abs(Double(draw.logProbability) - log(probability)) < 1e-5)
        }
        for (token, count) in counts.enumerated() {
            #expect(abs(Double(count) / 40_000 - exp(Double(logits[token]) / 2) / total) < 0.01)
        }
    }

    @Test func topKAndTopPKeepTheMostProbable() {
        var first = Sampler(SamplingParameters(temperature: 1, topK: 2), seed: 3)
        var second = Sampler(SamplingParameters(temperature: 1, topP: 0.5), seed: 3)
        var third = Sampler(SamplingParameters(temperature: 1, topK: 3, topP: 0.3), seed: 3)
        for _ in 0..<500 {
            #expect([1, 4].contains(first.draw(logits[...]).token))
            #expect([1, 4].contains(second.draw(logits[...]).token))
            #expect(third.draw(logits[...]).token == 1)
        }
    }

    @Test func probabilitiesRenormaliseOverWhatIsAllowed() {
        var sampler = Sampler(SamplingParameters(), seed: 5)
        let draw = sampler.draw(logits[...], allowed: [3])
        #expect(draw.token == 3 && draw.logProbability == 0)
        #expect(abs(draw.modelLogProbability - Sampler.logSoftmax(logits[...], at: 3)) < 1e-6)
    }

    @Test func seedsAndSamplesGiveTheirOwnReproducibleSequences() {
        func tokens(_ seed: UInt64, _ sample: Int) -> [Int] {
            var sampler = Sampler(SamplingParameters(), seed: seed, sample: sample)
            return (0..<40).map { _ in sampler.draw(logits[...]).token }
        }
        #expect(tokens(1, 0) == tokens(1, 0))
        #expect(tokens(1, 0) != tokens(1, 1))
        #expect(tokens(1, 0) != tokens(2, 0))
    }

    @Test(arguments: [
        SamplingParameters(temperature: -1), .init(temperature: .nan), .init(temperature: .infinity),
        .init(temperature: 1e-9), .init(topK: 0), .init(topP: 0), .init(topP: 1.5), .init(topP: .nan),
    ])
    func senselessParametersAreRefused(parameters: SamplingParameters) {
        #expect(throws: GenerationError.self) { try parameters.validate() }
    }
}
