import Tensors

/// All requests of an engine and what is known of each: the state that only the engine's thread touches.
///
/// Work goes in rounds. In a round the request that has waited longest for it gets one piece of its prompt computed,
/// and up to `maximumSequences` answers, taken from the requests in turn, get one token (and what their grammar
/// forces after it). So a long prompt delays the answers of others by a piece at most, a short request is not
/// behind all samples of a great one, and requests join and leave between two tokens.
struct EngineBatch: Sendable {
    /// A prepared request that waits for its turn.
    struct Arrival: Sendable {
        let id: Int
        let ticket: EngineTicket
        let request: PreparedRequest
        let preparing: Duration
    }

    /// Pictures to be given to the vision tower.
    struct EncodingOrder: Sendable {
        let id: Int
        let images: [(index: Int, patches: ImageProcessor.Patches)]
        let ticket: EngineTicket
    }

    let model: Qwen25VL
    let tokenizer: Tokenizer
    let limits: EngineLimits
    var prefixes: PrefixCache
    var waiting: [Arrival] = []
    var active: [ActiveRequest] = []
    var round = 0

    init(checkpoint: LoadedCheckpoint, limits: EngineLimits) {
        model = checkpoint.model
        tokenizer = checkpoint.tokenizer
        self.limits = limits
        prefixes = PrefixCache(maximumBytes: limits.prefixCacheBytes)
    }

    /// Whether a round would get on.
    var hasWork: Bool {
        active.contains { $0.stage != .encoding }
            || !waiting.isEmpty && active.count < max(1, limits.maximumRunningRequests)
    }

    /// Takes out requests whose callers have gone, and lets waiting ones in.
    /// - Returns: pictures to encode, and how many requests wait no longer.
    mutating func admit() -> (orders: [EncodingOrder], left: Int) {
        let before = waiting.count
        for arrival in waiting where arrival.ticket.isCancelled {
            arrival.ticket.finish(.failure(CancellationError()))
        }
        waiting.removeAll { $0.ticket.isCancelled }
        for request in active where request.ticket.isCancelled {
            request.ticket.finish(.failure(CancellationError()))
        }
        active.removeAll { $0.ticket.isCancelled }
        var orders: [EncodingOrder] = []
        while active.count < max(1, limits.maximumRunningRequests), !waiting.isEmpty {
            let arrival = waiting.removeFirst()
            var request = ActiveRequest(
                id: arrival.id, ticket: arrival.ticket, request: arrival.request, cache: model.makeCache())
            request.times.preparing = arrival.preparing
            request.lastRound = round
            let match = prefixes.match(arrival.request)
            request.node = match.node
            request.prefilled = match.count
            if let cache = match.cache { request.cache = cache }
            let missing = request.missingImages
            if let logits = match.logits {
                request.logits = logits
                request.stage = .decoding
            } else if !missing.isEmpty {
                request.stage = .encoding
                orders.append(
                    EncodingOrder(
                        id: arrival.id, images: missing.map { ($0, arrival.request.images[$0].patches) },
                        ticket: arrival.ticket))
            }
            active.append(request)
        }
        return (orders, before - waiting.count)
    }

    /// Takes what the vision tower made.
    mutating func take(_ result: Result<[Int: Tensor], any Error>, for id: Int) {
        guard let place = active.firstIndex(where: { $0.id == id }) else { return }
        switch result {
        case .success(let embeddings):
            active[place].embeddings = embeddings
            active[place].times.encoded = .now
            active[place].stage = .prefilling
        case .failure(let error): fail(place, error)
        }
    }

    /// One piece of a prompt and one token for each answer whose turn it is.
    mutating func advance() {
        round += 1
        prefill()
        decode()
        let finished = active.filter(\.isFinished)
        active.removeAll(where: \.isFinished)
        for request in finished { request.ticket.finish(.success(request.response)) }
    }

    /// Gives a request up.
    mutating func fail(_ place: Int, _ error: any Error) {
        active[place].ticket.finish(.failure(error))
        active.remove(at: place)
    }
}
