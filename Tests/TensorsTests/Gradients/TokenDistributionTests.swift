import Tensors
import Testing

@Suite("Log-probabilities and entropies over a vocabulary")
struct TokenDistributionTests {
    @Test("Scores and derivatives follow the plain form and its differences", arguments: [1, 2, 15, 16, 100, 5000])
    func scores(vocabulary: Int) {
        let temperature: Float = 0.8
        let logits = OwnedMatrix(3, vocabulary, seed: 1, scale: 3)
        let tokens = [0, vocabulary / 2, vocabulary - 1]
        let (byLogProbability, byEntropy): ([Float], [Float]) = ([0.7, -1.2, 0.3], [0.4, 0, -0.9])
        for set in InstructionSet.supported {
            let normalizers = TokenDistribution.normalizers(logits.matrix, temperature: temperature, using: set)
            let gradient = OwnedMatrix(copying: logits)
            TokenDistribution.backward(
                gradient.matrix, tokens: tokens[...], normalizers: normalizers[...],
                byLogProbability: byLogProbability[...], byEntropy: byEntropy[...], temperature: temperature,
                using: set)
            for row in 0..<3 {
                let values = logits.matrix.rows(row..<row + 1).values
                let expected = TokenDistribution.reference(values, token: tokens[row], temperature: temperature)
                let found = values[tokens[row]] / temperature - normalizers[row].logSumExp
                #expect(abs(Double(found) - expected.logProbability) < 1e-5 * max(1, abs(expected.logProbability)))
                #expect(abs(Double(normalizers[row].entropy) - expected.entropy) < 2e-5 * max(1, expected.entropy))
                for column in Set([0, tokens[row], vocabulary / 3, vocabulary - 1]) {
                    func value(_ change: Double) -> Double {
                        var changed = values
                        changed[column] += Float(change)
                        let r = TokenDistribution.reference(changed, token: tokens[row], temperature: temperature)
                        return Double(byLogProbability[row]) * r.logProbability + Double(byEntropy[row]) * r.entropy
                    }
                    let step = 0x1p-7
                    let numeric = (value(step) - value(-step)) / (2 * step)
                    #expect(abs(Double(gradient.matrix[row, column]) - numeric) < 2e-4, "\(set)")
                }
            }
        }
    }
}
