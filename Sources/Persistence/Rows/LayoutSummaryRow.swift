import GRDB
import SceneGraph

/// The columns of `layout` that a list shows.
struct LayoutSummaryRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "layout"
    static var databaseSelection: [any SQLSelectable] { CodingKeys.allCases.map { Column($0.rawValue) } }

    var sequence: Int64?
    var id: String
    var createdAt: Int64
    var parentID: String?
    var roomID: String?
    var roomType: String?
    var description: String
    var sizeX: Double
    var sizeY: Double
    var sizeZ: Double
    var objectCount: Int
    var placer: String
    var modelID: String?
    var modelSHA256: String?
    var modelTrained: Bool?
    var seed: Int
    var total: Double?
    var collisionCount: Int

    enum CodingKeys: String, CodingKey, CaseIterable {
        case sequence, id, createdAt, parentID, roomID, roomType, description, sizeX, sizeY, sizeZ,
            objectCount
        case placer, modelID, modelSHA256, modelTrained, seed, total, collisionCount
    }

    init(_ summary: LayoutSummary) {
        id = summary.id
        createdAt = Microseconds.from(summary.createdAt)
        parentID = summary.parentID
        roomID = summary.roomID
        roomType = summary.roomType
        description = summary.description
        (sizeX, sizeY, sizeZ) = (summary.size.x, summary.size.y, summary.size.z)
        objectCount = summary.objectCount
        placer = summary.placer
        modelID = summary.modelID
        modelSHA256 = summary.modelSHA256
        modelTrained = summary.modelTrained
        seed = summary.seed
        total = summary.total
        collisionCount = summary.collisionCount
    }

    var summary: LayoutSummary {
        LayoutSummary(
            id: id, createdAt: Microseconds.date(createdAt), parentID: parentID, roomID: roomID,
            roomType: roomType, description: description, size: Vector3(x: sizeX, y: sizeY, z: sizeZ),
            objectCount: objectCount, placer: placer, modelID: modelID, modelSHA256: modelSHA256,
            modelTrained: modelTrained, seed: seed, total: total, collisionCount: collisionCount)
    }
}
