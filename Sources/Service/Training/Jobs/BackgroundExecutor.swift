import Dispatch

/// Threads for work that nobody waits for: it computes for long, and would take Swift's few threads away from
/// requests. The system gives them less of a busy processor than those that answer.
final class BackgroundExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "metaspatial.background", qos: .utility, attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
