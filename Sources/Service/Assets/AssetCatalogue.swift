import Assets
import Foundation
import Logging
import Persistence
import SceneGraph

/// The furniture that the service can show: found at the start, kept in the database, chosen for layouts.
struct AssetCatalogue: Sendable {
    let store: Store
    let loader: AssetLoader
    /// Where libraries and GLB files are looked for.
    let directories: [URL]
    let logger: Logger

    /// Brings the database up to date with what is there: furniture made in code and Sweet Home 3D libraries at once.
    /// What cannot be read is logged and left out.
    /// - Throws: `PersistenceError`.
    func refresh() async throws {
        let known = Dictionary(
            uniqueKeysWithValues: try await store.assetLibraries().map { ($0.path, $0.fingerprint) })
        var present: Set<String> = []
        let parametric = AssetCollection.parametric
        present.insert(parametric.library.path)
        if known[parametric.library.path] != parametric.library.fingerprint {
            try await keep(parametric.assets, of: parametric.library)
        }
        for file in AssetCollection.libraryFiles(in: directories) {
            guard let fingerprint = AssetCollection.fingerprint(ofFile: file) else { continue }
            present.insert(file.path)
            guard known[file.path] != fingerprint else { continue }
            do {
                let found = try await Offload.run(.loading) { try AssetCollection.sweetHome(file, fingerprint) }
                for fault in found.faults.prefix(20) {
                    logger.warning(
                        "a piece of furniture is left out", metadata: ["library": "\(file.path)", "fault": "\(fault)"])
                }
                try await keep(found.assets, of: found.library)
            } catch let error as ModelFileError {
                logger.warning("a furniture library cannot be read", metadata: ["error": "\(error)"])
            }
        }
        present.formUnion(AssetCollection.modelDirectories(in: directories).map(\.path))
        for path in known.keys where !present.contains(path) { try await store.removeAssets(ofLibrary: path) }
    }

    /// Reads the directories of GLB files that changed since they were last read: a file at a time, which may take long.
    func refreshModels() async {
        do {
            let known = Dictionary(
                uniqueKeysWithValues: try await store.assetLibraries().map { ($0.path, $0.fingerprint) })
            for directory in AssetCollection.modelDirectories(in: directories) {
                let files = AssetCollection.modelFiles(in: directory)
                let fingerprint = AssetCollection.fingerprint(ofFiles: files)
                guard known[directory.path] != fingerprint else { continue }
                let notes = AssetCollection.notes(in: directory)
                var assets: [Asset] = []
                for file in files {
                    try Task.checkCancellation()
                    do {
                        assets.append(
                            try await Offload.run(.loading) {
                                try AssetCollection.model(file, in: directory, notes: notes)
                            })
                    } catch let error as ModelFileError {
                        logger.warning("a model cannot be read", metadata: ["error": "\(error)"])
                    }
                }
                let library = AssetLibraryRecord(
                    path: directory.path, fingerprint: fingerprint, name: directory.lastPathComponent)
                try await keep(assets, of: library)
            }
        } catch is CancellationError {
        } catch {
            logger.error("the furniture could not be read", metadata: ["error": "\(error)"])
        }
    }

    private func keep(_ assets: [Asset], of library: AssetLibraryRecord) async throws {
        let now = Timestamp.now()
        let count = try await store.replaceAssets(of: library, with: assets.map { AssetRecord($0, createdAt: now) })
        logger.info("furniture", metadata: ["library": "\(library.name)", "pieces": "\(count)"])
    }

    /// A kept asset.
    /// - Throws: `Problem` 404 when there is none.
    func record(_ id: String) async throws -> AssetRecord {
        guard let record = try await store.asset(id) else { throw Problem.notFound("asset", id: id) }
        return record
    }

    /// How far an asset's mesh is.
    func preparation(of record: AssetRecord) -> AssetPreparation {
        record.asset.map(loader.preparation) ?? .pending
    }
}
