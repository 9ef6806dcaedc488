import Tensors

/// `x + down(silu(gate(norm(x))) ∘ up(norm(x)))`: the second half of a decoder layer and of a block of the
/// vision tower.
struct TrainableFeedForward: Sendable {
    /// What a backward pass needs beside x.
    struct Tape {
        /// Gates and ups, side by side.
        let gateUp: MatrixPool.Buffer
        let raising: TrainableLinear.Tape
        let lowering: TrainableLinear.Tape
    }

    let norm: TrainableNorm
    let gateUp: TrainableLinear
    let down: TrainableLinear

    func forward(_ x: Matrix, into y: Matrix, keepsTape: Bool, _ pass: Pass) -> Tape? {
        let pool = pass.pool
        let raised = pool.matrix(x.rows, gateUp.outputs)
        let raising: TrainableLinear.Tape
        do {
            let normed = pool.matrix(x.rows, x.columns)
            norm.forward(x, into: normed.matrix, pass)
            raising = gateUp.forward(normed.matrix, into: raised.matrix, pass)
        }
        let gated = pool.matrix(x.rows, down.inputs)
        SwiGLUGradient.forward(raised.matrix, into: gated.matrix)
        let lowering = down.forward(gated.matrix, into: y, pass)
        y.add(x)
        return keepsTape ? Tape(gateUp: raised, raising: raising, lowering: lowering) : nil
    }

    /// Turns the gradient by the output into that by x, in place. What the tape holds is gone afterwards.
    func backward(x: Matrix, d: Matrix, tape: Tape, _ pass: Pass) {
        let pool = pass.pool
        // The gradient by the gated product has to be there before the product is computed again in its place,
        // which the weights' gradient needs.
        let gated = pool.matrix(x.rows, down.inputs)
        let dGated = gated.matrix
        down.inputGradient(dy: d, dx: dGated, pass)
        SwiGLUGradient.backward(tape.gateUp.matrix, dy: dGated)
        down.parameterGradients(x: gated.matrix, dy: d, tape: tape.lowering, pass)
        let normed = pool.matrix(x.rows, x.columns)
        if gateUp.isTrained { norm.forward(x, into: normed.matrix, pass) }
        let dNormed = pool.matrix(x.rows, x.columns)
        gateUp.backward(x: normed.matrix, dy: tape.gateUp.matrix, dx: dNormed.matrix, tape: tape.raising, pass)
        norm.backward(x: x, dy: dNormed.matrix, dx: d, pass)
    }
}
