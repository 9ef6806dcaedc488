import Synchronization

/// A caller that waits for its answers.
final class EngineTicket: Sendable {
    typealias Continuation = CheckedContinuation<GenerationResponse, any Error>

    /// Told of each piece of an answer, on the engine's thread.
    let onProgress: (@Sendable (GenerationProgress) -> Void)?
    let submitted = ContinuousClock.now
    private let cancellation = CancellationFlag()
    private let continuation = Mutex<Continuation?>(nil)

    init(onProgress: (@Sendable (GenerationProgress) -> Void)?) { self.onProgress = onProgress }

    var isCancelled: Bool { cancellation.isSet }

    func cancel() { cancellation.set() }

    /// Lets the caller wait here.
    func attach(_ waiting: Continuation) { continuation.withLock { $0 = waiting } }

    /// Answers the caller; only the first answer counts.
    func finish(_ result: Result<GenerationResponse, any Error>) {
        let waiting = continuation.withLock { $0.take() }
        waiting?.resume(with: result)
    }
}
