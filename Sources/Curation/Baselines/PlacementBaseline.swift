import Planning
import SceneGraph

/// Placements without a model, to compare models with.
public enum PlacementBaseline: String, CaseIterable, Hashable, Sendable {
    /// Every object anywhere inside the room, what stands on the floor on the floor.
    case random
    /// The constraint solver alone; where it finds nothing, its repair of a random placement.
    case solver
    /// Guided decoding with every choice drawn evenly from what is open: what the facts are worth without a model.
    case guidedRandom = "guided-random"
    /// The same, told only what relations and the room leave.
    case rangedRandom = "ranged-random"
    /// Guided decoding that always takes the middle of the longest stretch.
    case guidedMiddle = "guided-middle"

    /// A centre for each object, in the order of the scene's; pinned objects stay.
    public func positions(for scene: Scene, seed: UInt64 = 0) -> [Vector3] {
        var generator = SeededGenerator(seed: seed)
        switch self {
        case .random: return Self.random(scene, &generator)
        case .solver:
            let budget = PlacementBudget(nodes: 2_000)
            if let positions = PlacementSolver(scene: scene, seed: seed, budget: budget).arrangement() {
                return positions
            }
            return LayoutRepair(scene: scene, seed: seed, budget: budget).repair(Self.random(scene, &generator))
                .positions
        case .guidedRandom, .rangedRandom:
            let facts = self == .guidedRandom ? GuideFacts.stretches : .ranges
            return WorkedAnswer(scene, facts: facts) { _, _, options in
                Self.drawn(from: options, &generator)
            }.positions
        case .guidedMiddle:
            return WorkedAnswer(scene) { _, _, options in
                let longest = options.ranges.max { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }
                return longest.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
            }.positions
        }
    }

    private static func random(_ scene: Scene, _ generator: inout SeededGenerator) -> [Vector3] {
        zip(scene.objects, scene.angles).map { object, angle in
            let half = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0)).half
            let room = scene.room.size
            func place(_ half: Double, _ side: Double) -> Double {
                half + generator.unit() * max(side - 2 * half, 0)
            }
            let place = Vector3(
                x: place(half.x, room.x), y: place(half.y, room.y),
                z: object.isOnTheFloor ? half.z : place(half.z, room.z))
            return object.isPinned ? object.position ?? place : place
        }
    }

    /// A value drawn evenly over all stretches.
    private static func drawn(from options: PlacementOptions, _ generator: inout SeededGenerator) -> Double {
        // A stretch of one value is a value too.
        let step = 0.01
        let total = options.ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound + step }
        var rest = generator.unit() * total
        for range in options.ranges {
            let length = range.upperBound - range.lowerBound + step
            if rest < length { return min(range.lowerBound + rest, range.upperBound) }
            rest -= length
        }
        return options.ranges[0].lowerBound
    }
}
