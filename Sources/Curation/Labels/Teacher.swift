import Planning
import Rewards
import SceneGraph

/// Writes model answers for supervised training: several arrangements are worked out, and the best by reward is
/// taken, of equals the most natural.
///
/// Candidates follow the solver's arrangements (things centred on what they belong to, the rest anywhere), the
/// room's own proof, and two plain rules, each written through a `GuidedAnswer`, so that every number is one that a
/// model could have chosen there.
public struct Teacher: Sendable {
    /// How many arrangements of the solver are tried.
    public var attempts: Int
    /// What is worked out before each choice.
    public var facts: GuideFacts
    /// How answers are written.
    public var style: GuidedAnswer.Style
    /// What the solver's chance follows from.
    public var seed: UInt64

    /// A teacher.
    public init(
        attempts: Int = 4, facts: GuideFacts = .stretches, style: GuidedAnswer.Style = .exact, seed: UInt64 = 0
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
        guard facts == .ranges else { return free }
        // The same places, told with less.
        let places = free.answer.positions
        let answer = WorkedAnswer(scene, facts: .ranges, style: style) { object, axis, _ in places[object][axis] }
        return Lesson(answer: answer, score: LayoutScorer(scene).score(answer.positions))
    }

    private func freeLesson(for scene: Scene, proof: [Vector3]?) -> Lesson {
        let scorer = LayoutScorer(scene)
        func lesson(_ wish: (Int, Int, PlacementOptions) -> Double) -> Lesson {
            let answer = WorkedAnswer(scene, style: style, choosing: wish)
            return Lesson(answer: answer, score: scorer.score(answer.positions))
        }
        func better(_ first: Lesson?, _ second: Lesson) -> Lesson {
            first.map { $0.score.penalty <= second.score.penalty ? $0 : second } ?? second
        }
        var best: Lesson?
        func follow(_ places: [Vector3]) {
            best = better(best, lesson { object, axis, _ in places[object][axis] })
        }
        for attempt in 0..<attempts {
            let solver = PlacementSolver(
                scene: scene, seed: seed &+ UInt64(attempt), budget: PlacementBudget(nodes: 400))
            // What one seed cannot place, others seldom can.
            guard let places = solver.arrangement() else { break }
            follow(places)
            if let best, best.score.penalty == 0 { return best }
        }
        if let proof { follow(proof) }
        if let best, best.score.penalty == 0 { return best }
        return [Self.middle, Self.end].reduce(best) { best, rule in
            better(best, lesson { _, _, options in rule(options) })
        } ?? lesson { _, _, options in Self.middle(options) }
    }

    /// The middle of the longest stretch.
    private static func middle(_ options: PlacementOptions) -> Double {
        let longest = options.ranges.max { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }
        return longest.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
    }

    /// The lowest value there is: things stand close.
    private static func end(_ options: PlacementOptions) -> Double { options.ranges[0].lowerBound }
}

extension Vector3 {
    /// The component along axis 0, 1 or 2.
    fileprivate subscript(axis: Int) -> Double { axis == 0 ? x : axis == 1 ? y : z }
}
