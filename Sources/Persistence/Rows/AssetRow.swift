import GRDB
import JSON
import SceneGraph

/// A row of `asset`.
struct AssetRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "asset"

    var sequence: Int64?
    var id: String
    var createdAt: Int64
    /// The path of the collection that the row is replaced with; nil for one that stands for itself.
    var collection: String?
    var source: String
    var library: String
    var name: String
    var tags: String
    var kind: String?
    var category: String?
    var length: Double
    var width: Double
    var height: Double
    var front: String
    var up: String
    var unit: Double?
    var support: String
    var surfaces: String
    var licence: String
    var creator: String
    var path: String
    var key: String

    init(_ asset: AssetRecord, collection: String?) {
        id = asset.id
        createdAt = Microseconds.from(asset.createdAt)
        self.collection = collection
        source = asset.source
        library = asset.library
        name = asset.name
        tags = JSONColumn.text(.array(asset.tags.map { .string($0) }))
        kind = asset.kind
        category = asset.category
        (length, width, height) = (asset.size.length, asset.size.width, asset.size.height)
        front = asset.front
        up = asset.up
        unit = asset.unit
        support = asset.support
        surfaces = JSONColumn.text(.array(asset.surfaces.map { .number($0) }))
        licence = asset.licence
        creator = asset.creator
        path = asset.path
        key = asset.key
    }

    func record() throws(PersistenceError) -> AssetRecord {
        let tags = try JSONColumn.value(tags, .asset, id: id).arrayValue ?? []
        let surfaces = try JSONColumn.value(surfaces, .asset, id: id).arrayValue ?? []
        return AssetRecord(
            id: id, createdAt: Microseconds.date(createdAt), source: source, library: library, name: name,
            tags: tags.compactMap(\.stringValue), kind: kind, category: category,
            size: BoxSize(length: length, width: width, height: height), front: front, up: up, unit: unit,
            support: support, surfaces: surfaces.compactMap(\.doubleValue), licence: licence, creator: creator,
            path: path, key: key)
    }
}
