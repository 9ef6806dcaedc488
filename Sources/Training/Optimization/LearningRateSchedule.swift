import Foundation

/// How the learning rate changes: it rises linearly from 0 over the warm-up, then follows a shape to the end.
/// The same numbers as transformers' schedules of these names.
public struct LearningRateSchedule: Hashable, Sendable {
    /// What follows the warm-up.
    public enum Shape: String, Hashable, Sendable, CaseIterable {
        /// It stays.
        case constant
        /// It falls linearly to 0.
        case linear
        /// It falls along half a cosine to 0.
        case cosine
    }

    /// The greatest learning rate.
    public var peak: Double
    /// What follows the warm-up.
    public var shape: Shape
    /// Steps of the warm-up.
    public var warmupSteps: Int
    /// Steps in all.
    public var totalSteps: Int

    /// A schedule.
    public init(peak: Double, shape: Shape = .constant, warmupSteps: Int = 0, totalSteps: Int) {
        self.peak = peak
        self.shape = shape
        self.warmupSteps = warmupSteps
        self.totalSteps = totalSteps
    }

    /// The learning rate of a step, the first of which is 0.
    public func rate(step: Int) -> Double {
        guard step >= warmupSteps else { return peak * Double(step) / Double(max(1, warmupSteps)) }
        let progress = Double(step - warmupSteps) / Double(max(1, totalSteps - warmupSteps))
        switch shape {
        case .constant: return peak
        case .linear: return peak * max(0, 1 - progress)
        case .cosine: return peak * max(0, 0.5 * (1 + cos(.pi * min(1, progress))))
        }
    }
}
