import Tensors

/// The affine map `y = x Wᵀ + b`, of one checkpoint parameter or of several whose outputs lie side by side, with
/// low-rank adapters on some of the outputs.
///
/// An adapter adds `α/r (x Aᵀ) Bᵀ` (E. Hu et al., "LoRA", arXiv 2106.09685).
struct TrainableLinear: Sendable {
    struct Adapter: Hashable, Sendable {
        let outputs: Range<Int>
        /// r x inputs.
        let a: ParameterRange
        /// outputs x r.
        let b: ParameterRange
        /// α / r.
        let scale: Float
    }

    /// The adapters' inner products `x Aᵀ`, which a backward pass needs.
    typealias Tape = [MatrixPool.Buffer]

    let weight: ParameterRange
    let bias: ParameterRange?
    let adapters: [Adapter]

    var inputs: Int { weight.columns }
    var outputs: Int { weight.rows }
    /// Whether anything of the map is trained.
    var isTrained: Bool { weight.isTrained || bias?.isTrained == true || !adapters.isEmpty }

    func forward(_ x: Matrix, into y: Matrix, _ pass: Pass) -> Tape {
        pass.multiply(x, pass.weight(weight).transposed, into: y)
        if let bias {
            let row = pass.weight(bias).base
            Rows.forEach(y.rows, work: y.columns) { index in
                Matrix(y.row(index), rows: 1, columns: outputs).add(Matrix(row, rows: 1, columns: outputs))
            }
        }
        guard pass.usesAdapters else { return [] }
        return adapters.map { adapter in
            let inner = pass.pool.matrix(x.rows, adapter.a.rows)
            pass.multiply(x, pass.weight(adapter.a).transposed, into: inner.matrix)
            pass.multiply(
                inner.matrix, pass.weight(adapter.b).transposed, into: y.columns(adapter.outputs),
                scale: adapter.scale, accumulate: true)
            return inner
        }
    }

    /// Adds to the parameters' gradients.
    /// - Parameter dx: takes the gradient by x; nil where nobody needs it.
    func backward(x: Matrix, dy: Matrix, dx: Matrix?, tape: Tape, _ pass: Pass) {
        parameterGradients(x: x, dy: dy, tape: tape, pass)
        if let dx { inputGradient(dy: dy, dx: dx, pass) }
    }

    /// Adds to the parameters' gradients.
    func parameterGradients(x: Matrix, dy: Matrix, tape: Tape, _ pass: Pass) {
        if let gradient = pass.gradient(weight) {
            pass.multiply(dy.transposed, x, into: gradient, accumulate: true)
        }
        if let bias, let gradient = pass.gradient(bias) { RowTable.add(dy, to: gradient.base) }
        for (adapter, inner) in zip(adapters, tape) {
            if let gradient = pass.gradient(adapter.b) {
                pass.multiply(
                    dy.columns(adapter.outputs).transposed, inner.matrix, into: gradient,
                    scale: adapter.scale, accumulate: true)
            }
            guard let gradient = pass.gradient(adapter.a) else { continue }
            let dInner = innerGradient(dy: dy, adapter, pass)
            pass.multiply(dInner.matrix.transposed, x, into: gradient, accumulate: true)
        }
    }

    /// Takes the gradient by x.
    func inputGradient(dy: Matrix, dx: Matrix, _ pass: Pass) {
        pass.multiply(dy, pass.weight(weight), into: dx)
        guard pass.usesAdapters else { return }
        for adapter in adapters {
            let dInner = innerGradient(dy: dy, adapter, pass)
            pass.multiply(dInner.matrix, pass.weight(adapter.a), into: dx, accumulate: true)
        }
    }

    private func innerGradient(dy: Matrix, _ adapter: Adapter, _ pass: Pass) -> MatrixPool.Buffer {
        let dInner = pass.pool.matrix(dy.rows, adapter.a.rows)
        pass.multiply(
            dy.columns(adapter.outputs), pass.weight(adapter.b), into: dInner.matrix, scale: adapter.scale)
        return dInner
    }
}
