import Tensors

extension EngineBatch {
    /// Computes one piece of the prompt that has waited longest.
    mutating func prefill() {
        let candidates = active.indices.filter { active[$0].stage == .prefilling }
        if let place = candidates.min(by: { active[$0].lastRound < active[$1].lastRound }) {
            active[place].lastRound = round
            do {
                try computePiece(place)
            } catch {
                fail(place, error)
            }
        }
        for place in active.indices.reversed()
        where active[place].stage == .decoding && active[place].prototype == nil {
            do {
                try open(place)
            } catch {
                fail(place, error)
            }
        }
    }

    private mutating func computePiece(_ place: Int) throws {
        let request = active[place].request
        if active[place].times.firstPiece == nil { active[place].times.firstPiece = .now }
        let range = PrefixCache.nextPiece(from: active[place].prefilled, of: request.tokens.count)
        let isLast = range.upperBound == request.tokens.count
        var cache = model.makeCache()
        swap(&cache, &active[place].cache)
        let logits = try model.prefill(
            tokens: Array(request.tokens[range]), imageEmbeddings: active[place].embeddings(in: range),
            positions: request.positions.slice(range), cache: &cache, logitsAt: isLast ? .last : .none)
        active[place].prefilled = range.upperBound
        active[place].node = prefixes.insert(
            range, of: request, after: active[place].node, cache: cache, logits: isLast ? logits.row(0) : nil)
        active[place].cache = cache
        if isLast {
            active[place].logits = logits.row(0)
            active[place].embeddings = [:]
            active[place].stage = .decoding
        }
    }

    /// Computes what the grammar forces at the start, once for all samples.
    private mutating func open(_ place: Int) throws {
        var prototype = SampledSequence(active[place].request.plan, sample: 0)
        let forced = prototype.open()
        if let failure = prototype.failure { throw failure }
        if !forced.isEmpty, !prototype.isFinished || prototype.awaitsScores {
            var caches = [model.makeCache()]
            swap(&caches[0], &active[place].cache)
            let pieces = DecodePlan.pieces(forced.count)
            var rows: [Float] = []
            for piece in pieces.whole {
                rows += try model.decode(
                    steps: [Array(forced[piece])], caches: &caches,
                    logitsAt: prototype.selection == .last ? .none : .all
                ).values
            }
            rows += try model.decode(
                steps: [Array(forced[pieces.rest])], caches: &caches, logitsAt: prototype.selection
            ).values
            active[place].cache = caches[0]
            prototype.record(
                before: active[place].logits[...], rows: rows[...], vocabularySize: model.vocabularySize)
            active[place].logits = Array(rows.suffix(model.vocabularySize))
        }
        active[place].prototype = prototype
        active[place].times.prefilled = .now
    }
}
