import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// `/training/sweeps`: sets of runs that look for the best settings.
struct SweepRoutes: Sendable {
    let store: Store
    let runner: TrainingRunner
    let planner: TrainingPlanner
    let conductor: SweepConductor
    let idempotency: Idempotency

    func register(in router: inout Router) throws {
        try router.post("/training/sweeps") { try await create($0) }
        try router.get("/training/sweeps") { request in
            let query = try PageQuery(request)
            let page = try await store.trainingSweeps(limit: query.limit, cursor: query.cursor)
            return .json([
                "items": .array(page.items.map { .object(JSONObject(members: Self.head($0))) }),
                "next": page.next.map { .string($0) } ?? .null,
            ])
        }
        try router.get("/training/sweeps/{id}") { request in
            .json(try await document(try await sweep(request.parameter("id"))))
        }
        try router.post("/training/sweeps/{id}/cancel") { request in
            let sweep = try await sweep(request.parameter("id"))
            if sweep.status == .running { try await conductor.cancel(sweep) }
            return .json(try await document(try await self.sweep(sweep.id)))
        }
    }

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.json(upTo: TrainingJobRoutes.maximumBytes)
        let accepted = try await idempotency.perform(
            request, route: "POST /training/sweeps", body: body.value ?? .null
        ) { key in
            let form = try SweepRequest(json: body)
            let time = Timestamp.now()
            let sweep = TrainingSweepRecord(id: "sweep_" + ULID.make(at: time), createdAt: time, request: form.json)
            try await TrainingJobRoutes.refuseCrowd(store, adding: form.space.runs.count)
            let jobs = try await jobs(of: form, sweepID: sweep.id, at: time)
            let acknowledgement = Acknowledgement(
                .accepted, location: "/training/sweeps/\(sweep.id)",
                Self.document(sweep, form, jobs.map { ($0, nil) }))
            try await store.insertTrainingJobs(jobs, of: sweep, completing: acknowledgement.completion(key))
            return acknowledgement
        }
        await runner.advance()
        return accepted.response
    }

    private func jobs(of form: SweepRequest, sweepID: String, at time: Date) async throws -> [TrainingJobRecord] {
        var jobs: [TrainingJobRecord] = []
        for (index, run) in form.configurations.enumerated() {
            var job: TrainingJobRecord
            do {
                job = try await planner.job(JSONCursor(run.configuration, pointer: "/configuration"), at: time)
            } catch let error as JSONFormError {
                throw JSONFormError(
                    error.faults.map {
                        JSONFieldError(pointer: $0.pointer, detail: "\($0.detail) (run \(index) of the sweep)")
                    })
            }
            (job.sweepID, job.sweepIndex) = (sweepID, index)
            job.stopStep = form.halving?.stop(afterRung: 0, totalSteps: job.totalSteps)
            jobs.append(job)
        }
        return jobs
    }

    private func sweep(_ id: String) async throws -> TrainingSweepRecord {
        guard let sweep = try await store.trainingSweep(id) else { throw Problem.notFound("sweep", id: id) }
        return sweep
    }

    private func document(_ sweep: TrainingSweepRecord) async throws -> JSONValue {
        let form = try SweepRequest(json: JSONCursor(sweep.request))
        var runs: [(TrainingJobRecord, Double?)] = []
        for job in try await store.trainingJobs(ofSweep: sweep.id) {
            runs.append((job, try await conductor.score(job, form)))
        }
        return Self.document(sweep, form, runs)
    }

    // MARK: Documents

    private static func head(_ sweep: TrainingSweepRecord) -> [(String, JSONValue)] {
        [
            ("id", .string(sweep.id)), ("status", .string(sweep.status.rawValue)),
            ("created_at", .string(Timestamp.text(sweep.createdAt))),
            ("finished_at", sweep.finishedAt.map { .string(Timestamp.text($0)) } ?? .null),
            ("metric", sweep.request["metric"] ?? .null), ("goal", sweep.request["goal"] ?? .null),
            (
                "links",
                [
                    "self": .string("/training/sweeps/\(sweep.id)"),
                    "cancel": .string("/training/sweeps/\(sweep.id)/cancel"),
                ]
            ),
        ]
    }

    /// The sweep and its table: a line a run, in the order of the runs.
    static func document(
        _ sweep: TrainingSweepRecord, _ form: SweepRequest, _ runs: [(job: TrainingJobRecord, score: Double?)]
    ) -> JSONValue {
        let settings = form.space.runs
        let best = SweepBest(form: form, runs: runs)
        let table = runs.map { job, score -> JSONValue in
            let index = job.sweepIndex ?? 0
            let mine = settings.indices.contains(index) ? settings[index] : []
            return [
                "job": .string(job.id),
                "settings": .object(JSONObject(members: mine.map { ($0.path.text, $0.value) })),
                "status": .string(job.status.rawValue), "step": .integer(job.step),
                "total_steps": .integer(job.totalSteps), "score": score.map { .number($0) } ?? .null,
                "note": job.error?["detail"] ?? .null,
                "links": ["job": .string("/training/jobs/\(job.id)")],
            ]
        }
        return .object(
            JSONObject(
                members: head(sweep) + [
                    ("request", sweep.request), ("runs", .array(table)),
                    ("best", best.job.map { .string($0.id) } ?? .null),
                ]))
    }
}
