import CKernels
import Dispatch
import Foundation
import Synchronization

/// Threads that wait for loops to share, first awake for some microseconds, then asleep: a model's step is
/// a row of short loops, and waking a sleeping thread for each would cost more than the loop.
///
/// A loop's iterations are claimed one by one from a counter. The thread that runs the loop claims too, and
/// waits only for iterations that others have claimed: a thread that is late, or that the system gives no
/// time, delays nobody unless it stops within an iteration. Where that happens, so that the wait is much longer than
/// an iteration, again and again, the machine has other work, and the team is `disturbed` for a while: short loops had
/// better stay on one thread.
///
/// Opening a loop is two stores and each claim one addition, all on one word, the ticket: the loop's number, how many
/// iterations it has, and how many are claimed. So a thread that comes late can neither claim an iteration that is not
/// there nor mistake one loop for another; and since a loop ends only when every claimed iteration has finished,
/// whoever holds a claim may read the loop's body.
final class WorkerTeam: Sendable {
    // @unchecked: the body is called only by threads that hold a claim, and `run` returns, after which the body may
    // be gone, only when every claimed iteration has finished.
    /// What a loop runs.
    private struct Body: @unchecked Sendable {
        let call: (Int) -> Void
    }

    /// The state of the loop that is open or was the last.
    private struct Ticket {
        var bits: UInt64

        init(bits: UInt64) { self.bits = bits }

        /// A loop of which nothing is claimed.
        init(number: UInt64, count: Int) { bits = number << 32 | UInt64(count) << 16 }

        var number: UInt64 { bits >> 32 }
        var count: Int { Int(bits >> 16 & 0xFFFF) }
        var claimed: Int { Int(bits & 0xFFFF) }
        var isOpen: Bool { claimed < count }
    }

    /// Iterations of a loop at most: each thread adds one claim too many at most.
    private static let maximumCount = 0xFFFF - 4096

    private let ticket = Atomic<UInt64>(0)
    /// The address of the open loop's `Body`.
    private let body = Atomic<UInt>(0)
    /// Iterations of the open loop that have ended.
    private let finished = Atomic(0)
    private let isTaken = Atomic(false)
    private let sleepers = Atomic(0)
    private let wake = DispatchSemaphore(value: 0)
    /// The time until which the team counts as disturbed, in nanoseconds of uptime.
    private let disturbedUntil = Atomic<UInt64>(0)

    /// When a wait was last too long.
    private let lastLongWait = Atomic<UInt64>(0)

    /// A wait for a claimed iteration beyond this many nanoseconds, and beyond this many times what an iteration
    /// took, means that its thread lost its core.
    private static let longestWait: UInt64 = 150_000
    private static let longestWaitInIterations: UInt64 = 4
    /// Two such waits within so short a time mean that it is not by chance, and the team is left alone for so long.
    private static let restlessNanoseconds: UInt64 = 5_000_000
    private static let restNanoseconds: UInt64 = 30_000_000

    /// Whether a thread of the team lost its core of late.
    var isDisturbed: Bool {
        let until = disturbedUntil.load(ordering: .relaxed)
        return until != 0 && DispatchTime.now().uptimeNanoseconds < until
    }

    /// How long a thread without work stays awake.
    private static let spinNanoseconds: UInt64 = 50_000

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

    /// Runs an iteration for each index on the calling thread and whichever others are free. The iterations may run
    /// at the same time.
    /// - Returns: false, with nothing run, if another loop is open.
    func run(_ count: Int, _ iteration: (Int) -> Void) -> Bool {
        guard count <= Self.maximumCount, !isTaken.exchange(true, ordering: .acquiring) else { return false }
        defer { isTaken.store(false, ordering: .releasing) }
        withoutActuallyEscaping(iteration) { iteration in
            withUnsafePointer(to: Body(call: iteration)) { address in
                body.store(UInt(bitPattern: address), ordering: .relaxed)
                finished.store(0, ordering: .relaxed)
                let number = Ticket(bits: ticket.load(ordering: .relaxed)).number &+ 1
                ticket.store(
                    Ticket(number: number & 0xFFFF_FFFF, count: count).bits, ordering: .sequentiallyConsistent)
                let asleep = sleepers.load(ordering: .sequentiallyConsistent)
                for _ in 0..<min(asleep, count - 1) { wake.signal() }
                let start = DispatchTime.now().uptimeNanoseconds
                let own = work()
                waitForClaimed(count, own: own, since: start)
            }
        }
        return true
    }

    /// Runs iterations until all are claimed.
    /// - Returns: how many there were.
    @discardableResult
    private func work() -> Int {
        let first = claim()
        guard first.isOpen else { return 0 }
        let count = carryOut(first)
        finished.wrappingAdd(count, ordering: .releasing)
        return count
    }

    private func claim() -> Ticket { Ticket(bits: ticket.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue) }

    /// Runs a claimed iteration and all that can be claimed after it: of the same loop, which cannot end before these
    /// count as finished. The body is let go before that, so that nobody refers to it when `run` returns.
    /// - Returns: how many there were.
    @inline(never)
    private func carryOut(_ first: Ticket) -> Int {
        guard let body = UnsafePointer<Body>(bitPattern: body.load(ordering: .relaxed)) else { return 0 }
        let call = body.pointee.call
        var claim = first
        var count = 0
        repeat {
            call(claim.claimed)
            count += 1
            claim = self.claim()
        } while claim.isOpen
        return count
    }

    /// - Parameters:
    ///   - own: how many iterations this thread ran.
    ///   - opening: when it began with them.
    private func waitForClaimed(_ count: Int, own: Int, since opening: UInt64) {
        guard finished.load(ordering: .acquiring) != count else { return }
        let start = DispatchTime.now().uptimeNanoseconds
        var spins = 0
        while finished.load(ordering: .acquiring) != count {
            spins += 1
            // Whoever holds the last iteration may need this core.
            if spins % 256 == 0 { sched_yield() } else { ck_pause() }
        }
        let end = DispatchTime.now().uptimeNanoseconds
        let iteration = (start - opening) / UInt64(max(own, 1))
        guard end - start > max(Self.longestWait, Self.longestWaitInIterations * iteration) else { return }
        let last = lastLongWait.exchange(end, ordering: .relaxed)
        if last != 0, start < last + Self.restlessNanoseconds {
            disturbedUntil.store(end + Self.restNanoseconds, ordering: .relaxed)
        }
    }

    private func serve() {
        while true {
            if isOpen || waitAwake() {
                work()
                continue
            }
            sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
            // A loop that opened before this thread counted as asleep did not signal it. (A signal too many
            // only wakes a thread once for nothing.)
            if !isOpen { wake.wait() }
            sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        }
    }

    private var isOpen: Bool { Ticket(bits: ticket.load(ordering: .sequentiallyConsistent)).isOpen }

    /// Watches for a new loop for a while.
    private func waitAwake() -> Bool {
        let end = DispatchTime.now().uptimeNanoseconds + Self.spinNanoseconds
        var spins = 0
        while !isOpen {
            ck_pause()
            spins += 1
            if spins % 32 == 0, DispatchTime.now().uptimeNanoseconds > end { return false }
        }
        return true
    }
}
