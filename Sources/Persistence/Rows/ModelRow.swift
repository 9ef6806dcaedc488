import GRDB

/// A row of `model`.
struct ModelRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "model"

    var id: String
    var path: String
    var visionPath: String?
    var sha256: String
    var createdAt: Int64

    init(_ model: ModelRecord) {
        id = model.id
        path = model.path
        visionPath = model.visionPath
        sha256 = model.sha256
        createdAt = Microseconds.from(model.createdAt)
    }

    var record: ModelRecord {
        ModelRecord(
            id: id, path: path, visionPath: visionPath, sha256: sha256, createdAt: Microseconds.date(createdAt))
    }
}
