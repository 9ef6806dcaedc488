import Tensors

/// Where the rows of a packed batch stand: what blocks need to know of it.
struct BlockPlace {
    let rotary: RotaryGradient
    /// Which rows attend to which.
    let groups: [[AttentionSegment]]
}

/// A decoder layer, or a block of the vision tower.
struct TrainableBlock: Sendable {
    /// What a backward pass needs: x alone where activations are checkpointed.
    struct Tape {
        let input: MatrixPool.Buffer
        var inner: Inner?

        struct Inner {
            let middle: MatrixPool.Buffer
            let attention: TrainableAttention.Tape
            let feedForward: TrainableFeedForward.Tape
        }
    }

    let attention: TrainableAttention
    let feedForward: TrainableFeedForward

    /// Whether anything of the block is trained.
    var isTrained: Bool {
        attention.norm.weight.isTrained || attention.queryKeyValue.isTrained || attention.output.isTrained
            || feedForward.norm.weight.isTrained || feedForward.gateUp.isTrained || feedForward.down.isTrained
    }

    /// - Parameter keepsTape: whether a backward pass follows.
    func forward(
        _ x: MatrixPool.Buffer, _ place: BlockPlace, keepsTape: Bool, _ pass: Pass
    ) -> (output: MatrixPool.Buffer, inner: Tape.Inner?) {
        let middle = pass.pool.matrix(x.matrix.rows, x.matrix.columns)
        let attending = attention.forward(x.matrix, place, into: middle.matrix, keepsTape: keepsTape, pass)
        let output = pass.pool.matrix(x.matrix.rows, x.matrix.columns)
        let feeding = feedForward.forward(middle.matrix, into: output.matrix, keepsTape: keepsTape, pass)
        guard let attending, let feeding else { return (output, nil) }
        return (output, Tape.Inner(middle: middle, attention: attending, feedForward: feeding))
    }

    /// Turns the gradient by the output into that by x, in place.
    /// - Parameter needsInput: whether anything below is trained.
    func backward(_ d: Matrix, _ tape: Tape, _ place: BlockPlace, needsInput: Bool, _ pass: Pass) {
        guard let inner = tape.inner ?? forward(tape.input, place, keepsTape: true, pass).inner else { return }
        feedForward.backward(x: inner.middle.matrix, d: d, tape: inner.feedForward, pass)
        attention.backward(
            x: tape.input.matrix, place, d: d, tape: inner.attention, needsInput: needsInput, pass)
    }
}

extension [TrainableBlock] {
    /// Runs a batch through all blocks.
    /// - Parameter recomputes: whether tapes keep only each block's input.
    func forward(
        _ x: MatrixPool.Buffer, places: [BlockPlace], keepsTape: Bool, recomputes: Bool, _ pass: Pass
    ) -> (output: MatrixPool.Buffer, tapes: [TrainableBlock.Tape]) {
        var hidden = x
        var tapes: [TrainableBlock.Tape] = []
        for (block, place) in zip(self, places) {
            let result = block.forward(hidden, place, keepsTape: keepsTape && !recomputes, pass)
            if keepsTape { tapes.append(TrainableBlock.Tape(input: hidden, inner: result.inner)) }
            hidden = result.output
        }
        return (hidden, tapes)
    }

    /// Turns the gradient by the output into that by the input, in place; each tape is let go after its use.
    func backward(
        _ d: Matrix, tapes: inout [TrainableBlock.Tape], places: [BlockPlace], needsInput: Bool, _ pass: Pass
    ) {
        for index in indices.reversed() {
            let tape = tapes.removeLast()
            self[index].backward(d, tape, places[index], needsInput: needsInput || index > 0, pass)
        }
    }
}
