import Curation
import Planning
import SceneGraph

/// Gives rooms by number, so that a run goes on where it stopped without a memory of its own.
struct RoomFeed: Sendable {
    private enum Source: Sendable {
        case synthetic(training: SyntheticRooms, heldOut: SyntheticRooms, madeUpNames: Double)
        case given(training: [Scene], heldOut: [Scene])
    }

    private let source: Source
    private let seed: UInt64
    /// How many rooms are held out.
    let heldOutCount: Int

    /// - Parameters:
    ///   - heldOut: rooms to hold out; of rooms that are given, at most the last fifth (the original trains on the
    ///     first four fifths).
    init(_ source: TrainingSource, heldOut: Int, seed: UInt64) {
        self.seed = seed
        switch source {
        case .rooms(let scenes):
            heldOutCount = min(heldOut, scenes.count / 5)
            self.source = .given(
                training: Array(scenes.dropLast(heldOutCount)), heldOut: Array(scenes.suffix(heldOutCount)))
        case .synthetic(let rooms):
            heldOutCount = heldOut
            self.source = Self.synthetic(rooms)
        case .rows, .dataset, .drill:
            heldOutCount = 0
            self.source = .given(training: [], heldOut: [])
        }
    }

    private static func synthetic(_ rooms: SyntheticRoomSource) -> Source {
        let few = rooms.objects.upperBound <= 3
        var settings = SyntheticRoomSettings.stage(objects: rooms.objects.upperBound)
        settings.objects = rooms.objects
        if few { settings.pinnedShare = 0 }
        let seed = UInt64(rooms.seed)
        return .synthetic(
            training: SyntheticRooms(seed: seed, settings: settings),
            heldOut: SyntheticRooms(seed: seed, part: .heldOut, settings: settings), madeUpNames: rooms.madeUpNames)
    }

    /// The training room of a number; given rooms are gone through in a new order each time round.
    /// - Throws: `CurationError`.
    func training(at number: Int) throws -> Scene {
        switch source {
        case .synthetic(let rooms, _, let share): return try named(rooms.scene(at: number), share).scene
        case .given(let scenes, _):
            return scenes[Permutation.place(of: number, in: scenes.count, seed: seed)]
        }
    }

    /// A training room with a sound arrangement of it, where one is known.
    func labelled(at number: Int) throws -> (scene: Scene, positions: [Vector3])? {
        guard case .synthetic(let rooms, _, let share) = source else { return nil }
        let room = try rooms.scene(at: number)
        let positions = Teacher().lesson(for: room.scene, proof: room.positions).answer.positions
        return (try named(room, share).scene, positions)
    }

    /// A share of the rooms with made-up names.
    private func named(_ room: SyntheticRoom, _ share: Double) throws -> SyntheticRoom {
        var generator = SeededGenerator(seed: Seeds.mix(Seeds.mix(seed, 0x4A3E), room.index))
        return generator.unit() < share ? try room.withMadeUpNames(seed: generator.next()) : room
    }

    /// The rooms that are never trained on.
    /// - Throws: `CurationError`.
    func heldOut() throws -> [Scene] {
        switch source {
        case .synthetic(_, let rooms, _): try (0..<heldOutCount).map { try rooms.scene(at: $0).scene }
        case .given(_, let scenes): scenes
        }
    }
}
