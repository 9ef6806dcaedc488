import Assets
import Foundation
import Persistence

/// GLB files that were uploaded.
struct AssetUploads: Sendable {
    /// Where they are kept.
    let directory: URL
    let loader: AssetLoader

    /// The most bytes of a file.
    static let maximumBytes = 64 << 20

    /// Reads and prepares a model and writes its file, so that what is kept can be shown.
    /// - Throws: `ModelFileError` for a file that cannot be read; `CocoaError` when it cannot be written.
    func add(_ bytes: [UInt8], _ form: AssetForm) async throws -> AssetRecord {
        let id = "asset_" + ULID.make()
        let file = directory.appendingPathComponent(id + ".glb")
        return try await Offload.run(.loading) { [loader, directory] in
            let model = try GLBReader.read(bytes, name: "the body")
            let asset = try Asset.asset(
                of: model, notes: form.notes, id: id, stem: "object", source: .upload, library: "uploads",
                path: file.path)
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
            do {
                _ = try loader.mesh(of: asset)
            } catch {
                try? FileManager.default.removeItem(at: file)
                throw error
            }
            return AssetRecord(asset, createdAt: Timestamp.now())
        }
    }
}
