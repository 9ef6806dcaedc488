import Foundation
import JSON
import Persistence
import SceneGraph

/// The module's error, where GRDB's old name of `RecordError` is in sight as well.
typealias PersistenceError = Persistence.PersistenceError

/// Records to test with.
enum Samples {
    static let time = Date(timeIntervalSince1970: 1_750_000_000.25)
    static let size = Vector3(x: 4, y: 5.5, z: 2.7)

    static func layout(_ id: String, parentID: String? = nil) -> LayoutRecord {
        LayoutRecord(
            summary: LayoutSummary(
                id: id, createdAt: time, parentID: parentID, roomID: "room_1", roomType: "bedroom",
                description: "A calm bedroom — «zu zweit» 🛏", size: size, objectCount: 2, placer: "model",
                modelID: "tiny", modelSHA256: "00ff", modelTrained: false, seed: -7, total: 0.1 + 0.2,
                collisionCount: 1),
            scene: [["new_object_id": "bed_1", "position": ["x": 1.5, "y": 2.0, "z": 0.25], "n": 5]],
            document: ["think": "a\u{0}b", "nothing": nil, "turns": [], "deep": [[[[["x"]]]]]])
    }

    static func job(_ id: String, status: JobStatus = .queued) -> JobRecord {
        JobRecord(
            id: id, kind: "layout", status: status, createdAt: time, request: ["description": "a bedroom"])
    }
}

/// A directory that is deleted after the test.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "persistence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func permissions(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}
