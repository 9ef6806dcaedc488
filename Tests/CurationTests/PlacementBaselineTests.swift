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

    @Test func estimatesAreMeansWithTheirIntervals() {
        let estimate = Estimate([1, 2, 3, 4])
        #expect(estimate.mean == 2.5)
        // The standard error of 1, 2, 3, 4 is the root of 5/3 over 2.
        #expect(abs(estimate.halfWidth - 1.96 * (5.0 / 3).squareRoot() / 2) < 1e-12)
        #expect(Estimate([]).mean == 0)
    }

    @Test func moreTriesScoreNoWorse() throws {
        let scenes = try (0..<20).map { try SyntheticRooms(seed: 2).scene(at: $0).scene }
        let once = PlacementTally(PlacementBaseline.guidedRandom.scores(on: scenes, seed: 4))
        let often = PlacementTally(PlacementBaseline.guidedRandom.scores(on: scenes, tries: 8, seed: 4))
        #expect(often.total.mean >= once.total.mean && often.faultless >= once.faultless)
        #expect(once.scenes == 20 && once.json["total"]?["mean"]?.doubleValue == once.total.mean)
    }

    @Test func scenesAreReadFromWishesAndFromGraphs() throws {
        let bed =
            #"{"new_object_id": "bed_1", "size_in_meters": {"length": 1, "width": 2, "height": 0.5}, "#
            + #""position": {"x": 1, "y": 1, "z": 1}}"#
        let lines = [
            #"{"description": "A calm bedroom.", "size": {"x": 4, "y": 4, "z": 3}}"#,
            #"{"size_of_room": {"x": 4, "y": 4, "z": 3}, "user_preference": "x", "objects_in_room": [\#(bed)]}"#,
            #"{"size": 3}"#,
        ]
        let text = lines.joined(separator: "\n")
        let file = try SceneFile(Array(text.utf8))
        #expect(file.scenes.count == 2)
        #expect(file.scenes[0].objects.contains { $0.id.contains("bed") })
        #expect(file.scenes[1].objects.map(\.id) == ["bed_1"] && file.scenes[1].objects[0].position == nil)
        #expect(file.refusals.count == 1 && file.refusals[0].hasPrefix("item 2: "))
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
