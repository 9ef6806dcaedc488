import Foundation
import Training

/// Makes a job's checkpoint one of the server's models.
///
/// A job removes its older checkpoints, so the model gets a directory of its own. Its files are links to the same
/// data: it takes no room of its own as long as both are there.
struct CheckpointPromotion: Sendable {
    let models: ModelRegistry
    let modelsDirectory: URL

    /// The id of the model that is a job's checkpoint.
    static func modelID(_ jobID: String, step: Int) -> String { "\(jobID)-step-\(step)" }

    /// Registers a checkpoint, if that was not done before.
    /// - Returns: the model's id.
    func register(_ checkpoint: CheckpointRecord, of jobID: String) async throws -> String {
        let id = Self.modelID(jobID, step: checkpoint.step)
        let target = modelsDirectory.appendingPathComponent(id, isDirectory: true)
        if !FileManager.default.fileExists(atPath: target.path) {
            try await Offload.run(.loading) { try Self.link(checkpoint.directory, to: target) }
        }
        return try await models.register(path: target.path, vision: nil, id: id).id
    }

    /// Links or else copies a checkpoint's files, whole or not at all.
    private static func link(_ source: URL, to target: URL) throws {
        let files = FileManager.default
        let partial = target.deletingLastPathComponent()
            .appendingPathComponent(".\(target.lastPathComponent)-\(UUID().uuidString)", isDirectory: true)
        try files.createDirectory(at: partial, withIntermediateDirectories: true)
        do {
            for file in try files.contentsOfDirectory(at: source, includingPropertiesForKeys: [.isRegularFileKey]) {
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
                let place = partial.appendingPathComponent(file.lastPathComponent)
                do {
                    try files.linkItem(at: file, to: place)
                } catch {
                    // Another file system, or one without links.
                    try files.copyItem(at: file, to: place)
                }
            }
            try files.moveItem(at: partial, to: target)
        } catch {
            try? files.removeItem(at: partial)
            guard files.fileExists(atPath: target.path) else { throw error }
        }
    }
}
