/// How far a training job has come.
public enum TrainingStatus: String, Hashable, Sendable, CaseIterable, Codable {
    /// It waits for its turn, from the beginning or from its last checkpoint.
    case queued
    case running
    /// It was told to wait; it goes on from its last checkpoint when it is told so.
    case paused
    case succeeded, failed, cancelled

    /// Whether the job will not change any more.
    public var isFinished: Bool {
        switch self {
        case .queued, .running, .paused: false
        case .succeeded, .failed, .cancelled: true
        }
    }
}
