import ArgumentParser
import Dispatch
import Foundation
import JSON
import Judging
import Training
import VLM

/// Trains a model at the terminal.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model by reinforcement learning or on given answers.",
        discussion: """
            The same settings as POST /training/jobs, from a file, from options, or both (options win). The output \
            directory holds the run: checkpoints that transformers and the server load, metrics.jsonl, \
            evaluations.jsonl, rollouts.jsonl, curve.svg. The same command goes on where a run was stopped.

              metaspatial train --output run
              metaspatial train --output run --algorithm 3d_spo --objects 3-6 --turns 2 --steps 400
              metaspatial train --output run --config job.json --set optimizer.learning_rate=1e-4
              metaspatial train --output night --recipe default

            A recipe is a row of runs, each from the last checkpoint of the one before; 'default' is how the default \
            model was made.
            """)

    @Option(help: ArgumentHelp("The run's directory; made if need be.", valueName: "directory"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The checkpoint to start from; without it a small untrained one is made in the run's directory.",
            valueName: "directory"))
    var model: String?

    @OptionGroup var settings: RunSettings

    @Option(help: "sft, grpo, rloo, reinforce_plus_plus, remax, ppo, dapo, gspo or 3d_spo.")
    var algorithm: String?

    @Option(help: "Steps of sampling and updating.")
    var steps: Int?

    @Option(help: "Answers a prompt.")
    var groupSize: Int?

    @Option(help: "Prompts a step.")
    var prompts: Int?

    @Option(help: "The highest learning rate.")
    var learningRate: Double?

    @Option(help: ArgumentHelp("With sft: rows to learn from, JSON Lines.", valueName: "file"))
    var dataset: String?

    @Option(help: "Runs that follow each other instead of one: default.")
    var recipe: String?

    func validate() throws {
        guard let recipe else { return }
        guard settings.isEmpty, [algorithm, dataset].allSatisfy({ $0 == nil }),
            [steps, groupSize, prompts].allSatisfy({ $0 == nil }), learningRate == nil
        else { throw ValidationError("--recipe says all that is set; only --output and --model go with it") }
        do {
            _ = try TrainingRecipe(named: recipe)
        } catch let error as TrainingRecipe.UnknownRecipe {
            throw ValidationError(error.description)
        }
    }

    func run() async throws {
        if let recipe { return try await follow(TrainingRecipe(named: recipe)) }
        let configuration = try settings.configuration(change)
        let directory = URL(fileURLWithPath: output, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try await carryOut(
            TrainingRun(
                configuration: configuration, modelDirectory: try modelDirectory(directory), directory: directory,
                dataset: datasetFile(configuration), judges: EnvironmentJudges(ProcessInfo.processInfo.environment)))
    }

    private func follow(_ recipe: TrainingRecipe) async throws {
        let directory = URL(fileURLWithPath: output, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var model = try modelDirectory(directory)
        for (number, stage) in recipe.stages.enumerated() {
            if let done = try recipe.result(ofStage: number, in: directory) {
                model = done
                continue
            }
            print("stage \(number + 1) of \(recipe.stages.count): \(stage.name)")
            let place = recipe.directory(ofStage: number, in: directory)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try await carryOut(
                TrainingRun(configuration: stage.configuration, modelDirectory: model, directory: place))
            guard let done = try recipe.result(ofStage: number, in: directory) else { return }
            model = done
        }
        print("the model is \(try recipe.finish(model, in: directory).path)")
    }

    private func carryOut(_ run: TrainingRun) async throws {
        let control = TrainingControl()
        let interruption = Task {
            await Termination.wait()
            control.cancel()
        }
        defer { interruption.cancel() }
        let observer = TerminalObserver(journal: RunJournal(directory: run.directory))
        let outcome = try await run.run(observer: observer, control: control)
        await observer.finish(outcome)
        if case .cancelled = outcome { throw ExitCode(130) }
    }

    /// At the terminal a data set's name is its file.
    private func datasetFile(_ configuration: TrainingConfiguration) -> URL? {
        guard case .dataset(let name) = configuration.source else { return nil }
        return URL(fileURLWithPath: name)
    }

    private func modelDirectory(_ output: URL) throws -> URL {
        if let model { return URL(fileURLWithPath: model, isDirectory: true) }
        let directory = output.appendingPathComponent("model", isDirectory: true)
        if !FileManager.default.fileExists(atPath: directory.path) {
            // Made whole beside its place, so that a stopped start leaves no half of a model.
            let partial = output.appendingPathComponent(".model-\(getpid())", isDirectory: true)
            try DefaultModel.create(at: partial)
            try FileManager.default.moveItem(at: partial, to: directory)
        }
        return directory
    }

    /// What this command's own options say.
    private func change(_ root: inout JSONValue) {
        if let algorithm { root.set(["algorithm"], .string(algorithm)) }
        if let steps { root.set(["steps"], .integer(steps)) }
        if let groupSize { root.set(["group_size"], .integer(groupSize)) }
        if let prompts { root.set(["prompts_per_step"], .integer(prompts)) }
        if let learningRate { root.set(["optimizer", "learning_rate"], .number(learningRate)) }
        if let dataset { root.set(["dataset"], .string(dataset)) }
    }
}
