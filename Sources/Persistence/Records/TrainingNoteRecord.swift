import Foundation

/// A line for people about a training job.
public struct TrainingNoteRecord: Hashable, Sendable {
    /// The steps that were done.
    public var step: Int
    /// When it was said; kept to the microsecond.
    public var recordedAt: Date
    /// Whether it is a warning.
    public var isWarning: Bool
    /// The words.
    public var message: String

    /// A line about a job.
    public init(step: Int, recordedAt: Date, isWarning: Bool, message: String) {
        self.step = step
        self.recordedAt = recordedAt
        self.isWarning = isWarning
        self.message = message
    }
}
