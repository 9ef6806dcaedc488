import Tensors

/// The optimiser: its moments, and steps on all trained parameters.
final class AdamW {
    let configuration: AdamWConfiguration
    /// Steps taken.
    var step = 0
    let first: FloatStorage
    let second: FloatStorage

    init(_ configuration: AdamWConfiguration, count: Int) {
        self.configuration = configuration
        first = FloatStorage(count: count)
        second = FloatStorage(count: count)
    }

    /// The norm of all gradients.
    func norm(of gradients: FloatStorage) -> Double {
        AdamWKernel.squareSum(gradients.base, count: gradients.count).squareRoot()
    }

    /// Takes a step and sets the gradients to zero.
    /// - Parameter scale: what gradients are multiplied by first.
    func apply(
        to weights: FloatStorage, gradients: FloatStorage, parameters: [Parameter], learningRate: Double,
        scale: Double
    ) {
        step += 1
        for parameter in parameters {
            guard let place = parameter.gradientOffset else { continue }
            let decays = configuration.decaysVectors || parameter.shape.count > 1
            AdamWKernel(
                step: step, learningRate: learningRate, weightDecay: decays ? configuration.weightDecay : 0,
                beta1: configuration.beta1, beta2: configuration.beta2, epsilon: configuration.epsilon,
                gradientScale: scale
            ).apply(
                weights: weights.base + parameter.offset, gradients: gradients.base + place,
                first: first.base + place, second: second.base + place, count: parameter.count)
        }
    }
}
