/// Decodes several samples of one prompt together, in the plain way: the reference for the engine's scheduler.
///
/// All samples start from the same prefilled cache. In each step every sample that is not done draws a token,
/// appends what its grammar forces after it, and all go through the model in one pass.
package struct SequenceGenerator: Sendable {
    package typealias Ending = SampledSequence.Ending

    package var plan: SampledSequence.Plan

    package init(
        ending: Ending, sampling: SamplingParameters, seed: UInt64, scoresForcedTokens: Bool = false
    ) {
        plan = SampledSequence.Plan(ending: ending, sampling: sampling, seed: seed)
        plan.scoresForcedTokens = scoresForcedTokens
    }

    private struct Sample<Cache> {
        let index: Int
        /// Nil while the model works on it: a second reference would make it copy what it writes to.
        var cache: Cache?
        var logits: [Float]
        var sequence: SampledSequence
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
        try plan.sampling.validate()
        var prototype = Sample(
            index: 0, cache: cache, logits: logits, sequence: SampledSequence(plan, sample: 0))
        // What the grammar forces at the start is the same for all samples: compute it once.
        let forced = prototype.sequence.open()
        if let failure = prototype.sequence.failure { throw failure }
        if !forced.isEmpty, !prototype.sequence.isFinished || prototype.sequence.awaitsScores {
            var caches = [prototype.cache].compactMap { $0 }
            prototype.cache = nil
            let rows = try model.append([forced], to: &caches, logitsAt: prototype.sequence.selection)
            prototype.sequence.record(
                before: logits[...], rows: rows[...], vocabularySize: model.vocabularySize)
            prototype.cache = caches[0]
            prototype.logits = Array(rows.suffix(model.vocabularySize))
        }
        var samples: [Sample<Model.Cache>] = (0..<max(0, count)).map { index in
            Sample(
                index: index, cache: prototype.cache, logits: prototype.logits,
                sequence: prototype.sequence.restarted(asSample: index))
        }
        if !forced.isEmpty { for sample in samples { onTokens(sample.index, forced) } }
        while samples.contains(where: { !$0.sequence.isFinished }) {
            if isCancelled() { throw CancellationError() }
            try step(model, &samples, onTokens)
        }
        return samples.map(\.sequence.result)
    }

    /// Draws one token for each sample and computes what follows.
    private func step<Model: CausalModel>(
        _ model: Model, _ samples: inout [Sample<Model.Cache>], _ onTokens: (Int, [Int]) -> Void
    ) throws {
        var steps: [[Int]] = []
        var going: [Int] = []
        for position in samples.indices where !samples[position].sequence.isFinished {
            let tokens = samples[position].sequence.draw(samples[position].logits[...])
            if let failure = samples[position].sequence.failure { throw failure }
            onTokens(samples[position].index, tokens)
            // A finished sample is computed on only for the probabilities of its last forced tokens.
            if !samples[position].sequence.isFinished || samples[position].sequence.awaitsScores {
                steps.append(tokens)
                going.append(position)
            }
        }
        guard let first = going.first else { return }
        var caches = going.compactMap { samples[$0].cache }
        for position in going { samples[position].cache = nil }
        let size = model.vocabularySize
        let selection = samples[first].sequence.selection
        let rows = try model.append(steps, to: &caches, logitsAt: selection)
        var start = 0
        for (place, position) in going.enumerated() {
            let count = selection == .all ? steps[place].count : 1
            let own = rows[start..<start + count * size]
            start += count * size
            samples[position].sequence.record(
                before: samples[position].logits[...], rows: own, vocabularySize: size)
            samples[position].cache = caches[place]
            samples[position].logits = Array(own.suffix(size))
        }
    }
}
