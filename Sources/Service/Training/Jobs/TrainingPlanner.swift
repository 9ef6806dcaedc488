import Foundation
import JSON
import Persistence
import Rewards
import Training

/// Turns a request into a job that can run: the whole configuration, the model's directory, the memory.
struct TrainingPlanner: Sendable {
    let store: Store
    let models: ModelRegistry
    let worker: any TrainingWorker
    /// The directory of all jobs; each has its own below.
    let jobsDirectory: URL
    /// Where named data sets lie.
    let datasets: DatasetShelf
    /// Where the judges come from that jobs name.
    let judges: any JudgeProvider

    /// Checks a request and works out what the job takes.
    /// - Throws: `JSONFormError`; `Problem` 422 for a model that is not there, or a job that does not fit.
    func job(_ request: JSONCursor, at time: Date) async throws -> TrainingJobRecord {
        var configuration = try TrainingConfiguration(json: request)
        do {
            _ = try judges.judge(configuration.reward.judge)
        } catch { throw Problem.field("/reward/judge", error.description) }
        if configuration.model == nil {
            configuration.model = await models.activeID
        }
        let id = "training_" + ULID.make(at: time)
        let run = try await run(configuration, jobID: id)
        let memory = try await worker.memory(of: run)
        if let memory, !memory.fits { throw TrainingError.tooLarge(memory) }
        return TrainingJobRecord(
            id: id, createdAt: time, configuration: configuration.json,
            plan: ["memory": memory?.json ?? .null], totalSteps: configuration.steps)
    }

    /// The run of a job whose checkpoints alone are of interest: what it was made from may be gone.
    func storedRun(_ job: TrainingJobRecord) throws -> TrainingRun {
        TrainingRun(
            configuration: try TrainingConfiguration(json: JSONCursor(job.configuration)),
            modelDirectory: URL(fileURLWithPath: "/", isDirectory: true), directory: directory(ofJob: job.id))
    }

    /// The run of a job that was accepted.
    func run(_ job: TrainingJobRecord) async throws -> TrainingRun {
        try await run(try TrainingConfiguration(json: JSONCursor(job.configuration)), jobID: job.id)
    }

    private func run(_ configuration: TrainingConfiguration, jobID: String) async throws -> TrainingRun {
        guard let modelID = configuration.model else {
            throw Problem(.notReady, .serviceUnavailable, title: "No model is loaded yet")
        }
        guard let model = try await store.model(modelID) else {
            throw Problem.field("/model", "names no registered model")
        }
        guard FileManager.default.fileExists(atPath: model.path + "/config.json") else {
            throw Problem.field("/model", "names a model whose directory is gone: there is no config.json in it")
        }
        var dataset: URL?
        if case .dataset(let name) = configuration.source {
            guard let file = datasets.file(name) else { throw Problem.field("/dataset", "names no kept data set") }
            dataset = file
        }
        return TrainingRun(
            configuration: configuration, modelDirectory: URL(fileURLWithPath: model.path, isDirectory: true),
            directory: directory(ofJob: jobID), dataset: dataset, judges: judges)
    }

    /// A job's own directory.
    func directory(ofJob id: String) -> URL { jobsDirectory.appendingPathComponent(id, isDirectory: true) }
}
