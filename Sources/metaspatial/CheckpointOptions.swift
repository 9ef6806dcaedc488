import ArgumentParser
import Foundation
import VLM

/// Which checkpoint a command works with.
struct CheckpointOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The checkpoint: a Hugging Face directory or a GGUF file.", valueName: "path"))
    var model: String

    @Option(
        help: ArgumentHelp(
            "The GGUF file of the vision tower, where it is not beside the model.", valueName: "file"))
    var mmproj: String?

    /// What is there.
    /// - Throws: `CheckpointError`.
    var files: CheckpointFiles {
        get throws {
            try CheckpointFiles(
                at: URL(fileURLWithPath: model), vision: mmproj.map { URL(fileURLWithPath: $0) })
        }
    }
}
