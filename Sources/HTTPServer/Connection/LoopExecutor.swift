import Dispatch
import Synchronization

/// Runs actors' jobs on one serial queue, so that they share it with the queue's event handlers.
package final class LoopExecutor: SerialExecutor {
    package let queue: DispatchQueue
    private let jobs = Mutex<[UnownedJob]>([])

    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // One block on the queue runs all jobs that have gathered by then.
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { queue.async { self.runJobs() } }
    }

    private func runJobs() {
        let batch = jobs.withLock { jobs in
            let batch = jobs
            jobs = []
            return batch
        }
        for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
