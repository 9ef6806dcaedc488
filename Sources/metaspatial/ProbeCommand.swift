import ArgumentParser
import Foundation
import JSON
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

    func run() throws {
        let base =
            request == "-"
            ? URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
            : URL(fileURLWithPath: request).deletingLastPathComponent()
        let answer = try Probe.run(
            model: try checkpoint.files, requestBytes: try InputFile.read(request), baseDirectory: base)
        print(JSONWriter().string(answer))
    }
}
