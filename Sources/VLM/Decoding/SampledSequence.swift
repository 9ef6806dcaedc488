/// One answer as it is written, apart from the model: what to draw, what to record, when it is done.
///
/// The model's part is between the calls: `open` or `draw` give the tokens of the next step, the model appends
/// them to the sequence's cache, `record` takes the logits that come back.
package struct SampledSequence: Sendable {
    /// What ends an answer.
    package enum Ending: Sendable {
        /// A token of the set, which is kept, or the limit.
        case tokens(Set<Int>, maximumTokens: Int)
        /// The end of the grammar.
        case constraint(TokenConstraint)
    }

    /// What is asked of every answer of a request.
    package struct Plan: Sendable {
        package var ending: Ending
        package var sampling: SamplingParameters
        package var seed: UInt64
        /// Whether `modelLogProbability` is computed for forced tokens too.
        package var scoresForcedTokens = false
        /// How many alternatives are recorded with each token whose logits are there.
        package var alternatives = 0
        /// Whether the ids that the grammar allowed are recorded with each drawn token.
        package var recordsAllowed = false
        /// Where an answer is cut even if its grammar is not complete; nil: nowhere.
        package var maximumTokens: Int?

        package init(ending: Ending, sampling: SamplingParameters, seed: UInt64) {
            self.ending = ending
            self.sampling = sampling
            self.seed = seed
        }
    }

    private let plan: Plan
    private var sampler: Sampler
    private var cursor: ConstraintCursor?
    /// Forced tokens that are not recorded yet, since their logits are still to come.
    private var unscored: [Int] = []

    /// The tokens so far.
    package private(set) var result = GeneratedSequence()
    /// Whether no more tokens are drawn.
    package private(set) var isFinished = false

    /// Why the answer cannot go on, where its grammar unfolds; it is finished then.
    package var failure: (any Error)? { cursor?.failure }

    /// The start of one sample.
    package init(_ plan: Plan, sample: Int) {
        self.plan = plan
        sampler = Sampler(plan.sampling, seed: plan.seed, sample: sample)
        switch plan.ending {
        case .constraint(let constraint): cursor = ConstraintCursor(constraint)
        case .tokens(_, let limit): isFinished = limit <= 0
        }
        if let limit = plan.maximumTokens, limit <= 0 { isFinished = true }
    }

    /// The tokens that are forced at the start, the same for all samples; may be empty. They are recorded without
    /// the model unless they have to be scored.
    package mutating func open() -> [Int] {
        guard !isFinished else { return [] }
        return takeForced()
    }

    /// Passes over what is forced here, up to the limit.
    private mutating func takeForced() -> [Int] {
        guard var forced = cursor?.takeForced() else { return [] }
        if cursor?.isFinished == true { finish(.stop) }
        if let limit = plan.maximumTokens {
            let room = max(0, limit - result.tokens.count)
            if forced.count > room || forced.count == room && !isFinished {
                forced = Array(forced.prefix(room))
                finish(.length)
            }
        }
        if !forced.isEmpty { force(forced) }
        return forced
    }

    /// The logits that the model has to give after a step.
    package var selection: LogitSelection { plan.scoresForcedTokens ? .all : .last }

    /// Whether a step still has to go through the model although the answer is complete.
    package var awaitsScores: Bool { !unscored.isEmpty }

    /// Draws a token.
    /// - Parameter logits: of the last token.
    /// - Returns: the token and what is forced after it: the next step.
    package mutating func draw(_ logits: ArraySlice<Float>) -> [Int] {
        let allowed = cursor?.candidates()
        let draw = sampler.draw(logits, allowed: allowed)
        result.tokens.append(
            .init(
                id: draw.token, logProbability: draw.logProbability,
                modelLogProbability: draw.modelLogProbability, isForced: false,
                alternatives: Sampler.alternatives(logits, count: plan.alternatives),
                allowed: plan.recordsAllowed ? allowed : nil))
        switch plan.ending {
        case .tokens(let stops, let limit):
            if stops.contains(draw.token) {
                finish(.stop)
            } else if result.tokens.count >= min(limit, plan.maximumTokens ?? limit) {
                finish(.length)
            }
            return [draw.token]
        case .constraint:
            cursor?.take(draw.token)
            return [draw.token] + takeForced()
        }
    }

    /// Ends the answer here.
    package mutating func finish(_ reason: GeneratedSequence.FinishReason) {
        isFinished = true
        result.finishReason = reason
    }

    /// Takes the logits of a step, where they are of interest.
    /// - Parameters:
    ///   - before: the logits that the first of the step's tokens was to be drawn from.
    ///   - rows: the logits after each token of the step, by `selection`.
    package mutating func record(before: ArraySlice<Float>, rows: ArraySlice<Float>, vocabularySize size: Int) {
        guard !unscored.isEmpty else { return }
        let forced = unscored
        unscored = []
        // The forced tokens are the last of the step; the row before each decides on it.
        let first = rows.count / size - forced.count
        for (offset, token) in forced.enumerated() {
            let index = first + offset - 1
            let start = rows.startIndex + index * size
            let own = index < 0 ? before : rows[start..<start + size]
            result.tokens.append(
                .init(
                    id: token, logProbability: 0, modelLogProbability: Sampler.logSoftmax(own, at: token),
                    isForced: true, alternatives: Sampler.alternatives(own, count: plan.alternatives)))
        }
    }

    private mutating func force(_ tokens: [Int]) {
        if plan.scoresForcedTokens {
            unscored = tokens
        } else {
            result.tokens += tokens.map {
                .init(id: $0, logProbability: 0, modelLogProbability: nil, isForced: true)
            }
        }
    }

    /// The same state drawn from by another sample, which must not have drawn yet.
    package func restarted(asSample sample: Int) -> SampledSequence {
        var copy = self
        copy.sampler = Sampler(plan.sampling, seed: plan.seed, sample: sample)
        return copy
    }
}
