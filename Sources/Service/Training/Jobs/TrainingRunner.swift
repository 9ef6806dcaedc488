import Foundation
import JSON
import Logging
import Persistence
import Training

/// Runs training jobs, one at a time, the oldest first. A job that was accepted is carried out, also after the
/// process died: it goes on from its last checkpoint.
actor TrainingRunner {
    /// The job that has its place in memory.
    private struct Current {
        let jobID: String
        let control: TrainingControl
        /// Nil while it is being started.
        var task: Task<Void, Never>?
    }

    private let store: Store
    private let planner: TrainingPlanner
    private let worker: any TrainingWorker
    private let gate: CourtesyGate
    private let errors: ErrorRendering
    private let logger: Logger
    private let executor = BackgroundExecutor()
    /// Wakes those who watch jobs.
    nonisolated let feed = TrainingFeed()
    /// Where the running job is.
    nonisolated let board = TrainingProgressBoard()
    /// Told of a job that came to rest: finished, or put aside at its stop step.
    private var onRest: @Sendable (TrainingJobRecord) async -> Void = { _ in }
    private var current: Current?
    private var isStopping = false
    /// Whether the queue is being looked through, and must be looked through again.
    private var (isAdvancing, mustAdvance) = (false, false)

    init(
        store: Store, planner: TrainingPlanner, worker: any TrainingWorker, gate: CourtesyGate,
        errors: ErrorRendering, logger: Logger
    ) {
        self.store = store
        self.planner = planner
        self.worker = worker
        self.gate = gate
        self.errors = errors
        self.logger = logger
    }

    /// Takes up what an earlier process left, and from then on whatever is queued.
    func start(onRest: @escaping @Sendable (TrainingJobRecord) async -> Void) async {
        self.onRest = onRest
        await advance()
    }

    // MARK: What people ask for

    /// A job.
    /// - Throws: `Problem` 404.
    func job(_ id: String) async throws -> TrainingJobRecord {
        guard let job = try await store.trainingJob(id) else { throw Problem.notFound("training job", id: id) }
        return job
    }

    /// Stops a job before its next micro-step, until it is resumed. It keeps its place in memory while no other
    /// job waits for it; then it goes back to its last checkpoint.
    func pause(_ id: String) async throws -> TrainingJobRecord {
        let isChanged = try await store.moveTrainingJob(id, from: [.queued, .running], to: .paused)
        let job = try await job(id)
        guard isChanged || job.status == .paused else { throw Self.conflict(job, "be paused") }
        if current?.jobID == id { current?.control.pause() }
        feed.changed(id)
        await advance()
        return job
    }

    /// Lets a paused job go on; a failed one, once its cause is gone, from its last checkpoint.
    func resume(_ id: String) async throws -> TrainingJobRecord {
        if current?.jobID == id, current?.control.isCancelled == false,
            try await store.moveTrainingJob(id, from: [.paused], to: .running)
        {
            current?.control.resume()
        } else {
            let isChanged = try await store.moveTrainingJob(id, from: [.paused, .failed], to: .queued)
            let job = try await job(id)
            guard isChanged || [.queued, .running].contains(job.status) else { throw Self.conflict(job, "be resumed") }
        }
        feed.changed(id)
        await advance()
        return try await job(id)
    }

    /// Ends a job; one that is finished stays as it is.
    func cancel(_ id: String, because reason: JSONValue? = nil) async throws -> TrainingJobRecord {
        let isChanged = try await store.moveTrainingJob(
            id, from: [.queued, .running, .paused], to: .cancelled, error: reason)
        if isChanged, current?.jobID == id { interrupt() }
        feed.changed(id)
        let job = try await job(id)
        if isChanged { await onRest(job) }
        await advance()
        return job
    }

    /// Stops the running job; it is resumed when the server starts again.
    func stop() async {
        isStopping = true
        interrupt()
        await current?.task?.value
    }

    private static func conflict(_ job: TrainingJobRecord, _ what: String) -> Problem {
        Problem(
            .conflict, .conflict, title: "The job is \(job.status.rawValue)",
            detail: "a job that is \(job.status.rawValue) cannot \(what)")
    }

    // MARK: Running

    private func interrupt() {
        current?.control.cancel()
        current?.task?.cancel()
    }

    /// Starts the next job if its place is free, and frees the place where a paused job holds it and others wait.
    func advance() async {
        mustAdvance = true
        guard !isAdvancing else { return }
        isAdvancing = true
        defer { isAdvancing = false }
        while mustAdvance, !isStopping {
            mustAdvance = false
            do {
                guard let next = try await store.dueTrainingJob(besides: current?.jobID) else { return }
                if let current {
                    if current.control.isPaused { interrupt() }
                    return
                }
                try await begin(next)
            } catch {
                logger.error("the training queue cannot be read", metadata: ["error": "\(error)"])
                return
            }
        }
    }

    private func begin(_ job: TrainingJobRecord) async throws {
        let control = TrainingControl(
            beforeMicroStep: { [gate] in await gate.yield() }, beforeRound: { [gate] in gate.wait() })
        current = Current(jobID: job.id, control: control)
        guard try await store.moveTrainingJob(job.id, from: [.queued, .running], to: .running) else {
            current = nil
            mustAdvance = true
            return
        }
        feed.changed(job.id)
        let recorder = TrainingRecorder(
            jobID: job.id, stopStep: job.stopStep, store: store, feed: feed, board: board, control: control)
        current?.task = Task(executorPreference: executor) { [planner, worker] in
            let result: Result<TrainingOutcome, any Error>
            do {
                let run = try await planner.run(job)
                result = .success(try await worker.run(run, observer: recorder, control: control))
            } catch {
                result = .failure(error)
            }
            await self.finish(job, result, control)
        }
        if isStopping || control.isCancelled { interrupt() }
    }

    private func finish(
        _ job: TrainingJobRecord, _ result: Result<TrainingOutcome, any Error>, _ control: TrainingControl
    ) async {
        do {
            switch result {
            case .success(.succeeded):
                _ = try await store.moveTrainingJob(job.id, from: [.running, .paused], to: .succeeded)
            case .success(.cancelled(let steps)):
                try await putAside(job, steps: steps)
            case .failure(let error) where control.isCancelled || error is CancellationError:
                let steps = worker.checkpoints(of: try planner.storedRun(job)).last?.step ?? 0
                logger.debug("a job was interrupted", metadata: ["job": "\(job.id)", "error": "\(error)"])
                try await putAside(job, steps: steps)
            case .failure(let error):
                let problem = errors.problem(error)
                logger.error("a training job failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
                _ = try await store.moveTrainingJob(
                    job.id, from: [.running, .paused], to: .failed, error: problem.json)
            }
        } catch {
            logger.error("the end of a job was not kept", metadata: ["job": "\(job.id)", "error": "\(error)"])
            // It will be found running, and must not be taken up again at once: the disk may be full.
            try? await Task.sleep(for: .seconds(10))
        }
        current = nil
        board.end(job.id)
        feed.changed(job.id)
        if !isStopping {
            if let rested = try? await store.trainingJob(job.id) { await onRest(rested) }
            Task { await self.advance() }
        }
    }

    /// A job that was interrupted: at its stop step it waits for the sweep's verdict. Otherwise it was cancelled or
    /// paused, which is kept already, or the server stops, and it will be found running.
    private func putAside(_ job: TrainingJobRecord, steps: Int) async throws {
        guard let stop = job.stopStep, steps >= stop else { return }
        _ = try await store.moveTrainingJob(job.id, from: [.running], to: .paused)
    }
}
