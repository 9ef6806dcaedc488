import JSON
import Logging
import Persistence

/// Leads the runs of sweeps: compares those that have come to the end of a rung, lets the best go on, and ends the
/// sweep with its last run. What it decides follows from the kept jobs alone, so it can be asked again at any time,
/// also after the process died.
struct SweepConductor: Sendable {
    let store: Store
    let runner: TrainingRunner
    let logger: Logger

    /// Rows that a run's score is the mean of, at most.
    private static let window = 10

    /// Looks at all sweeps that are not finished.
    func start() async {
        do {
            for sweep in try await store.trainingSweeps(in: .running) { try await lead(sweep) }
        } catch {
            logger.error("sweeps cannot be led", metadata: ["error": "\(error)"])
        }
    }

    /// A job came to rest; its sweep may go on.
    func rested(_ job: TrainingJobRecord) async {
        guard let id = job.sweepID else { return }
        do {
            guard let sweep = try await store.trainingSweep(id), sweep.status == .running else { return }
            try await lead(sweep)
        } catch {
            logger.error("a sweep cannot be led", metadata: ["sweep": "\(id)", "error": "\(error)"])
        }
    }

    /// Ends a sweep and its unfinished runs.
    func cancel(_ sweep: TrainingSweepRecord) async throws {
        _ = try await store.finishTrainingSweep(sweep.id, as: .cancelled)
        for job in try await store.trainingJobs(ofSweep: sweep.id) where !job.status.isFinished {
            _ = try await runner.cancel(job.id)
        }
    }

    private func lead(_ sweep: TrainingSweepRecord) async throws {
        let request = try SweepRequest(json: JSONCursor(sweep.request))
        let jobs = try await store.trainingJobs(ofSweep: sweep.id)
        // A run that somebody paused is waited for.
        guard jobs.allSatisfy({ $0.status.isFinished || Self.isAtRung($0) }) else { return }
        let waiting = jobs.filter(Self.isAtRung)
        guard let step = waiting.compactMap(\.stopStep).max(), let halving = request.halving else {
            let isAnyGood = jobs.contains { $0.status == .succeeded }
            _ = try await store.finishTrainingSweep(sweep.id, as: isAnyGood ? .succeeded : .failed)
            return
        }
        var scores: [Double?] = []
        for job in waiting {
            scores.append(try await score(job, request, upTo: step).map { request.isMinimized ? -$0 : $0 })
        }
        let survivors = halving.survivors(scores)
        let rank = scores.indices.sorted { (scores[$0] ?? -.infinity) > (scores[$1] ?? -.infinity) }
        var stopping: [(id: String, reason: JSONValue)] = []
        var promoting: [(id: String, stopStep: Int?)] = []
        for (index, job) in waiting.enumerated() {
            if survivors.contains(index) {
                promoting.append((job.id, halving.stop(after: step, totalSteps: job.totalSteps)))
            } else {
                let place = (rank.firstIndex(of: index) ?? 0) + 1
                let reason = Problem(
                    .cancelled, .serviceUnavailable, title: "The sweep goes on without this run",
                    detail: "at step \(step) it was number \(place) of \(waiting.count) by \(request.metric)")
                stopping.append((job.id, reason.json))
            }
        }
        try await store.concludeRung(stopping: stopping, promoting: promoting)
        for job in waiting { runner.feed.changed(job.id) }
        // Not within the job's own end, which this is called from.
        Task { [runner] in await runner.advance() }
    }

    /// Whether a job waits for the sweep's verdict.
    private static func isAtRung(_ job: TrainingJobRecord) -> Bool {
        guard job.status == .paused, let stop = job.stopStep else { return false }
        return job.step >= stop
    }

    /// What a run is compared by: the mean of the metric over its last rows that have it.
    func score(_ job: TrainingJobRecord, _ request: SweepRequest, upTo step: Int = .max) async throws -> Double? {
        var values: [Double] = []
        var position: TrainingMetricRecord.Position?
        while true {
            let rows = try await store.trainingMetrics(job.id, after: position, limit: 2000)
            for row in rows where row.position.step <= step {
                let prefix = row.position.kind.prefix
                guard request.metric.hasPrefix(prefix) else { continue }
                let name = String(request.metric.dropFirst(prefix.count))
                if let value = row.values[name]?.doubleValue { values.append(value) }
            }
            position = rows.last?.position
            if rows.count < 2000 { break }
        }
        // No more than the later half, so that a short run is not judged by its beginning.
        let last = values.suffix(min(Self.window, max(1, values.count / 2)))
        return last.isEmpty ? nil : last.reduce(0, +) / Double(last.count)
    }
}
