import Curation
import SceneGraph
import Testing

@Suite struct PlacementTallyTests {
    @Test func aTallyHasMeansIntervalsAndTheShareWithoutFault() {
        var scores = [
            PlacementScore(format: 1, collisionRatio: 0, constraintRatio: 0),
            PlacementScore(format: 0, collisionRatio: 1, constraintRatio: 1),
        ]
        scores[1].seconds = 3
        let tally = PlacementTally(scores)
        #expect(tally.total.mean == (0.5 - 0.4) / 2 && tally.faultless == 0.5 && tally.secondsEach == 1.5)
        // 1.96 standard errors of two values one apart: 1.96 · √(0.5 / 2).
        #expect(abs(tally.format.halfWidth - 0.98) < 1e-12)
        let cells = ["x", "0.500 ± 0.980", "0.500 ± 0.980", "0.500 ± 0.980", "0.050 ± 0.882", "0.000 ± 0.000", "1.50"]
        #expect(tally.row(named: "x") == "| " + cells.joined(separator: " | ") + " |")
    }

    @Test func anEmptyTallyIsNought() {
        let tally = PlacementTally([])
        #expect(tally.scenes == 0 && tally.total.mean == 0 && tally.faultless == 0)
    }

    @Test func baselinesScoreEachSceneOnce() throws {
        let rooms = SyntheticRooms(seed: 3, settings: .stage(objects: 3))
        let scenes = try (0..<5).map { try rooms.scene(at: $0).scene }
        let scores = PlacementBaseline.solver.scores(on: scenes)
        #expect(scores.count == 5 && scores.allSatisfy { $0.isFaultless && $0.total == 0.5 && $0.seconds > 0 })
    }
}
