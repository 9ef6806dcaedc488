import JSON
import Testing

import Training

@Suite("The loss of a mini-batch and its derivatives, against PyTorch's autograd")
struct ObjectiveTests {
    @Test("Each aggregation, by token and by sequence", arguments: 0..<4)
    func objective(index: Int) throws {
        let table = try AlgorithmTable()
        let given = table["objective"]
        let expected = try #require(given["cases"]?.arrayValue?[index])
        func rows(_ name: String) -> [[Double]] { (given[name] ?? .null).rows }
        let isSequence = expected["sequenceRatio"]?.boolValue == true
        var configuration = TrainingConfiguration(algorithm: isSequence ? .gspo : .grpo)
        configuration.clip = ClipSettings(low: 0.2, high: 0.28)
        configuration.kl.coefficient = 0.05
        configuration.kl.kind = .lowVariance
        configuration.entropyCoefficient = 0.01
        configuration.critic.clip = 0.5
        configuration.critic.coefficient = 0.3
        let aggregation = try #require(LossAggregation(rawValue: expected["aggregation"]?.stringValue ?? ""))
        let objective = PolicyObjective(configuration)
        let weights = PolicyObjective.weights(counts: rows("old").map(\.count), aggregation: aggregation)
        var totals = PolicyObjective.Totals()
        let gradients = rows("old").indices.map { row in
            var answer = PolicyObjective.Answer(old: rows("old")[row], advantages: rows("advantages")[row])
            answer.reference = rows("reference")[row]
            answer.oldValues = rows("oldValues")[row]
            answer.returns = rows("returns")[row]
            return objective.gradients(
                of: answer,
                scores: TokenScores(
                    logProbabilities: rows("current")[row].map { Float($0) },
                    entropies: rows("entropies")[row].map { Float($0) },
                    values: rows("newValues")[row].map { Float($0) }),
                weight: weights[row], totals: &totals)
        }
        // Scores come as floats.
        #expect(abs(totals.loss - (expected["loss"]?.number ?? .nan)) < 1e-6)
        func derivatives(_ part: KeyPath<TokenGradients, [Float]>) -> [[Double]] {
            gradients.map { $0[keyPath: part].map(Double.init) }
        }
        expectEqual(derivatives(\.logProbabilities), (expected["byLogProbability"] ?? .null).rows, tolerance: 1e-6)
        expectEqual(derivatives(\.entropies), (expected["byEntropy"] ?? .null).rows, tolerance: 1e-6)
        expectEqual(derivatives(\.values), (expected["byValue"] ?? .null).rows, tolerance: 1e-6)
    }

    @Test("Micro-batches change nothing: weights are those of the whole mini-batch")
    func weights() {
        #expect(PolicyObjective.weights(counts: [2, 0, 6], aggregation: .sequenceMean) == [0.25, 0, 1 / 12])
        #expect(PolicyObjective.weights(counts: [2, 0, 6], aggregation: .tokenMean) == [0.125, 0, 0.125])
    }

    @Test("Kullback-Leibler estimates and derivatives", arguments: KLEstimator.allCases)
    func divergence(kind: KLEstimator) throws {
        let table = try AlgorithmTable()
        let (policy, reference) = (table["kl", "policy"].row, table["kl", "reference"].row)
        let expected = table["kl", "kinds", kind.rawValue]
        expectEqual(
            [zip(policy, reference).map { kind.value(policy: $0, reference: $1) }],
            [(expected["values"] ?? .null).row])
        expectEqual(
            [zip(policy, reference).map { kind.derivative(policy: $0, reference: $1) }],
            [(expected["derivatives"] ?? .null).row])
    }

    @Test("The adaptive controller follows the divergence; the fixed one does not")
    func controller() throws {
        let table = try AlgorithmTable()
        var settings = KLSettings()
        settings.coefficient = 0.2
        var fixed = KLController(settings)
        settings.target = table["controller", "target"].number
        settings.horizon = table["controller", "horizon"].number
        var adaptive = KLController(settings)
        var found: [Double] = []
        for divergence in table["controller", "divergences"].row {
            adaptive.update(divergence: divergence, answers: 32)
            fixed.update(divergence: divergence, answers: 32)
            found.append(adaptive.coefficient)
        }
        expectEqual([found], [table["controller", "coefficients"].row])
        #expect(fixed.coefficient == 0.2)
    }

    @Test("DAPO's overlong punishment")
    func overlong() throws {
        let table = try AlgorithmTable()
        var settings = OverlongSettings()
        settings.buffer = 20
        let found = table["overlong", "lengths"].row.map { length in
            OverlongPenalty.value(tokens: Int(length), limit: 100, isCut: false, settings: settings)
        }
        expectEqual([found], [table["overlong", "values"].row])
        #expect(OverlongPenalty.value(tokens: 5, limit: 100, isCut: true, settings: settings) == -1)
    }

    @Test("DAPO's dynamic sampling keeps groups whose rewards differ")
    func dynamicSampling() {
        #expect(!DynamicSampling.isInformative([0.5, 0.5, 0.5]))
        #expect(!DynamicSampling.isInformative([0.5]))
        #expect(DynamicSampling.isInformative([0.5, 0.5, 0.4]))
    }
}
