import CKernels
import Tensors

/// The end of the language model: final norm, output projection, and the value head where there is one.
///
/// Logits exist for some scored tokens at a time. Where a token's ids are limited to a few, only those ids'
/// logits are computed.
struct TrainableHead: Sendable {
    let norm: TrainableNorm
    /// vocabulary x hidden size; the token embedding's where the two are tied.
    let projection: ParameterRange
    let value: TrainableLinear?

    /// The scores of all scored tokens, in the batch's order, and what a backward pass needs.
    struct Tape {
        /// The last hidden state, and the normed one, of each scored token.
        let hidden: MatrixPool.Buffer
        let normed: MatrixPool.Buffer
        var normalizers: [TokenDistribution.Normalizer]
        var logProbabilities: [Float]
        var values: [Float]
    }

    /// The loss's derivatives by the scores of all scored tokens.
    struct Coefficients {
        var logProbabilities: [Float]
        var entropies: [Float]
        var values: [Float]
    }

    /// Bytes of logits at a time.
    static let logitBytes = 64 << 20

    /// The rows of logits of one chunk.
    static func chunkRows(vocabulary: Int) -> Int { max(64, logitBytes / 4 / max(vocabulary, 1)) }

    /// Scores tokens, and where their coefficients are known already, adds to the gradients at once.
    /// - Parameters:
    ///   - hidden: what the last layer gave.
    ///   - dHidden: with coefficients: the gradient by `hidden`, which is added to.
    func forward(
        _ hidden: Matrix, _ items: [PackedBatch.Item], temperature: Float, coefficients: Coefficients? = nil,
        dHidden: Matrix? = nil, _ pass: Pass
    ) -> Tape {
        let rows = items.map(\.row)
        let picked = pass.pool.matrix(rows.count, hidden.columns)
        RowTable.gather(rows, of: hidden, into: picked.matrix)
        let normed = pass.pool.matrix(rows.count, hidden.columns)
        norm.forward(picked.matrix, into: normed.matrix, pass)
        var tape = Tape(
            hidden: picked, normed: normed,
            normalizers: Array(repeating: .init(logSumExp: 0, entropy: 0), count: rows.count),
            logProbabilities: Array(repeating: 0, count: rows.count), values: [])
        if let value {
            let values = pass.pool.matrix(rows.count, 1)
            _ = value.forward(normed.matrix, into: values.matrix, pass)
            tape.values = values.matrix.values
        }
        let scorer = TokenScorer(
            items: items, projection: pass.weight(projection), gradient: pass.gradient(projection),
            temperature: temperature, pass: pass)
        if let coefficients, let dHidden {
            let dNormed = pass.pool.matrix(rows.count, hidden.columns)
            scorer.run(&tape, isScored: false, coefficients, dNormed.matrix)
            finish(tape, rows, coefficients, dNormed.matrix, dHidden, pass)
        } else {
            scorer.run(&tape, isScored: false, nil, nil)
        }
        return tape
    }

    /// Adds to the gradients.
    /// - Parameter dHidden: the gradient by what the last layer gave, which is added to.
    func backward(
        _ items: [PackedBatch.Item], temperature: Float, coefficients: Coefficients, tape: inout Tape,
        dHidden: Matrix, _ pass: Pass
    ) {
        let dNormed = pass.pool.matrix(items.count, dHidden.columns)
        TokenScorer(
            items: items, projection: pass.weight(projection), gradient: pass.gradient(projection),
            temperature: temperature, pass: pass
        ).run(&tape, isScored: true, coefficients, dNormed.matrix)
        finish(tape, items.map(\.row), coefficients, dNormed.matrix, dHidden, pass)
    }

    /// The value head and the norm.
    private func finish(
        _ tape: Tape, _ rows: [Int], _ coefficients: Coefficients, _ dNormed: Matrix, _ dHidden: Matrix,
        _ pass: Pass
    ) {
        if let value {
            let dValues = pass.pool.matrix(rows.count, 1)
            for row in rows.indices { dValues.matrix[row, 0] = coefficients.values[row] }
            value.parameterGradients(x: tape.normed.matrix, dy: dValues.matrix, tape: [], pass)
            pass.multiply(dValues.matrix, pass.weight(value.weight), into: dNormed, accumulate: true)
        }
        let dPicked = pass.pool.matrix(rows.count, dHidden.columns)
        dPicked.matrix.clear()
        norm.backward(x: tape.hidden.matrix, dy: dNormed, dx: dPicked.matrix, pass)
        RowTable.scatter(dPicked.matrix, to: rows, of: dHidden)
    }
}
