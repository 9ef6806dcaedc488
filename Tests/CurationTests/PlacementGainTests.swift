import Curation
import Testing

@Suite struct PlacementGainTests {
    private let earlier = [
        PlacementScore(format: 1, collisionRatio: 0.5, constraintRatio: 1),
        PlacementScore(format: 1, collisionRatio: 0, constraintRatio: 0.5),
    ]

    @Test func aGainIsTheMeanOfTheDifferencesSceneByScene() throws {
        let later = [
            PlacementScore(format: 1, collisionRatio: 0.25, constraintRatio: 0.5),
            PlacementScore(format: 1, collisionRatio: 0, constraintRatio: 0.5),
        ]
        let gain = try #require(PlacementGain(later, over: earlier))
        #expect(gain.scenes == 2)
        #expect(gain.format.mean == 0 && gain.format.halfWidth == 0)
        #expect(gain.collisionRatio.mean == -0.125 && gain.constraintRatio.mean == -0.25)
        #expect(abs(gain.total.mean - 0.075) < 1e-12)
        // 1.96 standard errors of two values half apart: 1.96 · √(0.125 / 2).
        #expect(abs(gain.constraintRatio.halfWidth - 0.49) < 1e-12)
        let cells = ["x", "0.000 ± 0.000", "-0.125 ± 0.245", "-0.250 ± 0.490", "+0.075 ± 0.147", "0.000 ± 0.000", ""]
        #expect(gain.row(named: "x") == "| " + cells.joined(separator: " | ") + " |")
    }

    @Test func whereAllScenesDifferAlikeTheGainIsCertain() throws {
        let later = earlier.map { score in
            var better = score
            better.collisionRatio -= 0.25
            return better
        }
        let gain = try #require(PlacementGain(later, over: earlier))
        #expect(gain.collisionRatio.mean == -0.25 && gain.collisionRatio.halfWidth == 0)
    }

    @Test func scoresOfOtherScenesAreNotCompared() {
        #expect(PlacementGain(earlier, over: [earlier[0]]) == nil)
    }
}
