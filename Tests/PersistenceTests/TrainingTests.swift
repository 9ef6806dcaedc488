import Foundation
import JSON
import Persistence
import SceneGraph
import Testing

@Suite("Training")
struct TrainingTests {
    let store: Store
    init() throws { store = try Store.inMemory() }

    private func job(_ id: String, status: TrainingStatus = .queued) -> TrainingJobRecord {
        TrainingJobRecord(id: id, status: status, createdAt: Samples.time, configuration: ["steps": 9], totalSteps: 9)
    }

    private func row(_ step: Int, _ kind: TrainingMetricRecord.Kind = .step, reward: Double = 0.5)
        -> TrainingMetricRecord
    {
        TrainingMetricRecord(
            position: .init(step: step, kind: kind), recordedAt: Samples.time,
            values: JSONObject(members: [("reward", .number(reward)), ("kl", .null)]))
    }

    private func rollout(_ step: Int, room: String = "a") -> TrainingRolloutRecord {
        TrainingRolloutRecord(
            position: .init(step: step, kind: .step), room: room, size: Vector3(x: 3, y: 4, z: 2.5), reward: nil,
            scene: [["new_object_id": "bed_1"]], document: ["text": "…"])
    }

    @Test("A job comes back as it was kept, and moves only from the states that are named")
    func life() async throws {
        let kept = job("a")
        try await store.insertTrainingJobs([kept])
        #expect(try await store.trainingJob("a") == kept)
        #expect(try await !store.moveTrainingJob("a", from: [.running], to: .succeeded))
        #expect(try await store.moveTrainingJob("a", from: [.queued], to: .running))
        #expect(
            try await store.moveTrainingJob(
                "a", from: [.running], to: .failed, error: ["status": 422], now: Samples.time))
        let failed = try #require(try await store.trainingJob("a"))
        #expect(failed.status == .failed && failed.finishedAt == Samples.time && failed.error == ["status": 422])
        #expect(try await store.moveTrainingJob("a", from: [.failed], to: .queued))
        #expect(try await store.trainingJob("a") == kept, "a job that is taken up again has not ended")
        await #expect(throws: PersistenceError.duplicate(.trainingJob, id: "a")) {
            try await store.insertTrainingJobs([job("b"), kept])
        }
        #expect(try await store.trainingJob("b") == nil, "all jobs are kept or none")
    }

    @Test("What was running is due first, then what waits, the oldest first")
    func due() async throws {
        let states = [("p", TrainingStatus.paused), ("b", .queued), ("a", .queued), ("r", .running), ("x", .failed)]
        for (id, status) in states { try await store.insertTrainingJobs([job(id, status: status)]) }
        #expect(try await store.dueTrainingJob(besides: nil)?.id == "r")
        #expect(try await store.dueTrainingJob(besides: "r")?.id == "b")
        #expect(try await store.trainingJobCount(in: .queued) == 2)
    }

    @Test("Rows are in order, each position once; a resumed job loses those that come again")
    func rows() async throws {
        try await store.insertTrainingJobs([job("a"), job("other")])
        #expect(try await !store.recordTraining("a", metrics: row(1)), "only a running job has rows")
        #expect(try await store.beginTraining("a", atStep: 0, plan: ["memory": 1]))
        for record in [row(0, .greedy), row(1), row(2), row(2, .sampled), row(2, .greedy), row(3)] {
            #expect(try await store.recordTraining("a", metrics: record))
        }
        #expect(try await store.recordTraining("a", metrics: row(2, reward: 0.75)))
        let rows = try await store.trainingMetrics("a", limit: 100)
        #expect(rows == [row(0, .greedy), row(1), row(2, reward: 0.75), row(2, .greedy), row(2, .sampled), row(3)])
        #expect(
            try await store.trainingMetrics("a", after: .init(step: 2, kind: .step), limit: 2) == Array(rows[3...4]))
        #expect(try await store.trainingMetrics("a", kind: .greedy, limit: 9).map(\.position.step) == [0, 2])
        #expect(try await store.latestTrainingMetrics("a") == row(3))
        #expect(try await store.beginTraining("a", atStep: 2, plan: [:]))
        #expect(try await store.trainingMetrics("a", limit: 100) == Array(rows[..<5]))
        let resumed = try #require(try await store.trainingJob("a"))
        #expect(resumed.step == 2 && resumed.resumeCount == 1 && resumed.status == .running)
        #expect(try await store.moveTrainingJob("a", from: [.running], to: .cancelled))
        #expect(try await !store.recordTraining("a", metrics: row(3)), "a cancelled job wants nothing more")
        #expect(try await !store.beginTraining("none", atStep: 0, plan: [:]))
    }

    @Test("Rollouts are paged and chosen by step and room; those of a step are replaced")
    func rollouts() async throws {
        try await store.insertTrainingJobs([job("a", status: .running), job("b", status: .running)])
        for step in [1, 2, 2] {
            #expect(
                try await store.recordTraining(
                    "a", rollouts: [rollout(step), rollout(step, room: "b")], at: .init(step: step, kind: .step)))
        }
        _ = try await store.recordTraining("b", rollouts: [rollout(1)], at: .init(step: 1, kind: .step))
        let page = try await store.trainingRollouts("a", limit: 3)
        #expect(page.items.map(\.position.step) == [2, 2, 1])
        let rest = try await store.trainingRollouts("a", limit: 3, cursor: page.next)
        #expect(rest.items.count == 1 && rest.next == nil)
        #expect(try await store.trainingRollouts("a", matching: .init(step: 2, room: "b"), limit: 9).items.count == 1)
        let number = try #require(page.items.first?.number)
        #expect(try await store.trainingRollout("a", number: number) == page.items.first)
        #expect(try await store.trainingRollout("b", number: number) == nil)
        await #expect(throws: PersistenceError.self) {
            _ = try await store.trainingRollouts("b", limit: 3, cursor: page.next)
        }
        #expect(try await !store.deleteTrainingJob("a"), "a running job stays")
        _ = try await store.moveTrainingJob("a", from: [.running], to: .succeeded)
        #expect(try await store.deleteTrainingJob("a"))
        #expect(try await store.trainingRollout("a", number: number) == nil)
    }

    @Test("A sweep's verdict is kept whole; jobs that are not paused are left alone")
    func sweeps() async throws {
        let sweep = TrainingSweepRecord(id: "s", createdAt: Samples.time, request: ["metric": "reward"])
        var jobs = ["a", "b", "c"].map { job($0, status: .paused) }
        for index in jobs.indices { (jobs[index].sweepID, jobs[index].stopStep) = ("s", 3) }
        jobs[2].status = .succeeded
        try await store.insertTrainingJobs(jobs, of: sweep)
        #expect(try await store.trainingSweep("s") == sweep)
        try await store.concludeRung(
            stopping: [("a", ["status": 503]), ("c", [:])], promoting: [("b", 9)], now: Samples.time)
        let judged = try await store.trainingJobs(ofSweep: "s")
        #expect(judged.map(\.status) == [.cancelled, .queued, .succeeded])
        #expect(judged.map(\.stopStep) == [3, 9, 3] && judged[0].finishedAt == Samples.time)
        #expect(try await store.finishTrainingSweep("s", as: .succeeded))
        #expect(try await !store.finishTrainingSweep("s", as: .failed), "what is finished stays")
        #expect(try await store.trainingSweeps(limit: 9).items.map(\.status) == [.succeeded])
    }
}
