import Curation
import Planning
import SceneGraph

/// A first turn as a second one finds it: an answer with faults, and how it was rewarded.
///
/// Examples for `sft` have none of their own, so attempts are made up. Most are a sound arrangement of which a share,
/// itself by chance, has slipped by some centimetres or strayed anywhere into the room, as a model's own answers do;
/// the others put every object where chance has it within what its relations leave, and some anywhere. A few leave an
/// object out, so that nothing of them can be read.
package struct PreviousAttempt: Sendable {
    /// What the next turn is told.
    package let told: TurnMaker.Previous
    /// The room as the attempt furnishes it; nil where it cannot be read.
    package let scene: Scene?
    /// What the next answer stays near to: where the attempt put the objects, or stood well where it cannot be read.
    package let positions: [Vector3]

    /// How likely an object of a chance arrangement strays from its relations.
    private static let strayShare = 0.15
    /// How many attempts are a chance arrangement.
    private static let chanceShare = 0.25
    /// How many attempts cannot be read.
    private static let unreadableShare = 0.1
    /// The greatest share of a sound arrangement that is disturbed.
    private static let disturbedShare = 0.7
    /// How far an object slips at most, in metres.
    private static let slip = 0.5

    /// An attempt at a scene; the same seed gives the same.
    /// - Parameter sound: where the objects stand well.
    package init?(at scene: Scene, sound: [Vector3], seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isChance = Double.random(in: 0..<1, using: &generator) < Self.chanceShare
        let share = isChance ? Self.strayShare : Double.random(in: 0..<Self.disturbedShare, using: &generator)
        let basis = isChance ? Self.chance(in: scene, &generator) : sound
        let room = scene.room.size
        let positions = zip(scene.objects, basis).map { object, position -> Vector3 in
            guard !object.isPinned, Double.random(in: 0..<1, using: &generator) < share else { return position }
            let slips = !isChance && Bool.random(using: &generator)
            func moved(_ value: Double, _ limit: Double) -> Double {
                let limit = max(limit, 0)
                let range = slips ? value - Self.slip...value + Self.slip : 0...limit
                return min(max((Double.random(in: range, using: &generator) * 100).rounded() / 100, 0), limit)
            }
            return Vector3(x: moved(position.x, room.x), y: moved(position.y, room.y), z: position.z)
        }
        let isReadable = Double.random(in: 0..<1, using: &generator) >= Self.unreadableShare
        let count = isReadable ? positions.count : positions.count - 1
        let skeleton = AnswerSkeleton(ids: scene.objects.prefix(count).map(\.id), room: room)
        guard let response = skeleton.text(positions: Array(positions.prefix(count)), think: "") else { return nil }
        let scored = AnswerScorer(scene: scene, profile: .metaSpatialV1, weights: RewardWeights()).score(response)
        told = TurnMaker.Previous(
            response: response, total: scored.total, terms: scored.terms.map { (name: $0.name, value: $0.value) },
            in: scene)
        self.scene = scored.isPlaced ? scored.scene : nil
        self.positions = scored.isPlaced ? positions : sound
    }

    /// Every object anywhere within what its relations leave.
    private static func chance(in scene: Scene, _ generator: inout SeededGenerator) -> [Vector3] {
        WorkedAnswer(scene, facts: .ranges, style: .short) { _, _, options in
            let range = options.ranges[Int.random(in: 0..<options.ranges.count, using: &generator)]
            return Double.random(in: range, using: &generator)
        }.positions
    }
}
