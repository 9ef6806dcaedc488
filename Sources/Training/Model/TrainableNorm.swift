import Tensors

/// An RMS norm whose scale may be trained.
struct TrainableNorm: Sendable {
    let weight: ParameterRange
    let epsilon: Float

    func forward(_ x: Matrix, into y: Matrix, _ pass: Pass) {
        RMSNormGradient.forward(x, weight: pass.weight(weight).base, epsilon: epsilon, into: y)
    }

    /// Adds to dx and to the scale's gradient.
    func backward(x: Matrix, dy: Matrix, dx: Matrix, _ pass: Pass) {
        RMSNormGradient.backward(
            x: x, weight: pass.weight(weight).base, epsilon: epsilon, dy: dy, dx: dx,
            dw: pass.gradient(weight)?.base)
    }
}
