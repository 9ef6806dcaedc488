import ArgumentParser
import Foundation
import JSON
import Training
import VLM

/// Runs one chat request through a checkpoint and prints all that a comparison needs.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Print token ids, positions, vision output, logits and greedy text of a chat request.",
        discussion: """
            The request is JSON: {"messages": [{"role", "content": text or [{"type": "text", "text"} or \
            {"type": "image", "image": path or data URL}]}], "completion": text, "max_tokens": n, \
            "ignore_eos": bool}. Paths are relative to the request file.
            """)

    @OptionGroup var checkpoint: CheckpointOptions

    @Option(help: ArgumentHelp("The request; '-' reads standard input.", valueName: "file"))
    var request: String

    @Option(
        help: ArgumentHelp(
            """
            Also differentiate the completion's mean negative log-likelihood: the loss, and its gradients by \
            these parameters, named as in the checkpoint.
            """, valueName: "name,name"))
    var gradients: String?

    @Option(help: "Also take steps of AdamW (decay 0.01) and print the loss before each.")
    var adamwSteps = 0

    @Option(name: .customLong("lr"), help: "The steps' learning rate.")
    var learningRate = 1e-4

    func validate() throws {
        guard (0...10_000).contains(adamwSteps) else {
            throw ValidationError("--adamw-steps must lie between 0 and 10000")
        }
        guard learningRate.isFinite, learningRate >= 0 else {
            throw ValidationError("--lr must be 0 or greater")
        }
    }

    func run() throws {
        let base =
            request == "-"
            ? URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
            : URL(fileURLWithPath: request).deletingLastPathComponent()
        let request = try ProbeRequest(bytes: try InputFile.read(request), baseDirectory: base)
        let loaded = try LoadedCheckpoint(checkpoint.files)
        var answer = try Probe.run(request, loaded).objectValue ?? JSONObject()
        if gradients != nil || adamwSteps > 0 {
            let probe = GradientProbe(
                parameters: (gradients ?? "").split(separator: ",").map(String.init),
                adamWSteps: adamwSteps, learningRate: learningRate)
            for member in try probe.run(request, loaded).members { answer[member.key] = member.value }
        }
        print(JSONWriter().string(.object(answer)))
    }
}
