import Foundation
import JSON
import Logging
import Persistence

/// Makes layouts in the background. A job that was accepted is carried out, also after the process died.
actor JobRunner {
    private struct Running {
        let feed: JobFeed
        let task: Task<Void, Never>
    }

    private let store: Store
    private let layouts: LayoutMaker
    private let errors: ErrorRendering
    private let logger: Logger
    private var running: [String: Running] = [:]

    init(store: Store, layouts: LayoutMaker, errors: ErrorRendering, logger: Logger) {
        self.store = store
        self.layouts = layouts
        self.errors = errors
        self.logger = logger
    }

    /// Starts the jobs that an earlier process left unfinished.
    func resume() async throws {
        _ = try await store.pruneJobs(finishedBefore: Date().addingTimeInterval(-7 * 24 * 3600))
        for job in try await store.unfinishedJobs() {
            logger.info("resuming a job", metadata: ["job": "\(job.id)"])
            start(job)
        }
    }

    /// Keeps a job, then starts it.
    func submit(_ request: JSONValue, completing key: (JobRecord) -> IdempotentCompletion?) async throws
        -> JobRecord
    {
        let job = JobRecord(id: "job_" + ULID.make(), kind: "layout", createdAt: Date(), request: request)
        try await store.insertJob(job, completing: key(job))
        start(job)
        return job
    }

    /// A job and, while it runs, where it stands.
    func job(_ id: String) async throws -> (JobRecord, LayoutProgress?) {
        guard let job = try await store.job(id) else { throw Problem.notFound("job", id: id) }
        return (job, running[id]?.feed.progress)
    }

    /// The events of a job; nil when it is not running.
    func events(_ id: String) -> AsyncStream<JobFeed.Event>? { running[id]?.feed.events() }

    /// Cancels a job that has not finished.
    func cancel(_ id: String) async throws {
        if try await store.updateJob(id, to: .cancelled) {
            if let running = running.removeValue(forKey: id) {
                running.task.cancel()
                running.feed.send(.failed(Problem(.cancelled, .serviceUnavailable, title: "The job was cancelled")))
            }
        }
    }

    /// Stops all jobs; they are resumed when the server starts again.
    func stop() async {
        let tasks = running.values.map(\.task)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func start(_ job: JobRecord) {
        let feed = JobFeed()
        feed.send(.progress(LayoutProgress(stage: .queued, fraction: 0, message: "Waiting for the model")))
        let task = Task { await self.run(job, feed) }
        running[job.id] = Running(feed: feed, task: task)
    }

    private func run(_ job: JobRecord, _ feed: JobFeed) async {
        do {
            _ = try await store.updateJob(job.id, to: .running)
            let request = try LayoutRequest(json: JSONCursor(job.request))
            let document = try await layouts.make(request, report: { feed.send(.progress($0)) }) { record, _ in
                try await self.store.insertLayout(record, finishingJob: job.id)
            }
            feed.send(.layout(document))
        } catch is CancellationError {
            // Cancelled by its owner (recorded already) or by the shutdown (resumed at the next start).
            feed.send(.failed(Problem(.cancelled, .serviceUnavailable, title: "The job was cancelled")))
        } catch {
            let problem = errors.problem(error)
            if problem.kind == .internalError {
                logger.error("a job failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
            }
            _ = try? await store.updateJob(job.id, to: .failed, error: problem.json)
            feed.send(.failed(problem))
        }
        running[job.id] = nil
    }
}
