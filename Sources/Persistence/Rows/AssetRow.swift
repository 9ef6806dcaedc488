import GRDB
import JSON
import SceneGraph

/// A row of `asset`: what is kept, and what it is replaced with.
struct AssetRow: FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "asset"

    var sequence: Int64?
    /// The path of the collection that the row is replaced with; nil for one that stands for itself.
    var collection: String?
    var asset: AssetRecord

    var id: String { asset.id }

    init(_ asset: AssetRecord, collection: String?) {
        self.asset = asset
        self.collection = collection
    }

    /// - Throws: `PersistenceError.unreadable` for lists that are none.
    init(row: Row) throws {
        let id: String = row["id"]
        func list(_ column: String) throws -> [JSONValue] {
            try JSONColumn.value(row[column], .asset, id: id).arrayValue ?? []
        }
        sequence = row["sequence"]
        collection = row["collection"]
        asset = AssetRecord(
            id: id, createdAt: Microseconds.date(row["createdAt"]), source: row["source"], library: row["library"],
            name: row["name"], tags: try list("tags").compactMap(\.stringValue), kind: row["kind"],
            category: row["category"],
            size: BoxSize(length: row["length"], width: row["width"], height: row["height"]), front: row["front"],
            up: row["up"], unit: row["unit"], support: row["support"],
            surfaces: try list("surfaces").compactMap(\.doubleValue), licence: row["licence"],
            creator: row["creator"], path: row["path"], key: row["key"])
    }

    func encode(to container: inout PersistenceContainer) {
        container["sequence"] = sequence
        container["collection"] = collection
        container["id"] = asset.id
        container["createdAt"] = Microseconds.from(asset.createdAt)
        container["source"] = asset.source
        container["library"] = asset.library
        container["name"] = asset.name
        container["tags"] = JSONColumn.text(.array(asset.tags.map { .string($0) }))
        container["kind"] = asset.kind
        container["category"] = asset.category
        container["length"] = asset.size.length
        container["width"] = asset.size.width
        container["height"] = asset.size.height
        container["front"] = asset.front
        container["up"] = asset.up
        container["unit"] = asset.unit
        container["support"] = asset.support
        container["surfaces"] = JSONColumn.text(.array(asset.surfaces.map { .number($0) }))
        container["licence"] = asset.licence
        container["creator"] = asset.creator
        container["path"] = asset.path
        container["key"] = asset.key
    }
}
