import Planning
import Rewards
import SceneGraph

/// An endless, reproducible set of rooms for training and measuring.
///
/// Each room follows from seed, part and index alone, so that a data set needs no storage and any of its rooms
/// can be made again. Every room can be furnished: `SyntheticRoom.positions` is proof under profile
/// `metaspatial-v1`, without collisions and with every object inside and at its place.
///
/// ```swift
/// let rooms = SyntheticRooms(seed: 1, settings: SyntheticRoomSettings(objects: 3...3))
/// let room = try rooms.scene(at: 0)
/// let heldOut = SyntheticRooms(seed: 1, part: .heldOut, settings: rooms.settings)
/// ```
public struct SyntheticRooms: Sendable {
    /// Which rooms of a seed these are: no index of one part gives a room of the other.
    public enum Part: String, CaseIterable, Hashable, Sendable {
        case training
        case heldOut = "held-out"
    }

    public let seed: UInt64
    public let part: Part
    public let settings: SyntheticRoomSettings

    /// The rooms of a seed.
    public init(seed: UInt64, part: Part = .training, settings: SyntheticRoomSettings = .standard) {
        self.seed = seed
        self.part = part
        self.settings = settings
    }

    /// How often a room is begun anew before its settings are held to be impossible.
    private static let maximumAttempts = 200

    /// The room of an index.
    /// - Throws: `CurationError`.
    public func scene(at index: Int) throws -> SyntheticRoom {
        try settings.validate()
        var generator = generator(of: index)
        for _ in 0..<Self.maximumAttempts {
            if let room = try draft(index, from: &generator), isFurnishable(room) { return room }
        }
        throw CurationError.noRoom(index: index)
    }

    /// Scrambles seed, part and index: neighbours have nothing in common.
    private func generator(of index: Int) -> SeededGenerator {
        var seeds = SeededGenerator(seed: seed)
        var key = seeds.next()
        if part == .heldOut { key = ~key }
        var indices = SeededGenerator(seed: key &+ UInt64(bitPattern: Int64(index)) &* 0xD6E8_FEB8_6659_FD93)
        return SeededGenerator(seed: indices.next())
    }

    private func draft(_ index: Int, from generator: inout SeededGenerator) throws -> SyntheticRoom? {
        let count = Int.random(in: settings.objects, using: &generator)
        let size = roomSize(objects: count, from: &generator)
        let type = generator.pick(RoomType.all)
        let writer = WishWriter(type: type)
        let isDesigned = generator.chance(settings.designedShare)
        var drafted: (scene: Scene, positions: [Vector3])?
        if isDesigned {
            let items = writer.items(atMost: count, from: &generator)
            let room = Room(description: writer.wish(naming: items, from: &generator), size: size)
            drafted = DesignedRoom(room: room, count: count).drafted(from: &generator)
        } else {
            let sketch = RoomSketch(type: type, size: size, settings: settings, generator: generator)
            if var grown = sketch.grown(to: count) {
                let wish = writer.wish(naming: grown.items, from: &grown.generator)
                drafted = try grown.drafted(Room(description: wish, size: size))
                generator = grown.generator
            }
        }
        guard let drafted, settings.objects.contains(drafted.scene.objects.count) else {
            generator = SeededGenerator(seed: generator.next())
            return nil
        }
        let (scene, positions) = try pinned(drafted, from: &generator)
        return SyntheticRoom(
            index: index, scene: scene, roomType: type.name, origin: isDesigned ? .designed : .sketched,
            positions: positions)
    }

    /// Some objects pinned where the settings want it, at places that can be written.
    private func pinned(
        _ draft: (scene: Scene, positions: [Vector3]), from generator: inout SeededGenerator
    ) throws -> (scene: Scene, positions: [Vector3]) {
        guard generator.chance(settings.pinnedShare) else { return draft }
        let share = generator.pick([0.15, 0.3, 0.6])
        let lesson = Teacher(attempts: 1).lesson(for: draft.scene, proof: draft.positions)
        let positions = lesson.score.penalty == 0 ? lesson.answer.positions : draft.positions
        let objects = zip(draft.scene.objects, positions).map { object, position -> SceneObject in
            // What a model is to copy must be there to be read: four decimals.
            let isWritable = [position.x, position.y, position.z].allSatisfy { ($0 * 1e4).rounded() / 1e4 == $0 }
            guard isWritable, generator.chance(share) else { return object }
            var pinned = object
            pinned.position = position
            pinned.isPinned = true
            return pinned
        }
        return (try Scene(room: draft.scene.room, objects: objects), positions)
    }

    /// Most rooms are as large as their objects need; some are tight.
    private func roomSize(objects: Int, from generator: inout SeededGenerator) -> Vector3 {
        let step = generator.pick([1, 0.5, 0.5, 0.1, 0.1, 0.05, 0.01])
        func side(_ range: ClosedRange<Double>, _ skew: Bool) -> Double {
            var part = generator.unit()
            if skew { part = min(part, generator.unit()) }
            let value = range.lowerBound + part * (range.upperBound - range.lowerBound)
            let count = (1 / step).rounded()
            return min(max((value * count).rounded() / count, range.lowerBound), range.upperBound)
        }
        var size = Vector3(x: 0, y: 0, z: 0)
        for _ in 0..<4 {
            size = Vector3(
                x: side(settings.sides, true), y: side(settings.sides, true), z: side(settings.heights, false))
            if size.x * size.y >= 0.8 * Double(objects) { break }
        }
        return size
    }

    private func isFurnishable(_ room: SyntheticRoom) -> Bool {
        let score = LayoutScorer(room.scene).score(room.positions)
        return score.collisions.isEmpty && score.violations.isEmpty && !score.isInside.contains(false)
    }
}
