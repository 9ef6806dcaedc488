import Rewards
import SceneGraph

extension PlacementBaseline {
    /// Places all scenes; of several tries the best by reward counts.
    public func scores(on scenes: [Scene], tries: Int = 1, seed: UInt64 = 0) -> [PlacementScore] {
        scenes.enumerated().map { number, scene in
            let begin = ContinuousClock.now
            let scorer = LayoutScorer(scene)
            let first = seed &+ UInt64(number) &* 1009
            var best = positions(for: scene, seed: first)
            var penalty = scorer.score(best).penalty
            for attempt in 1..<max(tries, 1) where penalty > 0 {
                let next = positions(for: scene, seed: first &+ UInt64(attempt))
                let nextPenalty = scorer.score(next).penalty
                if nextPenalty < penalty { (best, penalty) = (next, nextPenalty) }
            }
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            var score = PlacementScore(best, in: scene)
            score.seconds = seconds
            return score
        }
    }
}
