import Foundation
import JSON

/// A set of training jobs that were asked for together, to find the best settings.
public struct TrainingSweepRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among sweeps.
    public var id: String
    /// `running` until all its jobs are finished, then `succeeded`, `failed` or `cancelled`.
    public var status: TrainingStatus
    /// When it was asked for; kept to the microsecond.
    public var createdAt: Date
    /// When it came to its end.
    public var finishedAt: Date?
    /// What is swept and how, with every default filled in.
    public var request: JSONValue

    /// A sweep as it is kept.
    public init(
        id: String, status: TrainingStatus = .running, createdAt: Date, finishedAt: Date? = nil, request: JSONValue
    ) {
        self.id = id
        self.status = status
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.request = request
    }
}
