import Foundation
import GRDB

/// A row of `idempotency`; `status` is nil while the request is being carried out.
struct IdempotencyRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "idempotency"
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace, update: .replace)

    var key: String
    var route: String
    var requestHash: String
    /// The run of the server that reserved the key.
    var run: String
    var createdAt: Int64
    var status: Int?
    var location: String?
    var contentType: String?
    var body: Data?

    /// The answer, once there is one.
    var response: StoredResponse? {
        guard let status else { return nil }
        return StoredResponse(
            status: status, location: location, contentType: contentType, body: Array(body ?? Data()))
    }
}
