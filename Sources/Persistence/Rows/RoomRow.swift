import GRDB
import SceneGraph

/// A row of `room`.
struct RoomRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "room"

    var sequence: Int64?
    var id: String
    var createdAt: Int64
    var type: String
    var description: String
    var sizeX: Double
    var sizeY: Double
    var sizeZ: Double
    var sceneGraph: String
    /// Null for rooms of which nothing but the size is known.
    var form: String?

    init(_ room: RoomRecord) {
        id = room.id
        createdAt = Microseconds.from(room.createdAt)
        type = room.type
        description = room.description
        (sizeX, sizeY, sizeZ) = (room.size.x, room.size.y, room.size.z)
        sceneGraph = JSONColumn.text(room.sceneGraph)
        form = room.form.objectValue?.isEmpty ?? true ? nil : JSONColumn.text(room.form)
    }

    func record() throws(PersistenceError) -> RoomRecord {
        RoomRecord(
            id: id, createdAt: Microseconds.date(createdAt), type: type, description: description,
            size: Vector3(x: sizeX, y: sizeY, z: sizeZ),
            form: try form.map { text throws(PersistenceError) in try JSONColumn.value(text, .room, id: id) } ?? [:],
            sceneGraph: try JSONColumn.value(sceneGraph, .room, id: id))
    }
}
