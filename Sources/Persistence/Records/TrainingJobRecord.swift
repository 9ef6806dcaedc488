import Foundation
import JSON

/// A training job as it is kept.
public struct TrainingJobRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among training jobs.
    public var id: String
    /// How far it has come.
    public var status: TrainingStatus
    /// When it was asked for; kept to the microsecond.
    public var createdAt: Date
    /// When it first ran.
    public var startedAt: Date?
    /// When it came to its end, well or not.
    public var finishedAt: Date?
    /// What is trained and how, with every default filled in.
    public var configuration: JSONValue
    /// What was worked out before it was accepted, such as the memory that it takes.
    public var plan: JSONValue
    /// The newest step whose metrics are kept.
    public var step: Int
    /// The steps that the whole run takes.
    public var totalSteps: Int
    /// How often it was taken up again from a checkpoint.
    public var resumeCount: Int
    /// The sweep that it belongs to.
    public var sweepID: String?
    /// Its number in the sweep, from 0.
    public var sweepIndex: Int?
    /// The step at which it waits for the sweep's verdict; nil where it runs to its end.
    public var stopStep: Int?
    /// The problem document of a job that failed.
    public var error: JSONValue?

    /// A job as it is kept.
    public init(
        id: String, status: TrainingStatus = .queued, createdAt: Date, startedAt: Date? = nil,
        finishedAt: Date? = nil, configuration: JSONValue, plan: JSONValue = [:], step: Int = 0, totalSteps: Int,
        resumeCount: Int = 0, sweepID: String? = nil, sweepIndex: Int? = nil, stopStep: Int? = nil,
        error: JSONValue? = nil
    ) {
        self.id = id
        self.status = status
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.configuration = configuration
        self.plan = plan
        self.step = step
        self.totalSteps = totalSteps
        self.resumeCount = resumeCount
        self.sweepID = sweepID
        self.sweepIndex = sweepIndex
        self.stopStep = stopStep
        self.error = error
    }
}
