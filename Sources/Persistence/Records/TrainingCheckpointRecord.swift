import Foundation

/// A checkpoint that a training job has written.
public struct TrainingCheckpointRecord: Hashable, Sendable {
    /// The steps that it has seen.
    public var step: Int
    /// The name of its directory in the job's.
    public var name: String
    /// The bytes of its files.
    public var byteCount: Int
    /// When it was written; kept to the microsecond.
    public var createdAt: Date
    /// What checkpoints of the job are compared by, the higher the better; nil where nothing was measured.
    public var score: Double?

    /// A checkpoint of a job.
    public init(step: Int, name: String, byteCount: Int, createdAt: Date, score: Double?) {
        self.step = step
        self.name = name
        self.byteCount = byteCount
        self.createdAt = createdAt
        self.score = score
    }
}
