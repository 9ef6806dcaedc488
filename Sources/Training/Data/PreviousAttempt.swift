import Curation
import Planning
import SceneGraph

/// A first turn as a second one finds it: an answer with faults, and how it was rewarded.
///
/// Examples for `sft` have none of their own, so attempts are made up: every object where chance puts it within what
/// its relations leave, and some of them anywhere in the room.
package struct PreviousAttempt: Sendable {
    /// What the next turn is told.
    package let told: TurnMaker.Previous
    /// The room as the attempt furnishes it.
    package let scene: Scene
    /// Where the attempt put the objects.
    package let positions: [Vector3]

    /// How likely an object strays from its relations.
    private static let strayShare = 0.15

    /// An attempt at a scene; the same seed gives the same.
    package init?(at scene: Scene, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let drawn = WorkedAnswer(scene, facts: .ranges, style: .short) { _, _, options in
            let range = options.ranges[Int.random(in: 0..<options.ranges.count, using: &generator)]
            return Double.random(in: range, using: &generator)
        }
        let room = scene.room.size
        let positions = zip(scene.objects, drawn.positions).map { object, position -> Vector3 in
            guard !object.isPinned, Double.random(in: 0..<1, using: &generator) < Self.strayShare else {
                return position
            }
            func somewhere(_ limit: Double) -> Double {
                (Double.random(in: 0...max(limit, 0), using: &generator) * 100).rounded() / 100
            }
            return Vector3(x: somewhere(room.x), y: somewhere(room.y), z: position.z)
        }
        let skeleton = AnswerSkeleton(ids: scene.objects.map(\.id), room: room)
        guard let response = skeleton.text(positions: positions, think: "") else { return nil }
        let scored = AnswerScorer(scene: scene, profile: .metaSpatialV1, weights: RewardWeights()).score(response)
        told = TurnMaker.Previous(
            response: response, total: scored.total, terms: scored.terms.map { (name: $0.name, value: $0.value) })
        self.scene = scored.scene
        self.positions = positions
    }
}
