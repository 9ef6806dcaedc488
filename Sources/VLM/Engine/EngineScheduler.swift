import Dispatch
import Synchronization
import Tensors

/// Carries requests to the engine's thread and back.
///
/// One lock guards the inbox, through which all threads speak with the loop; all other state is the loop's own. At
/// most one loop runs, on a serial queue; it takes the state out of the inbox when it starts and puts it back when
/// there is nothing to do. Text and pictures are prepared on a second queue and the vision tower runs on a third,
/// so that a great picture takes processor time from the running answers but does not stop them.
final class EngineScheduler: Sendable {
    private struct Inbox: Sendable {
        var arrivals: [EngineBatch.Arrival] = []
        var encoded: [(id: Int, result: Result<[Int: Tensor], any Error>)] = []
        /// Requests that are not being worked on yet.
        var waiting = 0
        var nextID = 0
        /// The loop's state while no loop runs; nil while one does.
        var batch: EngineBatch?
        /// Whether something has come since the loop last looked.
        var isWoken = false
    }

    private let preparer: RequestPreparer
    private let limits: EngineLimits
    private let beforeRound: @Sendable () -> Void
    private let inbox: Mutex<Inbox>
    private let loopQueue = DispatchQueue(label: "metaspatial.language-model", qos: .userInitiated)
    private let preparationQueue = DispatchQueue(label: "metaspatial.preparation", qos: .userInitiated)
    private let visionQueue = DispatchQueue(label: "metaspatial.vision", qos: .userInitiated)

    init(preparer: RequestPreparer, limits: EngineLimits, beforeRound: @escaping @Sendable () -> Void) {
        self.preparer = preparer
        self.limits = limits
        self.beforeRound = beforeRound
        inbox = Mutex(Inbox(batch: EngineBatch(checkpoint: preparer.checkpoint, limits: limits)))
    }

    /// Takes a request on, or refuses it with `QueueFull`.
    func submit(_ request: GenerationRequest, _ ticket: EngineTicket) {
        let limit = max(1, limits.maximumWaitingRequests)
        let id: Int? = inbox.withLock { inbox in
            guard inbox.waiting < limit else { return nil }
            inbox.waiting += 1
            inbox.nextID += 1
            return inbox.nextID
        }
        guard let id else {
            ticket.finish(.failure(QueueFull(limit: limit, retryAfterSeconds: 5)))
            return
        }
        preparationQueue.async { self.prepare(request, ticket, id) }
    }

    /// Makes the loop look at what has changed.
    func wake() {
        let mustStart = inbox.withLock { inbox in
            defer { inbox.isWoken = true }
            return inbox.batch != nil && !inbox.isWoken
        }
        if mustStart { loopQueue.async { self.loop() } }
    }

    private func prepare(_ request: GenerationRequest, _ ticket: EngineTicket, _ id: Int) {
        let start = ContinuousClock.now
        do {
            guard !ticket.isCancelled else { throw CancellationError() }
            let prepared = try preparer.prepare(request)
            let arrival = EngineBatch.Arrival(
                id: id, ticket: ticket, request: prepared, preparing: .now - start)
            inbox.withLock { $0.arrivals.append(arrival) }
            wake()
        } catch {
            inbox.withLock { $0.waiting -= 1 }
            ticket.finish(.failure(error))
        }
    }

    private func loop() {
        guard var batch = inbox.withLock({ $0.batch.take() }) else { return }
        while true {
            let (arrivals, encoded) = inbox.withLock { inbox in
                inbox.isWoken = false
                defer { (inbox.arrivals, inbox.encoded) = ([], []) }
                return (inbox.arrivals, inbox.encoded)
            }
            batch.waiting += arrivals
            for (id, result) in encoded { batch.take(result, for: id) }
            let (orders, left) = batch.admit()
            if left > 0 { inbox.withLock { $0.waiting -= left } }
            for order in orders { visionQueue.async { self.encode(order) } }
            beforeRound()
            batch.advance()
            let isParked = inbox.withLock { inbox in
                guard !inbox.isWoken, !batch.hasWork else { return false }
                inbox.batch = batch
                return true
            }
            if isParked { return }
        }
    }

    /// One picture after another, so that a picture is computed alike in any company.
    private func encode(_ order: EngineBatch.EncodingOrder) {
        let model = preparer.checkpoint.model
        let result = Result {
            var embeddings: [Int: Tensor] = [:]
            for (index, patches) in order.images {
                guard !order.ticket.isCancelled else { throw CancellationError() }
                embeddings[index] = try model.encodeImages(patches: patches.values, grids: [patches.grid])
            }
            return embeddings
        }
        inbox.withLock { $0.encoded.append((order.id, result)) }
        wake()
    }
}
