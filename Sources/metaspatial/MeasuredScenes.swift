import Curation
import Foundation
import SceneGraph

/// The scenes that a command measures on: those of a file, or made-up rooms that no training sees.
struct MeasuredScenes {
    /// A file as `SceneFile` reads it; made-up rooms without one.
    let file: String?
    /// How many rooms are made up.
    let rooms: Int
    /// How many objects each of them has.
    let objects: String
    let seed: UInt64

    /// All of them; what of a file is no scene is told on the standard error.
    func all() throws -> [Scene] {
        guard let file else {
            let settings = SyntheticRoomSettings(objects: try ObjectCounts(objects).range)
            let heldOut = SyntheticRooms(seed: seed, part: .heldOut, settings: settings)
            return try (0..<rooms).map { try heldOut.scene(at: $0).scene }
        }
        let read = try SceneFile(try InputFile.read(file), seed: seed)
        if let first = read.refusals.first {
            let total = read.refusals.count + read.scenes.count
            FileHandle.standardError.write(
                Data("\(read.refusals.count) of \(total) are no scenes; \(first)\n".utf8))
        }
        return read.scenes
    }
}
