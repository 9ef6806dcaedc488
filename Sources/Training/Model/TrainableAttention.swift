import Tensors

/// `x + output(attention(rotate(queryKeyValue(norm(x)))))`: the first half of a decoder layer and of a block of
/// the vision tower.
struct TrainableAttention: Sendable {
    /// What a backward pass needs beside x.
    struct Tape {
        /// Queries, keys and values, rotated.
        let mixed: MatrixPool.Buffer
        let attended: MatrixPool.Buffer
        let logSumExps: MatrixPool.Buffer
        let mixing: TrainableLinear.Tape
        let output: TrainableLinear.Tape
    }

    let norm: TrainableNorm
    let queryKeyValue: TrainableLinear
    let output: TrainableLinear
    let geometry: Attention
    let window: Int?

    private var rotatedHeads: Int { geometry.queryHeads + geometry.keyValueHeads }

    func forward(
        _ x: Matrix, _ place: BlockPlace, into y: Matrix, keepsTape: Bool, _ pass: Pass
    ) -> Tape? {
        let pool = pass.pool
        let mixed = pool.matrix(x.rows, queryKeyValue.outputs)
        let mixing: TrainableLinear.Tape
        do {
            let normed = pool.matrix(x.rows, x.columns)
            norm.forward(x, into: normed.matrix, pass)
            mixing = queryKeyValue.forward(normed.matrix, into: mixed.matrix, pass)
        }
        place.rotary.forward(mixed.matrix, heads: rotatedHeads, headDimension: geometry.headDimension)
        let attended = pool.matrix(x.rows, output.inputs)
        let logSumExps = keepsTape ? pool.matrix(x.rows, geometry.queryHeads) : nil
        AttentionGradient(geometry, window: window).forward(
            mixed.matrix, groups: place.groups, into: attended.matrix, logSumExps: logSumExps?.matrix)
        let projecting = output.forward(attended.matrix, into: y, pass)
        y.add(x)
        return logSumExps.map {
            Tape(mixed: mixed, attended: attended, logSumExps: $0, mixing: mixing, output: projecting)
        }
    }

    /// Turns the gradient by the output into that by x, in place.
    /// - Parameter needsInput: whether anything below is trained.
    func backward(x: Matrix, _ place: BlockPlace, d: Matrix, tape: Tape, needsInput: Bool, _ pass: Pass) {
        let pool = pass.pool
        let dAttended = pool.matrix(x.rows, output.inputs)
        output.backward(x: tape.attended.matrix, dy: d, dx: dAttended.matrix, tape: tape.output, pass)
        let dMixed = pool.matrix(x.rows, queryKeyValue.outputs)
        AttentionGradient(geometry, window: window).backward(
            tape.mixed.matrix, groups: place.groups, output: tape.attended.matrix,
            logSumExps: tape.logSumExps.matrix, dOutput: dAttended.matrix, dMixed: dMixed.matrix)
        place.rotary.backward(dMixed.matrix, heads: rotatedHeads, headDimension: geometry.headDimension)
        let normed = pool.matrix(x.rows, x.columns)
        if queryKeyValue.isTrained { norm.forward(x, into: normed.matrix, pass) }
        let needsNorm = needsInput || norm.weight.isTrained
        let dNormed = needsNorm ? pool.matrix(x.rows, x.columns) : nil
        queryKeyValue.backward(
            x: normed.matrix, dy: dMixed.matrix, dx: dNormed?.matrix, tape: tape.mixing, pass)
        if let dNormed { norm.backward(x: x, dy: dNormed.matrix, dx: d, pass) }
    }
}
