import Rendering
import Synchronization

/// Pictures and lit scenes of late, so that a page that turns a room or shows it again does not wait for it.
///
/// Both are bounded; what was asked for longest ago goes first.
final class PictureCache: Sendable {
    private struct State {
        var scenes: [(id: String, scene: StudioScene)] = []
        var files: [(tag: String, bytes: [UInt8])] = []
        var size = 0
    }

    private let state = Mutex(State())

    /// How many triangles all kept scenes may have, how many they may be, and how many bytes all kept pictures.
    private static let limits = (triangles: 2_000_000, scenes: 12, bytes: 48 << 20)

    /// The scene of a layout, which never changes; made where it is not kept.
    func scene(_ id: String, make: () throws -> StudioScene) rethrows -> StudioScene {
        let known = state.withLock { state -> StudioScene? in
            guard let index = state.scenes.firstIndex(where: { $0.id == id }) else { return nil }
            let entry = state.scenes.remove(at: index)
            state.scenes.append(entry)
            return entry.scene
        }
        if let known { return known }
        // Two requests at once may both make it; they make the same.
        let scene = try make()
        state.withLock { state in
            state.scenes.removeAll { $0.id == id }
            state.scenes.append((id, scene))
            while state.scenes.count > 1,
                state.scenes.count > Self.limits.scenes
                    || state.scenes.reduce(0, { $0 + $1.scene.triangleCount }) > Self.limits.triangles
            {
                state.scenes.removeFirst()
            }
        }
        return scene
    }

    /// The file of a tag; made where it is not kept.
    func file(_ tag: String, make: () throws -> [UInt8]) rethrows -> [UInt8] {
        let known = state.withLock { state -> [UInt8]? in
            guard let index = state.files.firstIndex(where: { $0.tag == tag }) else { return nil }
            let entry = state.files.remove(at: index)
            state.files.append(entry)
            return entry.bytes
        }
        if let known { return known }
        let bytes = try make()
        guard bytes.count <= Self.limits.bytes / 4 else { return bytes }
        state.withLock { state in
            guard !state.files.contains(where: { $0.tag == tag }) else { return }
            state.files.append((tag, bytes))
            state.size += bytes.count
            while state.size > Self.limits.bytes, let first = state.files.first {
                state.size -= first.bytes.count
                state.files.removeFirst()
            }
        }
        return bytes
    }
}
