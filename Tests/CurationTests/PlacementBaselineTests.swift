import Curation
import Rewards
import SceneGraph
import Testing

@Suite struct PlacementBaselineTests {
    private func scores(_ baseline: PlacementBaseline) throws -> [LayoutScore] {
        try (0..<60).map { index in
            let scene = try SyntheticRooms(seed: 12).scene(at: index).scene
            let positions = baseline.positions(for: scene, seed: UInt64(index))
            #expect(positions == baseline.positions(for: scene, seed: UInt64(index)))
            for (object, position) in zip(scene.objects, positions) where object.isPinned {
                #expect(position == object.position)
            }
            return LayoutScorer(scene).score(positions)
        }
    }

    private func mean(_ scores: [LayoutScore], _ value: (LayoutScore) -> Double) -> Double {
        scores.reduce(0) { $0 + value($1) } / Double(scores.count)
    }

    @Test func everyBaselineKeepsInsideAndTheirOrderIsWhatOneExpects() throws {
        let random = try scores(.random)
        let guided = try scores(.guidedRandom)
        let middle = try scores(.guidedMiddle)
        let solver = try scores(.solver)
        for score in [random, guided, middle, solver].joined() { #expect(!score.isInside.contains(false)) }
        #expect(mean(random, \.constraintRatio) > 0.5)
        for scores in [guided, middle] {
            #expect(mean(scores, \.constraintRatio) < 0.05)
            #expect(mean(scores, \.collisionRatio) < mean(random, \.collisionRatio) / 2)
        }
        #expect(solver.allSatisfy { $0.collisions.isEmpty })
        #expect(mean(solver, \.constraintRatio) < 0.02)
    }
}
