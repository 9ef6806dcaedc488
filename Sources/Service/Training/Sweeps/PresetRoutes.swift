import HTTPServer
import JSON
import Persistence

/// `/training/presets`: configurations to begin with: ours, and the best runs of finished sweeps.
struct PresetRoutes: Sendable {
    let store: Store
    let conductor: SweepConductor

    func register(in router: inout Router) throws {
        try router.get("/training/presets") { _ in
            let own = TrainingPreset.all.map(\.json)
            return .json(["items": .array(own + (try await found())), "next": .null])
        }
    }

    private func found() async throws -> [JSONValue] {
        var presets: [JSONValue] = []
        for sweep in try await store.trainingSweeps(in: .succeeded).reversed().prefix(20) {
            let form = try SweepRequest(json: JSONCursor(sweep.request))
            var runs: [(job: TrainingJobRecord, score: Double?)] = []
            for job in try await store.trainingJobs(ofSweep: sweep.id) where job.status == .succeeded {
                runs.append((job, try await conductor.score(job, form)))
            }
            guard let best = SweepBest(form: form, runs: runs).job else { continue }
            let settings =
                form.space.runs.indices.contains(best.sweepIndex ?? 0)
                ? form.space.runs[best.sweepIndex ?? 0] : []
            let writer = JSONWriter()
            let words = settings.map { "\($0.path.text) \(writer.string($0.value))" }.joined(separator: ", ")
            presets.append(
                TrainingPreset(
                    id: sweep.id, name: "Best of a sweep",
                    summary: "\(words); found \(Timestamp.text(sweep.finishedAt ?? sweep.createdAt).prefix(10))",
                    configuration: best.configuration
                ).json)
        }
        return presets
    }
}
