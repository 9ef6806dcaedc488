/// Decodes several samples of one prompt together.
///
/// All samples start from the same prefilled cache. In each step every sample that is not done draws a token,
/// appends what its grammar forces after it, and all go through the model in one pass.
package struct SequenceGenerator: Sendable {
    /// What ends a sample.
    package enum Ending: Sendable {
        /// A token of the set, which is kept, or the limit.
        case tokens(Set<Int>, maximumTokens: Int)
        /// The end of the grammar.
        case constraint(TokenConstraint)
    }

    package var ending: Ending
    package var sampling: SamplingParameters
    package var seed: UInt64
    /// Whether `modelLogProbability` is computed for forced tokens too.
    package var scoresForcedTokens: Bool

    package init(
        ending: Ending, sampling: SamplingParameters, seed: UInt64, scoresForcedTokens: Bool = false
    ) {
        self.ending = ending
        self.sampling = sampling
        self.seed = seed
        self.scoresForcedTokens = scoresForcedTokens
    }

    private struct Sample<Cache> {
        let index: Int
        var cache: Cache
        var logits: [Float]
        var sampler: Sampler
        var cursor: ConstraintCursor?
    }

    /// Generates.
    /// - Parameters:
    ///   - cache: with the prompt in it.
    ///   - logits: of the prompt's last token.
    ///   - count: samples.
    ///   - onTokens: told of each sample's new tokens.
    ///   - isCancelled: asked before each step.
    /// - Throws: `GenerationError`, `CancellationError`, what the model throws.
    package func generate<Model: CausalModel>(
        _ model: Model, cache: Model.Cache, logits: [Float], count: Int,
        onTokens: (_ sample: Int, _ tokens: [Int]) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> [GeneratedSequence] {
        try sampling.validate()
        var results = [GeneratedSequence](repeating: .init(), count: max(0, count))
        var prototype = Sample(
            index: 0, cache: cache, logits: logits, sampler: Sampler(sampling, seed: seed),
            cursor: nil)
        // What the grammar forces at the start is the same for all samples: compute it once.
        var opening: [GeneratedSequence.Token] = []
        if case .constraint(let constraint) = ending {
            var cursor = ConstraintCursor(constraint)
            let forced = cursor.takeForced()
            prototype.cursor = cursor
            if !forced.isEmpty {
                var caches = [prototype.cache]
                let rows = try model.append(
                    [forced], to: &caches, logitsAt: scoresForcedTokens ? .all : .last)
                opening = forcedTokens(forced, before: logits[...], rows: rows[...], model.vocabularySize)
                prototype.cache = caches[0]
                prototype.logits = Array(rows.suffix(model.vocabularySize))
            }
        }
        var samples: [Sample<Model.Cache>] = []
        for index in results.indices {
            results[index].tokens = opening
            if !opening.isEmpty { onTokens(index, opening.map(\.id)) }
            if prototype.cursor?.isFinished == true {
                results[index].finishReason = .stop
                continue
            }
            samples.append(
                Sample(
                    index: index, cache: prototype.cache, logits: prototype.logits,
                    sampler: Sampler(sampling, seed: seed, sample: index), cursor: prototype.cursor))
        }
        if case .tokens(_, let limit) = ending, limit <= 0 { return results }
        while !samples.isEmpty {
            if isCancelled() { throw CancellationError() }
            try step(model, &samples, &results, onTokens)
        }
        return results
    }

    /// Draws one token for each sample and computes what follows.
    private func step<Model: CausalModel>(
        _ model: Model, _ samples: inout [Sample<Model.Cache>], _ results: inout [GeneratedSequence],
        _ onTokens: (Int, [Int]) -> Void
    ) throws {
        var steps: [[Int]] = []
        var going: [Sample<Model.Cache>] = []
        for position in samples.indices {
            let index = samples[position].index
            let draw = samples[position].sampler.draw(
                samples[position].logits[...], allowed: samples[position].cursor?.candidates())
            results[index].tokens.append(
                .init(
                    id: draw.token, logProbability: draw.logProbability,
                    modelLogProbability: draw.modelLogProbability, isForced: false))
            var tokens = [draw.token]
            var isDone = false
            switch ending {
            case .tokens(let stops, let limit):
                if stops.contains(draw.token) {
                    results[index].finishReason = .stop
                    isDone = true
                } else {
                    isDone = results[index].tokens.count >= limit
                }
            case .constraint:
                samples[position].cursor?.take(draw.token)
                let forced = samples[position].cursor?.takeForced() ?? []
                tokens += forced
                isDone = samples[position].cursor?.isFinished ?? true
                if isDone { results[index].finishReason = .stop }
                if !scoresForcedTokens || forced.isEmpty {
                    results[index].tokens += forced.map {
                        .init(id: $0, logProbability: 0, modelLogProbability: nil, isForced: true)
                    }
                }
            }
            onTokens(index, tokens)
            // A finished sample is computed on only for the probabilities of its last forced tokens.
            if !isDone || scoresForcedTokens && tokens.count > 1 {
                steps.append(tokens)
                going.append(samples[position])
            }
        }
        samples = []
        guard !going.isEmpty else { return }
        var caches = going.map(\.cache)
        // While `caches` holds the pages nothing else may, or each would be copied.
        let states = going.map { ($0.index, $0.sampler, $0.cursor) }
        going = []
        let size = model.vocabularySize
        let rows = try model.append(steps, to: &caches, logitsAt: scoresForcedTokens ? .all : .last)
        var start = 0
        for (position, (index, sampler, cursor)) in states.enumerated() {
            let count = scoresForcedTokens ? steps[position].count : 1
            let own = rows[start..<start + count * size]
            start += count * size
            if scoresForcedTokens, steps[position].count > 1 {
                results[index].tokens += forcedTokens(
                    Array(steps[position].dropFirst()), before: own.prefix(size), rows: own.dropFirst(size),
                    size)
            }
            if cursor?.isFinished == true { continue }
            samples.append(
                Sample(
                    index: index, cache: caches[position], logits: Array(own.suffix(size)), sampler: sampler,
                    cursor: cursor))
        }
    }

    /// Records forced tokens; `before` holds the logits that precede the first, `rows` those after each.
    private func forcedTokens(
        _ tokens: [Int], before: ArraySlice<Float>, rows: ArraySlice<Float>, _ size: Int
    ) -> [GeneratedSequence.Token] {
        tokens.enumerated().map { position, token in
            let start = rows.startIndex + (position - 1) * size
            let score: Float? =
                scoresForcedTokens
                ? Sampler.logSoftmax(position == 0 ? before : rows[start..<start + size], at: token) : nil
            return .init(id: token, logProbability: 0, modelLogProbability: score, isForced: true)
        }
    }
}
