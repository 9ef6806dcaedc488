import Dispatch
import Foundation
import Synchronization

/// Prepared meshes: the ones used last in memory, up to a bound, and all of them in a directory.
public final class MeshCache: Sendable {
    private struct Held {
        var mesh: Mesh
        var byteCount: Int
        var lastUse: Int
    }

    private struct State {
        var held: [String: Held] = [:]
        var byteCount = 0
        var uses = 0
        /// Keys of the meshes that are being made.
        var underway: Set<String> = []
    }

    private let directory: URL
    private let maximumBytes: Int
    private let state = Mutex(State())
    /// Preparing takes many times a mesh's memory, so that few are prepared at a time.
    private let preparing = DispatchSemaphore(value: min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 4))
    /// Who asks for a mesh that is being made waits for it: a lock for each, chosen by its key.
    private let turns = (0..<64).map { _ in NSLock() }

    /// - Parameters:
    ///   - directory: where the files lie; made when the first is written.
    ///   - maximumBytes: the most memory that kept meshes take.
    public init(directory: URL, maximumBytes: Int = 256 << 20) {
        self.directory = directory
        self.maximumBytes = maximumBytes
    }

    /// The mesh of a key: from memory, from disk, or made now and kept. A file that is damaged is made again; one that
    /// cannot be written is done without.
    /// - Parameter key: letters, digits, `-`, `_` and `.` only; it names the file.
    /// - Throws: what `make` throws.
    public func mesh(_ key: String, make: () throws -> Mesh) throws -> Mesh {
        if let mesh = held(key) { return mesh }
        let turn = turns[Int(UInt(bitPattern: key.hashValue) % UInt(turns.count))]
        turn.lock()
        defer { turn.unlock() }
        if let mesh = held(key) { return mesh }
        if let mesh = MeshFile.mesh(atPath: file(key).path) {
            hold(mesh, key)
            return mesh
        }
        preparing.wait()
        defer { preparing.signal() }
        _ = state.withLock { $0.underway.insert(key) }
        defer { _ = state.withLock { $0.underway.remove(key) } }
        let mesh = try make()
        try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try? Data(MeshFile.bytes(of: mesh)).write(to: file(key), options: .atomic)
        hold(mesh, key)
        return mesh
    }

    /// How far a key's mesh is.
    public func preparation(of key: String) -> AssetPreparation {
        let known = state.withLock { state -> AssetPreparation? in
            state.held[key] != nil ? .ready : state.underway.contains(key) ? .preparing : nil
        }
        return known ?? (FileManager.default.fileExists(atPath: file(key).path) ? .ready : .pending)
    }

    private func file(_ key: String) -> URL { directory.appendingPathComponent(key + ".mesh") }

    /// Memory that the kept meshes take, bytes.
    public var byteCount: Int { state.withLock(\.byteCount) }

    private func held(_ key: String) -> Mesh? {
        state.withLock { state in
            state.uses += 1
            state.held[key]?.lastUse = state.uses
            return state.held[key]?.mesh
        }
    }

    private func hold(_ mesh: Mesh, _ key: String) {
        let size = mesh.byteCount
        guard size <= maximumBytes else { return }
        state.withLock { state in
            state.uses += 1
            state.byteCount += size - (state.held[key]?.byteCount ?? 0)
            state.held[key] = Held(mesh: mesh, byteCount: size, lastUse: state.uses)
            while state.byteCount > maximumBytes,
                let oldest = state.held.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.byteCount -= oldest.value.byteCount
                state.held[oldest.key] = nil
            }
        }
    }
}

extension Mesh {
    /// Memory that the vertices, triangles and textures take, bytes, textures once.
    public var byteCount: Int {
        var textures: Set<Texture> = []
        return parts.reduce(0) { sum, part in
            let isNew = part.texture.map { textures.insert($0).inserted } ?? false
            return sum + part.positions.count * 16 + part.normals.count * 16 + part.coordinates.count * 8
                + part.indices.count * 4 + (isNew ? part.texture?.byteCount ?? 0 : 0)
        }
    }
}
