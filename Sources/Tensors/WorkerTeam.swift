import CKernels
import Dispatch
import Foundation
import Synchronization

/// Threads that wait for loops to share, first awake for some microseconds, then asleep: a model's step is
/// a row of short loops, and waking a sleeping thread for each would cost more than the loop.
///
/// A loop's iterations are claimed one by one from a counter. The thread that runs the loop claims too, and
/// waits only for iterations that others have claimed: a thread that is late, or that the system gives no
/// time, delays nobody unless it stops within an iteration. Where that happens the machine has other work,
/// and the team is `disturbed` for a while: short loops had better stay on one thread.
final class WorkerTeam: Sendable {
    /// Runs one iteration; the pointer is to whatever the iterations share.
    typealias Iteration = @convention(c) (UnsafeRawPointer, Int) -> Void

    // @unchecked: the context is read only by iterations that were claimed, and `run` returns, after which the
    // context may be gone, only when every claimed iteration has finished.
    /// A loop that is open for claims.
    private final class Loop: @unchecked Sendable {
        let count: Int
        let iteration: Iteration
        let context: UnsafeRawPointer
        let next = Atomic(0)
        let finished = Atomic(0)

        init(count: Int, iteration: @escaping Iteration, context: UnsafeRawPointer) {
            self.count = count
            self.iteration = iteration
            self.context = context
        }

        /// Runs iterations until all are claimed.
        func work() {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                iteration(context, index)
                finished.wrappingAdd(1, ordering: .releasing)
            }
        }

        var isFinished: Bool { finished.load(ordering: .acquiring) == count }
    }

    private struct State {
        var loop: Loop?
        var sleepers = 0
    }

    /// The loop that is open; taken under the lock so that a loop that is released is never touched.
    private let state = Mutex(State())
    /// Counts loops, so that waiting threads see a new one without the lock.
    private let generation = Atomic(0)
    private let wake = DispatchSemaphore(value: 0)
    /// The time until which the team counts as disturbed, in nanoseconds of uptime.
    private let disturbedUntil = Atomic<UInt64>(0)

    /// A wait for a claimed iteration beyond this many nanoseconds means that its thread lost its core, and
    /// the team is left alone for so long.
    private static let longestWait: UInt64 = 150_000
    private static let restNanoseconds: UInt64 = 50_000_000

    /// Whether a thread of the team lost its core of late.
    var isDisturbed: Bool {
        let until = disturbedUntil.load(ordering: .relaxed)
        return until != 0 && DispatchTime.now().uptimeNanoseconds < until
    }

    /// How long a thread without work stays awake.
    private static let spinNanoseconds: UInt64 = 30_000

    /// Starts this many threads, which live as long as the process.
    init(threads: Int) {
        for index in 0..<threads {
            let thread = Thread { [self] in serve() }
            thread.name = "tensors-\(index)"
            thread.stackSize = 8 << 20
            thread.qualityOfService = .userInitiated
            thread.start()
        }
    }

    /// Runs an iteration for each index on the calling thread and whichever others are free. The context must
    /// stay until this returns, and the iterations may run at the same time.
    /// - Returns: false, with nothing run, if another loop is open.
    func run(_ count: Int, context: UnsafeRawPointer, _ iteration: @escaping Iteration) -> Bool {
        let loop = Loop(count: count, iteration: iteration, context: context)
        let sleepers = state.withLock { state -> Int? in
            guard state.loop == nil else { return nil }
            state.loop = loop
            generation.wrappingAdd(1, ordering: .releasing)
            return state.sleepers
        }
        guard let sleepers else { return false }
        for _ in 0..<min(sleepers, count - 1) { wake.signal() }
        loop.work()
        state.withLock { $0.loop = nil }
        guard !loop.isFinished else { return true }
        let start = DispatchTime.now().uptimeNanoseconds
        var spins = 0
        while !loop.isFinished {
            spins += 1
            // Whoever holds the last iteration may need this core.
            if spins % 256 == 0 { sched_yield() } else { ck_pause() }
        }
        let end = DispatchTime.now().uptimeNanoseconds
        if end - start > Self.longestWait {
            disturbedUntil.store(end + Self.restNanoseconds, ordering: .relaxed)
        }
        return true
    }

    private func serve() {
        var seen = -1
        while true {
            let current = generation.load(ordering: .acquiring)
            if current != seen {
                seen = current
                if let loop = state.withLock({ $0.loop }) { loop.work() }
                continue
            }
            guard !waitAwake(for: seen) else { continue }
            state.withLock { $0.sleepers += 1 }
            // A loop that opened before this thread counted as asleep did not signal it. (A signal too many
            // only wakes a thread once for nothing.)
            if generation.load(ordering: .acquiring) == seen { wake.wait() }
            state.withLock { $0.sleepers -= 1 }
        }
    }

    /// Watches for a new loop for a while.
    private func waitAwake(for seen: Int) -> Bool {
        let end = DispatchTime.now().uptimeNanoseconds + Self.spinNanoseconds
        var spins = 0
        while generation.load(ordering: .acquiring) == seen {
            ck_pause()
            spins += 1
            if spins % 32 == 0, DispatchTime.now().uptimeNanoseconds > end { return false }
        }
        return true
    }
}
