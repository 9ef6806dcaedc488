import Tensors

/// A request that is being worked on.
struct ActiveRequest: Sendable {
    /// What is to be done next.
    enum Stage: Sendable {
        /// Its pictures are with the vision tower.
        case encoding
        /// Its prompt is being computed piece by piece.
        case prefilling
        /// Its answers are being written.
        case decoding
    }

    /// An answer that is being written.
    struct Sample: Sendable {
        let index: Int
        var sequence: SampledSequence
        var cache: KVCache
        /// After the last token.
        var logits: [Float]
        /// After the earlier tokens of a step that goes through the model in several passes, when they are scored.
        var earlierRows: [Float] = []
        var text: AnswerText
        /// Text that the caller has not been told of.
        var newText = ""
        /// Tokens whose text was read, and tokens that the caller was told of.
        var read = 0
        var published = 0

        /// Reads the text of new tokens, and ends the answer where a stop text comes.
        mutating func readText(_ tokenizer: Tokenizer) {
            let tokens = sequence.result.tokens[read...]
            read = sequence.result.tokens.count
            newText += text.append(
                tokens.lazy.filter { !tokenizer.isSpecial($0.id) }.flatMap { tokenizer.bytes(of: $0.id) })
            if text.isStopped { sequence.finish(.stop) }
        }
    }

    /// When its stages began and ended.
    struct Times: Sendable {
        var preparing: Duration = .zero
        var started = ContinuousClock.now
        var encoded = ContinuousClock.now
        var firstPiece: ContinuousClock.Instant?
        var prefilled = ContinuousClock.now
    }

    let id: Int
    let ticket: EngineTicket
    let request: PreparedRequest
    var times = Times()
    var stage = Stage.prefilling
    /// The state of the prompt.
    var cache: KVCache
    /// Tokens of the prompt that are in `cache`.
    var prefilled = 0
    /// Where the prefix cache knows the prompt so far; nil when it does not.
    var node: PrefixCache.NodeID? = PrefixCache.root
    /// Pictures as the language model sees them, by their index; those in known beginnings are not needed.
    var embeddings: [Int: Tensor] = [:]
    /// After the last token of the prompt and of what the grammar forces at the start.
    var logits: [Float] = []
    /// What all samples start from.
    var prototype: SampledSequence?
    /// Samples that were started.
    var startedSamples = 0
    var samples: [Sample] = []
    var answers: [GenerationResponse.Sample?]
    /// The round in which it was last served, for fairness.
    var lastRound = 0

    init(id: Int, ticket: EngineTicket, request: PreparedRequest, cache: KVCache) {
        self.id = id
        self.ticket = ticket
        self.request = request
        self.cache = cache
        answers = Array(repeating: nil, count: request.samples)
    }

    /// Whether anyone wants the text before the answer is complete.
    var readsText: Bool { ticket.onProgress != nil || !request.stopTexts.isEmpty }

    var isFinished: Bool { answers.allSatisfy { $0 != nil } }

    /// Pictures whose tokens are still to be computed.
    var missingImages: [Int] {
        request.images.indices.filter { request.images[$0].tokens.upperBound > prefilled }
    }

    /// The rows of the pictures' embeddings that stand in a part of the prompt; nil when there are none.
    func embeddings(in range: Range<Int>) -> Tensor? {
        var rows: Tensor?
        for (index, image) in request.images.enumerated() {
            let part = image.tokens.clamped(to: range)
            guard !part.isEmpty, let all = embeddings[index] else { continue }
            let start = part.lowerBound - image.tokens.lowerBound
            let own = all.gatheringRows(start..<start + part.count)
            rows = rows.map { Tensor(shape: [$0.rows + own.rows, own.columns], values: $0.values + own.values) } ?? own
        }
        return rows
    }

    /// The response when all answers are there.
    var response: GenerationResponse {
        let samples = answers.compactMap { $0 }
        let now = ContinuousClock.now
        let firstPiece = times.firstPiece ?? times.encoded
        let encoding = times.encoded - times.started
        return GenerationResponse(
            samples: samples,
            usage: .init(
                promptTokens: request.tokens.count, imageTokens: request.imageTokenCount,
                completionTokens: samples.reduce(0) { $0 + $1.tokens.count },
                forcedTokens: samples.reduce(0) { $0 + $1.tokens.count(where: \.isForced) }),
            timings: .init(
                queued: firstPiece - ticket.submitted - times.preparing - encoding,
                encoding: times.preparing + encoding, prefill: times.prefilled - firstPiece,
                decoding: now - times.prefilled))
    }
}
