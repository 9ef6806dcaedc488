import Foundation
import JSON
import Rewards
import SceneGraph
import VLM

/// Carries out a run, on a thread of its own.
actor Trainer {
    private let executor = ThreadExecutor(label: "metaspatial.training")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let configuration: TrainingConfiguration
    let modelDirectory: URL
    let observer: any TrainingObserver
    let control: TrainingControl
    let checkpoint: LoadedCheckpoint
    let form: PromptForm
    let policy: any TrainablePolicy
    let store: CheckpointStore
    let feed: RoomFeed
    let heldOut: [Scene]
    let supervision: SupervisedFeed?
    let learningRate: Double
    let memory: MemoryEstimate
    let allowedIDs = AllowedIDs()
    let judge: (any Judge)?
    var state: TrainerState
    /// The weights to sample from, those of the last step.
    var sampler: Qwen25VL

    /// Opens the model and the run's directory, and goes to the last whole checkpoint.
    /// - Throws: `TrainingError`.
    init(
        _ run: TrainingRun, observer: any TrainingObserver, control: TrainingControl, factory: PolicyFactory
    ) throws {
        let configuration = run.configuration
        self.configuration = configuration
        modelDirectory = run.modelDirectory
        self.observer = observer
        self.control = control
        do {
            checkpoint = try LoadedCheckpoint(directory: run.modelDirectory)
            form = try ModelFiles.promptForm(in: run.modelDirectory)
        } catch {
            throw TrainingError.model(directory: run.modelDirectory.path, reason: "\(error)")
        }
        memory = MemoryEstimate(configuration, model: checkpoint.model)
        guard memory.fits else { throw TrainingError.tooLarge(memory) }
        do {
            judge = try run.judges.judge(configuration.reward.judge)
        } catch { throw TrainingError.judge(error.description) }
        let seed = UInt64(configuration.seed)
        let feed = RoomFeed(configuration.source, heldOut: configuration.evaluation.rooms, seed: seed)
        self.feed = feed
        let supervision = try SupervisedFeed(run, feed: feed)
        self.supervision = supervision
        do {
            heldOut = try supervision?.heldOutScenes ?? feed.heldOut()
        } catch {
            throw TrainingError.room(step: 0, prompt: 0, reason: "\(error)")
        }
        do {
            try run.claimDirectory()
            store = try CheckpointStore(directory: run.directory.appendingPathComponent("checkpoints"))
        } catch let error as TrainingError {
            throw error
        } catch {
            throw TrainingError.directory(run.directory.path, reason: SystemError.reason(of: error))
        }
        do {
            let policy = try factory(PolicyRequest(model: checkpoint.model, configuration: configuration))
            var state = TrainerState(klCoefficient: configuration.kl.coefficient)
            if let stored = store.all().whole.last {
                try policy.restoreState(from: stored.stateDirectory)
                state = try TrainerState(json: JSONCursor(stored.state))
            }
            sampler = try policy.snapshot()
            self.state = state
            self.policy = policy
        } catch {
            throw TrainingError.model(directory: run.modelDirectory.path, reason: "\(error)")
        }
        learningRate =
            configuration.optimizer.learningRate
            ?? OptimizerSettings.defaultRate(
                parameters: checkpoint.model.parameterCount, isTrained: checkpoint.hints.isTrained,
                isAdapter: configuration.adaptation.lora != nil,
                algorithm: configuration.algorithm)
    }

    /// All steps that are left.
    func train() async throws -> TrainingOutcome {
        do {
            try await begin()
            while !state.isDone(configuration) {
                try await control.beforeMicroStep()
                let row =
                    configuration.algorithm == .sft ? try await superviseStep() : try await reinforceStep()
                try await observer.record(row)
                try await evaluateIfDue(row)
                try await saveIfDue()
            }
            return .succeeded(steps: state.step)
        } catch is CancellationError {
            return .cancelled(steps: state.step)
        }
    }

    private func begin() async throws {
        try await observer.started(
            TrainingStart(
                resumedStep: state.step, totalSteps: configuration.steps, memory: memory,
                learningRate: learningRate, trainedParameters: policy.trainedParameterCount,
                parameters: checkpoint.model.parameterCount))
        for name in store.all().broken {
            try await observer.log(
                TrainingLogLine(
                    step: state.step, level: .warning, "the checkpoint '\(name)' is not whole and is left alone"))
        }
        if let supervision {
            for line in supervision.warnings {
                try await observer.log(TrainingLogLine(step: state.step, level: .warning, line))
            }
        }
        if state.step == 0 { _ = try await evaluate() }
    }

    /// Tells where the run is.
    func report(_ phase: TrainingProgress.Phase, _ fraction: Double) async {
        await observer.progress(
            TrainingProgress(
                phase: phase, step: state.step, totalSteps: configuration.steps, fraction: fraction))
    }

    private func evaluateIfDue(_ row: MetricRow) async throws {
        let interval = configuration.evaluation.interval
        let isDue = state.step == configuration.steps || interval.map { state.step % $0 == 0 } ?? false
        // A checkpoint that was not evaluated has no score.
        state.score = isDue ? try await evaluate() : nil
        if state.score == nil, heldOut.isEmpty && supervision?.heldOut.isEmpty ?? true {
            // Without held-out rooms the step's own reward, or loss, has to decide.
            state.score = row["reward"] ?? row["loss"].map { -$0 }
        }
    }

    private func saveIfDue() async throws {
        guard state.isDone(configuration) || state.step % configuration.checkpoints.interval == 0 else { return }
        await report(.saving, 0)
        let step = state.step
        let stored: CheckpointStore.Stored
        do {
            stored = try store.write(state) { model, state in
                try ModelFiles.write(
                    sampler, from: modelDirectory, to: model, sampling: configuration.sampling,
                    note: ["algorithm": .string(configuration.algorithm.rawValue), "steps": .integer(step)])
                try policy.saveState(to: state)
            }
        } catch {
            throw TrainingError.saving(step: step, reason: SystemError.reason(of: error))
        }
        let isBest = CheckpointStore.best(of: store.all().whole)?.step == step
        try await observer.record(
            CheckpointRecord(
                step: step, directory: stored.directory, score: stored.score, isBest: isBest,
                byteCount: stored.byteCount))
        for step in try store.prune(keeping: configuration.checkpoints.kept) {
            try await observer.removed(checkpointOfStep: step)
        }
    }

    /// Makes answers with the weights as they are.
    func rolloutMaker(weights: RewardWeights) -> RolloutMaker {
        let current = checkpoint.replacingModel(sampler)
        return RolloutMaker(
            checkpoint: current,
            engine: LanguageModelEngine(
                checkpoint: current, limits: .rollouts, beforeRound: { [control] in control.beforeRound() }),
            form: form,
            sampling: configuration.sampling, turns: configuration.turns, overlong: configuration.overlong,
            profile: configuration.reward.profile, weights: weights, judge: judge,
            judging: configuration.reward.judge, allowedIDs: allowedIDs)
    }
}
