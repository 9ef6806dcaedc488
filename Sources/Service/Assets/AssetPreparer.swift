import Assets
import JSON
import Logging
import Persistence
import Synchronization

/// Prepares the models of layouts in the background as soon as they are chosen, so that the first picture of a room
/// rarely has to wait for it.
final class AssetPreparer: Sendable {
    private let store: Store
    private let loader: AssetLoader
    private let logger: Logger
    private let last = Mutex<Task<Void, Never>?>(nil)

    init(store: Store, loader: AssetLoader, logger: Logger) {
        self.store = store
        self.loader = loader
        self.logger = logger
    }

    /// Prepares the assets that stand for a layout's objects, as `AssetPicker` names them, after what was begun before.
    func begin(_ references: JSONValue) {
        last.withLock { last in
            let previous = last
            last = Task(priority: .utility) {
                await withTaskCancellationHandler {
                    await previous?.value
                } onCancel: {
                    previous?.cancel()
                }
                await prepare(references)
            }
        }
    }

    /// Ends preparing: what is left is prepared when a picture needs it.
    func close() async {
        let task = last.withLock { $0 }
        task?.cancel()
        await task?.value
    }

    private func prepare(_ references: JSONValue) async {
        do {
            let meshes = try await SceneMeshes(references, store: store, loader: loader, logger: logger)
            for asset in meshes.distinctAssets where loader.preparation(of: asset) == .pending {
                try Task.checkCancellation()
                let start = ContinuousClock.now
                // Faults are told where the mesh is asked for.
                try await Offload.run(.loading) { [loader] in _ = try? loader.mesh(of: asset) }
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                logger.info(
                    "a model is prepared",
                    metadata: ["asset": "\(asset.id)", "ms": "\(Int((seconds * 1000).rounded()))"])
            }
        } catch is CancellationError {
        } catch {
            logger.warning("models cannot be prepared", metadata: ["error": "\(error)"])
        }
    }
}
