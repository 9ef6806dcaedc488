import ArgumentParser
import Foundation
import JSON
import Judging
import Training

/// Measures a checkpoint at the terminal.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a checkpoint on rooms that training holds out.",
        discussion: """
            Prints a JSON document a mode: greedy, then sampled.

              metaspatial evaluate --model run/checkpoints/step-00000100 --objects 3 --rooms 64
            """)

    @Option(help: ArgumentHelp("The checkpoint (Hugging Face form).", valueName: "directory"))
    var model: String

    @OptionGroup var settings: RunSettings

    @Option(help: "How many rooms.")
    var rooms = 32

    @Option(help: "Sampled answers a room; 0 for the greedy one alone.")
    var samples = 4

    @Flag(help: "Print every answer too.")
    var answers = false

    func run() async throws {
        let configuration = try settings.configuration { root in
            root.set(["evaluation", "rooms"], .integer(rooms))
            root.set(["evaluation", "samples"], .integer(samples))
        }
        let evaluation = ModelEvaluation(
            configuration: configuration, modelDirectory: URL(fileURLWithPath: model, isDirectory: true),
            judges: EnvironmentJudges(ProcessInfo.processInfo.environment))
        let isTerminal = isatty(STDERR_FILENO) == 1
        let records = try await evaluation.records { mode, share in
            guard isTerminal else { return }
            let text = "\r\u{1B}[K\(mode.rawValue): \(Int(share * 100)) %"
            FileHandle.standardError.write(Data(text.utf8))
        }
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        for record in records {
            print(JSONWriter().string(record.json))
            if answers { for rollout in record.rollouts { print(JSONWriter().string(rollout.json)) } }
        }
    }
}
