import JSON
import Persistence
import SceneGraph

/// Reads kept layouts.
struct LayoutLibrary: Sendable {
    let store: Store

    /// A kept layout.
    /// - Throws: `Problem` 404 when there is none.
    func record(_ id: String) async throws -> LayoutRecord {
        guard let record = try await store.layout(id) else { throw Problem.notFound("layout", id: id) }
        return record
    }

    /// The document of a layout; nil when it was deleted.
    func document(_ id: String, frame: CoordinateFrame?) async throws -> JSONValue? {
        guard let record = try await store.layout(id) else { return nil }
        return try LayoutDocument(record).json(frame: frame ?? .metaspatial)
    }
}
