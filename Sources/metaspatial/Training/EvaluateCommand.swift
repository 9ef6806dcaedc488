import ArgumentParser
import Foundation
import JSON
import Training

/// Measures a checkpoint at the terminal.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a checkpoint on rooms that training holds out, or furnished scenes of anybody's.",
        discussion: """
            Of a checkpoint it prints a JSON document a mode: greedy, then sampled. Of scenes it prints one a file, and \
            then the means over all: the metrics of SceneEval, LayoutVLM, I-Design and PhyScene.

              metaspatial evaluate --model run/checkpoints/step-00000100 --objects 3 --rooms 64
              metaspatial evaluate --scenes results/
            """)

    @Option(help: ArgumentHelp("The checkpoint (Hugging Face form).", valueName: "directory"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            """
            Furnished scenes: layouts of this server, scene graphs with positions, LayoutVLM's layout.json (its scene \
            beside it), Holodeck's scenes, SceneEval's scene states.
            """, valueName: "directory"))
    var scenes: String?

    @Option(help: ArgumentHelp("Boxes of the assets that such scenes name, as JSON.", valueName: "file"))
    var assets: String?

    @OptionGroup var settings: RunSettings

    @Option(help: "How many rooms.")
    var rooms = 32

    @Option(help: "Sampled answers a room; 0 for the greedy one alone.")
    var samples = 4

    @Flag(help: "Print every answer too.")
    var answers = false

    func validate() throws {
        guard (model == nil) != (scenes == nil) else { throw ValidationError("give either --model or --scenes") }
        guard assets == nil || scenes != nil else { throw ValidationError("--assets goes with --scenes") }
    }

    func run() async throws {
        if let scenes { return try SceneEvaluation(directory: scenes, assets: assets).run() }
        guard let model else { return }
        let configuration = try settings.configuration { root in
            root.set(["evaluation", "rooms"], .integer(rooms))
            root.set(["evaluation", "samples"], .integer(samples))
        }
        let evaluation = ModelEvaluation(
            configuration: configuration, modelDirectory: URL(fileURLWithPath: model, isDirectory: true))
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
