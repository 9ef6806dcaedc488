import GRDB

/// A row of `preview`.
struct PreviewRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "preview"
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace, update: .replace)

    var layoutID: String
    var view: String
    var width: Int
    var height: Int
    var azimuth: Double
    var elevation: Double
    var etag: String
    var createdAt: Int64

    init(_ preview: PreviewRecord) {
        layoutID = preview.layoutID
        view = preview.view
        width = preview.width
        height = preview.height
        azimuth = preview.azimuth
        elevation = preview.elevation
        etag = preview.etag
        createdAt = Microseconds.from(preview.createdAt)
    }

    var record: PreviewRecord {
        PreviewRecord(
            layoutID: layoutID, view: view, width: width, height: height, azimuth: azimuth,
            elevation: elevation,
            etag: etag, createdAt: Microseconds.date(createdAt))
    }
}
