import ArgumentParser
import Dispatch
import Foundation
import JSON
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
            """)

    @Option(help: ArgumentHelp("The run's directory; made if need be.", valueName: "directory"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The checkpoint to start from; without it a small untrained one is made in the run's directory.",
            valueName: "directory"))
    var model: String?

    @Option(help: ArgumentHelp("Settings as JSON; '-' reads standard input.", valueName: "file"))
    var config: String?

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

    @Option(help: "Objects of a made-up room, such as 3 or 3-6.")
    var objects: String?

    @Option(help: ArgumentHelp("With sft: rows to learn from, JSON Lines.", valueName: "file"))
    var dataset: String?

    @Option(help: "Turns of an answer.")
    var turns: Int?

    @Option(help: "Decides rooms, draws and new weights.")
    var seed: Int?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Any other setting, its value in JSON; may be repeated.", valueName: "name.name=value"))
    var settings: [String] = []

    func run() async throws {
        let configuration = try trainingConfiguration()
        let directory = URL(fileURLWithPath: output, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let run = TrainingRun(
            configuration: configuration, modelDirectory: try modelDirectory(directory), directory: directory,
            dataset: dataset.map { URL(fileURLWithPath: $0) })
        let control = TrainingControl()
        let interruption = Task {
            await Termination.wait()
            control.cancel()
        }
        defer { interruption.cancel() }
        let observer = TerminalObserver(journal: RunJournal(directory: directory))
        let outcome = try await run.run(observer: observer, control: control)
        await observer.finish(outcome)
        if case .cancelled = outcome { throw ExitCode(130) }
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

    /// The settings of file and options together.
    private func trainingConfiguration() throws -> TrainingConfiguration {
        var root = JSONValue.object(JSONObject())
        if let config { root = try JSONValue.parse(InputFile.read(config)) }
        guard root.objectValue != nil else { throw ValidationError("the settings must be a JSON object") }
        if let algorithm { root.set(["algorithm"], .string(algorithm)) }
        if let steps { root.set(["steps"], .integer(steps)) }
        if let groupSize { root.set(["group_size"], .integer(groupSize)) }
        if let prompts { root.set(["prompts_per_step"], .integer(prompts)) }
        if let learningRate { root.set(["optimizer", "learning_rate"], .number(learningRate)) }
        if let turns { root.set(["turns", "count"], .integer(turns)) }
        if let seed { root.set(["seed"], .integer(seed)) }
        if let dataset { root.set(["dataset"], .string(dataset)) }
        if let objects {
            let ends = objects.split(separator: "-").map { Int($0).map(JSONValue.integer) ?? .string(String($0)) }
            root.set(["rooms", "synthetic", "objects"], ends.count == 1 ? ends[0] : .array(ends))
        }
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else {
                throw ValidationError("--set needs name=value, not '\(setting)'")
            }
            let text = String(setting[setting.index(after: equals)...])
            let path = setting[..<equals].split(separator: ".").map(String.init)
            root.set(path, (try? JSONValue.parse(text)) ?? .string(text))
        }
        do {
            return try TrainingConfiguration(json: JSONCursor(root))
        } catch let error as JSONFormError {
            throw ValidationError(
                "the settings have faults:\n  " + error.faults.map(\.description).joined(separator: "\n  "))
        } catch let error as JSONFieldError {
            throw ValidationError("the settings have a fault: \(error)")
        }
    }
}

extension JSONValue {
    /// Sets a member of nested objects, which are made if need be.
    fileprivate mutating func set(_ path: [String], _ value: JSONValue) {
        guard let key = path.first else {
            self = value
            return
        }
        var object = objectValue ?? JSONObject()
        var member = object[key] ?? .object(JSONObject())
        member.set(Array(path.dropFirst()), value)
        object[key] = member
        self = .object(object)
    }
}
