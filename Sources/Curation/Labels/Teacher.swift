import Planning
import Rewards
import SceneGraph

/// Writes model answers for supervised training: several arrangements are worked out, and the best by reward is
/// taken, of equals the one that `EmbeddedJudge` likes best.
///
/// Candidates follow the solver's arrangement (things centred on what they belong to, the rest anywhere), the room's
/// own proof, two plain rules and chance, each written through a `GuidedAnswer`, so that every number is one that a
/// model could have chosen there.
public struct Teacher: Sendable {
    /// How many arrangements by chance are tried.
    public var attempts: Int
    /// What is worked out before each choice.
    public var facts: GuideFacts
    /// How answers are written.
    public var style: GuidedAnswer.Style
    /// What the solver's chance follows from.
    public var seed: UInt64

    /// A teacher.
    public init(
        attempts: Int = 6, facts: GuideFacts = .stretches, style: GuidedAnswer.Style = .exact, seed: UInt64 = 0
    ) {
        self.attempts = attempts
        self.facts = facts
        self.style = style
        self.seed = seed
    }

    /// An answer and how it scores.
    public struct Lesson: Hashable, Sendable {
        public let answer: WorkedAnswer
        public let score: LayoutScore
    }

    /// The best answer found for a scene.
    /// - Parameter proof: an arrangement that is known to be sound, in the order of the scene's objects.
    public func lesson(for scene: Scene, proof: [Vector3]? = nil) -> Lesson {
        let free = freeLesson(for: scene, proof: proof)
        guard facts != .stretches else { return free }
        // The same places, told with less or with more.
        let places = free.answer.positions
        let answer = WorkedAnswer(scene, facts: facts, style: style) { object, axis, _ in places[object][axis] }
        return Lesson(answer: answer, score: LayoutScorer(scene).score(answer.positions))
    }

    private func freeLesson(for scene: Scene, proof: [Vector3]?) -> Lesson {
        let scorer = LayoutScorer(scene)
        let judge = EmbeddedJudge(scene)
        func lesson(_ wish: (Int, Int, PlacementOptions) -> Double) -> Lesson {
            let answer = WorkedAnswer(scene, style: style, choosing: wish)
            return Lesson(answer: answer, score: scorer.score(answer.positions))
        }
        func liking(_ lesson: Lesson) -> Double { judge.judge(lesson.answer.positions).score }
        var best = lesson { _, _, options in Self.middle(options) }
        var bestLiking = liking(best)
        func consider(_ wish: (Int, Int, PlacementOptions) -> Double) {
            let next = lesson(wish)
            guard next.score.penalty <= best.score.penalty else { return }
            let nextLiking = liking(next)
            guard next.score.penalty < best.score.penalty || nextLiking > bestLiking else { return }
            (best, bestLiking) = (next, nextLiking)
        }
        let solver = PlacementSolver(scene: scene, seed: seed, budget: PlacementBudget(nodes: 400))
        for places in [proof, solver.arrangement()].compactMap({ $0 }) {
            consider { object, axis, _ in places[object][axis] }
        }
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<attempts { consider { _, _, options in Self.chance(options, &generator) } }
        if best.score.penalty > 0 { consider { _, _, options in options.ranges[0].lowerBound } }
        return best
    }

    /// The middle of the longest stretch.
    private static func middle(_ options: PlacementOptions) -> Double {
        let longest = options.ranges.max { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }
        return longest.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
    }

    /// Any value; ends and middles of stretches, where things line up, come more often.
    private static func chance(_ options: PlacementOptions, _ generator: inout SeededGenerator) -> Double {
        let total = options.ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        var rest = generator.unit() * total
        let chosen = options.ranges.first { range in
            rest -= range.upperBound - range.lowerBound
            return rest <= 0
        }
        guard let range = chosen ?? options.ranges.last else { return 0 }
        switch generator.unit() {
        case ..<0.15: return range.lowerBound
        case ..<0.3: return range.upperBound
        case ..<0.5: return (range.lowerBound + range.upperBound) / 2
        default: return range.lowerBound + generator.unit() * (range.upperBound - range.lowerBound)
        }
    }
}

extension Vector3 {
    /// The component along axis 0, 1 or 2.
    fileprivate subscript(axis: Int) -> Double { axis == 0 ? x : axis == 1 ? y : z }
}
