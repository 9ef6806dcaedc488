import Synchronization

/// Lets others pause, resume and cancel a run, and go before it.
public final class TrainingControl: Sendable {
    private enum State {
        case running
        case paused([CheckedContinuation<Void, Never>])
        case cancelled
    }

    private let state = Mutex(State.running)
    private let hook: @Sendable () async -> Void
    private let cancellation = Mutex<@Sendable () -> Void>({})
    private let roundHook: @Sendable () -> Void

    /// A control.
    /// - Parameter beforeMicroStep: awaited before each micro-step of training (a pass forward and backward, a
    ///   request for rollouts); return when nothing more urgent waits.
    /// - Parameter beforeRound: called, on the thread that decodes rollouts, before each round of tokens; return
    ///   when nothing more urgent waits.
    public init(
        beforeMicroStep: @escaping @Sendable () async -> Void = {},
        beforeRound: @escaping @Sendable () -> Void = {}
    ) {
        hook = beforeMicroStep
        roundHook = beforeRound
    }

    /// Waits until rollouts may get their next tokens; those of a run that is to end need not wait.
    func beforeRound() {
        if !isCancelled { roundHook() }
    }

    /// Stops the run before its next micro-step. What it holds stays in memory.
    public func pause() {
        state.withLock { if case .running = $0 { $0 = .paused([]) } }
    }

    /// Lets a paused run go on.
    public func resume() {
        release { state in
            guard case .paused(let waiting) = state else { return [] }
            state = .running
            return waiting
        }
    }

    /// Ends the run before its next micro-step, or token of a rollout; its last checkpoint stays.
    public func cancel() {
        defer { cancellation.withLock { $0 }() }
        release { state in
            defer { state = .cancelled }
            guard case .paused(let waiting) = state else { return [] }
            return waiting
        }
    }

    /// Whether the run is stopped until `resume`.
    public var isPaused: Bool {
        state.withLock { if case .paused = $0 { true } else { false } }
    }

    /// Whether the run is to end.
    public var isCancelled: Bool {
        state.withLock { if case .cancelled = $0 { true } else { false } }
    }

    /// Sets what is called when the run is to end; at once if it is.
    func whenCancelled(_ handler: @escaping @Sendable () -> Void) {
        cancellation.withLock { $0 = handler }
        if isCancelled { handler() }
    }

    /// Waits until the run may do its next micro-step.
    /// - Throws: `CancellationError`.
    package func beforeMicroStep() async throws {
        while true {
            let isPaused = state.withLock { if case .paused = $0 { true } else { false } }
            guard isPaused else { break }
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard case .paused(let waiting) = state else { return true }
                    state = .paused(waiting + [continuation])
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
        if isCancelled || Task.isCancelled { throw CancellationError() }
        await hook()
        if isCancelled || Task.isCancelled { throw CancellationError() }
    }

    private func release(_ change: (inout State) -> [CheckedContinuation<Void, Never>]) {
        for continuation in state.withLock({ change(&$0) }) { continuation.resume() }
    }
}
