import Foundation
import JSON
import Logging
import Persistence

/// Makes layouts in the background, a few at a time. A job that was accepted is carried out, also after the
/// process died.
actor JobRunner {
    /// A job that has not come to its end.
    private struct Entry {
        let feed: JobFeed
        /// Nil while it waits.
        var task: Task<Void, Never>?
    }

    /// How many jobs run at once: one at the model, one before or behind it.
    private static let width = 2
    /// The most jobs that may wait.
    static let maximumWaiting = 1000

    private let store: Store
    private let layouts: LayoutMaker
    private let errors: ErrorRendering
    private let logger: Logger
    private var entries: [String: Entry] = [:]
    /// Identifiers in the order in which they came.
    private var waiting: [String] = []
    private var isStopping = false

    init(store: Store, layouts: LayoutMaker, errors: ErrorRendering, logger: Logger) {
        self.store = store
        self.layouts = layouts
        self.errors = errors
        self.logger = logger
    }

    /// Starts the jobs that an earlier process left unfinished.
    func resume() async throws {
        _ = try await store.pruneJobs(finishedBefore: Date().addingTimeInterval(-7 * 24 * 3600))
        let jobs = try await store.unfinishedJobs()
        if !jobs.isEmpty { logger.info("resuming jobs", metadata: ["count": "\(jobs.count)"]) }
        for job in jobs { start(job.id) }
    }

    /// Keeps a job, then starts it.
    /// - Throws: `Problem` 503 when too many wait.
    func submit(_ request: JSONValue, completing key: (JobRecord) -> IdempotentCompletion?) async throws
        -> JobRecord
    {
        guard waiting.count < Self.maximumWaiting else {
            throw Problem.busy("\(waiting.count) jobs are waiting already", retryAfter: 60)
        }
        let job = JobRecord(
            id: "job_" + ULID.make(), kind: "layout", createdAt: Timestamp.now(), request: request)
        try await store.insertJob(job, completing: key(job))
        start(job.id)
        return job
    }

    /// A job and, until its end, where it stands.
    func job(_ id: String) async throws -> (JobRecord, LayoutProgress?) {
        guard let job = try await store.job(id) else { throw Problem.notFound("job", id: id) }
        return (job, entries[id]?.feed.progress)
    }

    /// The events of a job; nil when it has come to its end.
    func events(_ id: String) -> AsyncStream<JobFeed.Event>? { entries[id]?.feed.events() }

    /// Cancels a job that has not come to its end.
    func cancel(_ id: String) async throws {
        guard try await store.updateJob(id, to: .cancelled), let entry = entries.removeValue(forKey: id) else {
            return
        }
        waiting.removeAll { $0 == id }
        entry.task?.cancel()
        entry.feed.send(.failed(.cancelledJob))
        advance()
    }

    /// Stops all jobs; they are resumed when the server starts again.
    func stop() async {
        isStopping = true
        waiting = []
        let tasks = entries.values.compactMap(\.task)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func start(_ id: String) {
        let feed = JobFeed()
        feed.send(.progress(LayoutProgress(stage: .queued, fraction: 0, message: "Waiting for the model")))
        entries[id] = Entry(feed: feed)
        waiting.append(id)
        advance()
    }

    /// Lets waiting jobs run while there is room.
    private func advance() {
        while !isStopping, !waiting.isEmpty, entries.values.count(where: { $0.task != nil }) < Self.width {
            let id = waiting.removeFirst()
            guard let feed = entries[id]?.feed else { continue }
            entries[id]?.task = Task {
                await self.run(id, feed)
                self.finish(id)
            }
        }
    }

    private func finish(_ id: String) {
        entries[id] = nil
        advance()
    }

    private func run(_ id: String, _ feed: JobFeed) async {
        do {
            guard try await store.updateJob(id, to: .running), let job = try await store.job(id) else { return }
            let request = try LayoutRequest(json: JSONCursor(job.request))
            let document = try await layouts.make(request, report: { feed.send(.progress($0)) }) { record, _ in
                try await self.store.insertLayout(record, finishingJob: id)
            }
            feed.send(.layout(document))
        } catch {
            // Cancelled by its owner (recorded already) or by the shutdown (resumed at the next start).
            guard !Task.isCancelled else {
                feed.send(.failed(.cancelledJob))
                return
            }
            let problem = errors.problem(error)
            if problem.kind == .internalError {
                logger.error("a job failed", metadata: ["job": "\(id)", "error": "\(error)"])
            }
            do {
                _ = try await store.updateJob(id, to: .failed, error: problem.json)
            } catch {
                logger.error("a job's failure was not kept", metadata: ["job": "\(id)", "error": "\(error)"])
            }
            feed.send(.failed(problem))
        }
    }
}

extension Problem {
    /// How a cancelled job ends for those who watch it.
    static let cancelledJob = Problem(.cancelled, .serviceUnavailable, title: "The job was cancelled")
}
