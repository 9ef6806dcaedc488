import Foundation
import JSON
import SceneGraph
import Service
import Training

/// Behaves as a trainer does towards those who watch and stop it, and takes next to no time.
///
/// Its rewards follow from the configuration alone: `step * learning_rate`. Its checkpoints are the model itself.
struct StandInTrainer: TrainingWorker {
    var stepDuration = Duration.milliseconds(1)
    var estimate: MemoryEstimate?
    /// The step whose reward is no number.
    var faultyStep: Int?

    func memory(of run: TrainingRun) async throws -> MemoryEstimate? { estimate }

    func checkpoints(of run: TrainingRun) -> [CheckpointRecord] {
        let directory = run.directory.appendingPathComponent("checkpoints", isDirectory: true)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        let steps = names.compactMap { Int($0.dropFirst("step-".count)) }.sorted()
        return steps.map { step in
            CheckpointRecord(
                step: step, directory: directory.appendingPathComponent("step-\(step)", isDirectory: true),
                score: Double(step), isBest: step == steps.last, byteCount: 1)
        }
    }

    func run(
        _ run: TrainingRun, observer: any TrainingObserver, control: TrainingControl
    ) async throws -> TrainingOutcome {
        let configuration = run.configuration
        var step = checkpoints(of: run).last?.step ?? 0
        try await observer.started(
            TrainingStart(
                resumedStep: step, totalSteps: configuration.steps,
                memory: MemoryEstimate(
                    parts: [.init(name: "weights", byteCount: 24, arithmetic: "6 x 4")], available: 100),
                learningRate: 0.5, trainedParameters: 6, parameters: 6))
        let rate = configuration.optimizer.learningRate ?? 0.5
        do {
            if step == 0 { try await evaluate(0, observer) }
            while step < configuration.steps {
                try await control.beforeMicroStep()
                try await Task.sleep(for: stepDuration)
                step += 1
                guard step != faultyStep else {
                    throw TrainingError.notFinite(name: "the reward", step: step, detail: "nan")
                }
                await observer.progress(
                    TrainingProgress(phase: .training, step: step, totalSteps: configuration.steps, fraction: 0.5))
                try await observer.record([try rollout(step, reward: Double(step) * rate)])
                try await observer.record(
                    MetricRow(
                        step: step,
                        metrics: [
                            .init("reward", Double(step) * rate), .init("loss", -Double(step)), .init("kl", .nan),
                        ]))
                if step == configuration.steps { try await evaluate(step, observer) }
                if step % configuration.checkpoints.interval == 0 || step == configuration.steps {
                    try await save(step, run, observer)
                }
            }
            return .succeeded(steps: step)
        } catch is CancellationError {
            return .cancelled(steps: step)
        }
    }

    private func evaluate(_ step: Int, _ observer: any TrainingObserver) async throws {
        try await observer.record(
            EvaluationRecord(
                step: step, mode: .greedy, metrics: [.init("reward", Double(step) / 10)],
                rollouts: [try rollout(step, reward: Double(step) / 10)]))
    }

    private func rollout(_ step: Int, reward: Double) throws -> RolloutRecord {
        let bed = try SceneObject(
            json: JSONCursor([
                "new_object_id": "bed_1", "size_in_meters": ["length": 1.6, "width": 2, "height": 0.5],
                "position": ["x": .number(1 + Double(step % 10) / 10), "y": 1.5, "z": 0.25],
            ]))
        let room = Room(description: "A bedroom.", size: Vector3(x: 4, y: 5, z: 2.5))
        return RolloutRecord(
            step: step, prompt: 0, sample: 0, turn: 0, text: "<answer>[]</answer>", tokenCount: 5, reward: reward,
            terms: [.init("format", 1)], advantage: nil, scene: try Scene(room: room, objects: [bed]),
            isPlaced: true)
    }

    private func save(_ step: Int, _ run: TrainingRun, _ observer: any TrainingObserver) async throws {
        let files = FileManager.default
        let place = run.directory.appendingPathComponent("checkpoints/step-\(step)", isDirectory: true)
        if !files.fileExists(atPath: place.path) {
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: run.modelDirectory, to: place)
        }
        if let record = checkpoints(of: run).last { try await observer.record(record) }
    }
}
