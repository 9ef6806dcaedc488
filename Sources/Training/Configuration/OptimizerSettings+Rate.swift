import Foundation

extension OptimizerSettings {
    /// The highest learning rate where none is given: what suits a model of this size.
    ///
    /// A small model that begins with random weights learns nothing at the rates that a trained one of billions
    /// needs. The original's for full training is 10^-6. Reinforcement of a small one that is trained already goes on at
    /// the rate of the default model's recipe.
    static func defaultRate(
        parameters: Int, isTrained: Bool, isAdapter: Bool, algorithm: TrainingAlgorithm
    ) -> Double {
        let small = parameters < 100_000_000
        if small, isTrained, algorithm.isReinforcement { return isAdapter ? 1e-4 : 3e-5 }
        switch (algorithm, small) {
        case (.sft, true): return 1e-3
        case (.sft, false): return isAdapter ? 1e-4 : 1e-5
        case (_, true): return isAdapter ? 1e-3 : 3e-4
        case (_, false): return isAdapter ? 1e-5 : 1e-6
        }
    }

    /// The learning rate of a step.
    ///
    /// ```
    /// warm-up of w steps:   rate s / w                    s = 1 … w
    /// linear:               rate (1 − (1 − f) t)          t = (s − w) / (steps − w), f what is left at the end
    /// cosine:               rate (f + (1 − f) (1 + cos π t) / 2)
    /// ```
    /// - Parameter step: from 1.
    package func rate(at step: Int, of steps: Int, highest: Double) -> Double {
        if step <= warmupSteps { return highest * Double(step) / Double(warmupSteps) }
        let progress = Double(step - warmupSteps) / Double(max(1, steps - warmupSteps))
        switch schedule {
        case .constant: return highest
        case .linear: return highest * (1 - (1 - finalFraction) * progress)
        case .cosine: return highest * (finalFraction + (1 - finalFraction) * (1 + cos(.pi * progress)) / 2)
        }
    }
}
