import Foundation
import Synchronization

/// Threads for work that nobody waits for: they take part in the machine's time with a low priority, so that those
/// which answer requests hardly notice them.
final class BackgroundExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let width: Int

    /// The threads' nice value: about a tenth of the weight of a thread at 0 (sched(7)).
    private static let niceness: Int32 = 10

    /// Starts the threads.
    init(width: Int = ProcessInfo.processInfo.activeProcessorCount) {
        self.width = max(1, width)
        for index in 0..<self.width {
            let thread = Thread { [self] in serve() }
            thread.name = "background-\(index)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        arrivals.signal()
    }

    /// Lets the threads end once there is nothing more to do.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<width { arrivals.signal() }
    }

    private func serve() {
        // Of the calling thread alone: Linux keeps nice values by thread (setpriority(2), notes).
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
        while true {
            arrivals.wait()
            let (job, isOver) = state.withLock { state in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isStopped)
            }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isOver {
                return
            }
        }
    }
}
