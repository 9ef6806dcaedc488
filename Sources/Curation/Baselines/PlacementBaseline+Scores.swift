import Rewards
import SceneGraph

extension PlacementBaseline {
    /// Places all scenes; of several tries the best by reward counts.
    public func scores(on scenes: [Scene], tries: Int = 1, seed: UInt64 = 0) -> [PlacementScore] {
        scenes.enumerated().map { number, scene in
            let begin = ContinuousClock.now
            let scorer = LayoutScorer(scene)
            let first = seed &+ UInt64(number) &* 1009
            var best = scorer.score(positions(for: scene, seed: first))
            for attempt in 1..<max(tries, 1) where best.penalty > 0 {
                let next = scorer.score(positions(for: scene, seed: first &+ UInt64(attempt)))
                if next.penalty < best.penalty { best = next }
            }
            var score = PlacementScore(best)
            score.seconds = (ContinuousClock.now - begin) / .seconds(1)
            return score
        }
    }
}
