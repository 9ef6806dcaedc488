import Assets
import Dispatch
import JSON
import Logging
import Persistence
import SceneGraph

/// The meshes of a layout's objects. An asset that is gone or broken leaves its object to furniture made in code.
struct SceneMeshes: Sendable {
    private let assets: [String: Asset]
    private let loader: AssetLoader
    private let logger: Logger

    /// The assets that stand for objects, as `AssetPicker` names them.
    init(_ references: JSONValue?, store: Store, loader: AssetLoader, logger: Logger) async throws {
        var assets: [String: Asset] = [:]
        var known: [String: Asset] = [:]
        for (object, reference) in references?.objectValue?.members ?? [] {
            guard let id = reference["id"]?.stringValue,
                reference["source"]?.stringValue != Asset.Source.parametric.rawValue
            else { continue }
            if known[id] == nil { known[id] = try await store.asset(id)?.asset }
            assets[object] = known[id]
        }
        self.assets = assets
        self.loader = loader
        self.logger = logger
    }

    /// The assets in use, each once, in the order of their names.
    var distinctAssets: [Asset] {
        Dictionary(assets.values.map { ($0.id, $0) }) { first, _ in first }.values.sorted { $0.id < $1.id }
    }

    /// Reads and prepares all models beside each other, so that the first picture of a room need not wait for one after
    /// the other. Faults are told where the meshes are asked for.
    func prepare() {
        let distinct = distinctAssets
        DispatchQueue.concurrentPerform(iterations: distinct.count) { _ = try? loader.mesh(of: distinct[$0]) }
    }

    /// The mesh of an object, stretched to its box; nil for furniture made in code, whose material and style show. It
    /// may read and prepare a model, so it is to be called where that may take its time.
    func mesh(of object: SceneObject) -> Mesh? {
        guard let asset = assets[object.id] else { return nil }
        do {
            return try loader.mesh(of: asset, fittedTo: object.size)
        } catch {
            logger.warning(
                "an asset cannot be shown", metadata: ["asset": "\(asset.id)", "error": "\(error)"])
            return nil
        }
    }
}
