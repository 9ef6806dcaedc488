import Tensors

extension EngineBatch {
    /// A sample by the places of its request and of itself.
    private struct Place {
        let request: Int
        let sample: Int
    }

    /// Draws a token for each answer whose turn it is, and computes what follows.
    mutating func decode() {
        startSamples()
        var places: [Place] = []
        var steps: [[Int]] = []
        var failures: [Int: any Error] = [:]
        for place in turns() {
            let step = draw(place)
            if let failure = withSample(place, { $0.sequence.failure }) {
                failures[place.request] = failure
            } else if !step.isEmpty {
                places.append(place)
                steps.append(step)
            }
        }
        // One pass gives either all logits or only the last ones.
        for isScored in [false, true] {
            let own = places.indices.filter {
                active[places[$0].request].request.plan.scoresForcedTokens == isScored
                    && failures[places[$0].request] == nil
            }
            for index in own {
                let pieces = DecodePlan.pieces(steps[index].count)
                for piece in pieces.whole where failures[places[index].request] == nil {
                    run([places[index]], [Array(steps[index][piece])], isRest: false, &failures)
                }
                steps[index] = Array(steps[index][pieces.rest])
            }
            let going = own.filter { failures[places[$0].request] == nil }
            for pass in DecodePlan.passes(going.map { steps[$0].count }) {
                let members = pass.map { going[$0] }
                run(members.map { places[$0] }, members.map { steps[$0] }, isRest: true, &failures)
            }
        }
        for request in active.indices where failures[request] == nil { finishSamples(request) }
        for (place, error) in failures.sorted(by: { $0.key > $1.key }) { fail(place, error) }
    }

    /// Starts samples of requests whose prompts are computed, as many as a round can serve.
    private mutating func startSamples() {
        for place in active.indices {
            guard let prototype = active[place].prototype else { continue }
            let (wanted, stops) = (active[place].request.samples, active[place].request.stopTexts)
            guard active[place].startedSamples < wanted else { continue }
            while active[place].startedSamples < wanted,
                active[place].samples.count < max(1, limits.maximumSequences)
            {
                let index = active[place].startedSamples
                active[place].startedSamples += 1
                active[place].samples.append(
                    .init(
                        index: index, sequence: prototype.restarted(asSample: index), cache: active[place].cache,
                        logits: active[place].logits, text: AnswerText(stops: stops)))
            }
            if active[place].startedSamples == wanted {
                active[place].cache = model.makeCache()
                active[place].logits = []
            }
        }
    }

    /// The samples that get a token in this round: one of each request in turn, until the round is full.
    ///
    /// Which request and which of its samples come first changes from round to round, so that all get on.
    private func turns() -> [Place] {
        let limit = max(1, limits.maximumSequences)
        let order = active.indices.map { (round + $0) % active.count }
        let deepest = active.map(\.samples.count).max() ?? 0
        var places: [Place] = []
        for depth in 0..<deepest {
            for request in order where active[request].samples.count > depth {
                guard places.count < limit else { return places }
                places.append(
                    Place(request: request, sample: (round + depth) % active[request].samples.count))
            }
        }
        return places
    }

    /// Draws for a sample.
    /// - Returns: what has to go through the model; nothing for a sample that is done.
    private mutating func draw(_ place: Place) -> [Int] {
        let readsText = active[place.request].readsText
        let tokenizer = tokenizer
        let step = withSample(place) { sample -> [Int] in
            guard !sample.sequence.isFinished else { return [] }
            let step = sample.sequence.draw(sample.logits[...])
            if readsText { sample.readText(tokenizer) }
            return sample.sequence.isFinished && !sample.sequence.awaitsScores ? [] : step
        }
        publish(place)
        return step
    }

    /// Computes a pass; when it fails the members are tried one by one, so that a fault stays with its request.
    /// - Parameter isRest: whether these are the last tokens of the steps.
    private mutating func run(
        _ places: [Place], _ steps: [[Int]], isRest: Bool, _ failures: inout [Int: any Error]
    ) {
        guard let first = places.first else { return }
        var selection = active[first.request].samples[first.sample].sequence.selection
        if !isRest, selection == .last { selection = .none }
        // While the model works on the caches nothing else may refer to their pages, or each would be copied.
        var caches = places.map { _ in model.makeCache() }
        for (index, place) in places.enumerated() {
            withSample(place) { swap(&caches[index], &$0.cache) }
        }
        let result = Result { try model.decode(steps: steps, caches: &caches, logitsAt: selection).values }
        for (index, place) in places.enumerated() {
            withSample(place) { swap(&caches[index], &$0.cache) }
        }
        switch result {
        case .success(let rows) where isRest: record(places, steps, rows, selection)
        case .success(let rows): withSample(first) { $0.earlierRows += rows }
        case .failure(let error) where places.count == 1: failures[first.request] = error
        case .failure: for (place, step) in zip(places, steps) { run([place], [step], isRest: isRest, &failures) }
        }
    }

    private mutating func record(
        _ places: [Place], _ steps: [[Int]], _ rows: [Float], _ selection: LogitSelection
    ) {
        let size = model.vocabularySize
        let tokenizer = tokenizer
        var start = 0
        for (place, step) in zip(places, steps) {
            let count = selection == .all ? step.count : 1
            let own = rows[start..<start + count * size]
            start += count * size
            let readsText = active[place.request].readsText
            withSample(place) { sample in
                if sample.earlierRows.isEmpty {
                    sample.sequence.record(before: sample.logits[...], rows: own, vocabularySize: size)
                } else {
                    sample.sequence.record(
                        before: sample.logits[...], rows: (sample.earlierRows + own)[...], vocabularySize: size)
                    sample.earlierRows = []
                }
                sample.logits = Array(own.suffix(size))
                if readsText { sample.readText(tokenizer) }
            }
            publish(place)
        }
    }

    /// Tells the caller what is new of a sample that goes on; the last piece is told by `finishSamples`.
    private mutating func publish(_ place: Place) {
        guard let onProgress = active[place.request].ticket.onProgress else { return }
        let progress = withSample(place) { sample -> GenerationProgress? in
            let tokens = sample.sequence.result.tokens
            guard !sample.sequence.isFinished, sample.published < tokens.count else { return nil }
            defer {
                sample.published = tokens.count
                sample.newText = ""
            }
            return GenerationProgress(
                sample: sample.index, text: sample.newText, tokens: Array(tokens[sample.published...]),
                finishReason: nil)
        }
        if let progress { onProgress(progress) }
    }

    /// Takes the answers of samples that are done.
    private mutating func finishSamples(_ request: Int) {
        let (readsText, stops) = (active[request].readsText, !active[request].request.stopTexts.isEmpty)
        for place in active[request].samples.indices {
            guard active[request].samples[place].sequence.isFinished else { continue }
            if readsText {
                active[request].samples[place].readText(tokenizer)
                active[request].samples[place].newText += active[request].samples[place].text.finish()
            }
            let sample = active[request].samples[place]
            let result = sample.sequence.result
            active[request].ticket.onProgress?(
                GenerationProgress(
                    sample: sample.index, text: sample.newText, tokens: Array(result.tokens[sample.published...]),
                    finishReason: sample.text.isStopped ? .stop : result.finishReason))
            active[request].answers[sample.index] = .init(
                text: stops
                    ? sample.text.text : tokenizer.decode(result.tokens.map(\.id), skipsSpecialTokens: true),
                tokens: result.tokens, finishReason: sample.text.isStopped ? .stop : result.finishReason)
        }
        active[request].samples.removeAll { $0.sequence.isFinished }
    }

    private mutating func withSample<Result>(_ place: Place, _ body: (inout ActiveRequest.Sample) -> Result) -> Result {
        body(&active[place.request].samples[place.sample])
    }
}
