import Foundation

/// A checkpoint that was registered.
public struct ModelRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among models.
    public var id: String
    /// The directory or the file.
    public var path: String
    /// The file of its vision tower, where that is apart.
    public var visionPath: String?
    /// The digest of its weights when it was registered.
    public var sha256: String
    /// When it was registered; kept to the microsecond.
    public var createdAt: Date

    /// A registered checkpoint.
    public init(id: String, path: String, visionPath: String? = nil, sha256: String, createdAt: Date) {
        self.id = id
        self.path = path
        self.visionPath = visionPath
        self.sha256 = sha256
        self.createdAt = createdAt
    }
}
