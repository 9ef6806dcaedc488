import Foundation

/// A model directory that was registered.
public struct ModelRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among models.
    public var id: String
    /// The directory.
    public var path: String
    /// The digest of its weights when it was registered.
    public var sha256: String
    /// When it was registered; kept to the microsecond.
    public var createdAt: Date

    /// A registered model directory.
    public init(id: String, path: String, sha256: String, createdAt: Date) {
        self.id = id
        self.path = path
        self.sha256 = sha256
        self.createdAt = createdAt
    }
}
