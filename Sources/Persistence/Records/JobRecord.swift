import Foundation
import JSON

/// Work that outlives its request, kept so that a restart can take it up again.
public struct JobRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among jobs.
    public var id: String
    /// What it makes, such as `layout`.
    public var kind: String
    /// How far it has come.
    public var status: JobStatus
    /// When it was asked for; kept to the microsecond.
    public var createdAt: Date
    /// When it came to its end, well or not.
    public var finishedAt: Date?
    /// The request to carry out.
    public var request: JSONValue
    /// The layout that came of it; nil again when that layout is deleted.
    public var layoutID: String?
    /// The problem document of a job that failed.
    public var error: JSONValue?

    /// A job as it is kept.
    public init(
        id: String, kind: String, status: JobStatus = .queued, createdAt: Date, finishedAt: Date? = nil,
        request: JSONValue, layoutID: String? = nil, error: JSONValue? = nil
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.request = request
        self.layoutID = layoutID
        self.error = error
    }
}
