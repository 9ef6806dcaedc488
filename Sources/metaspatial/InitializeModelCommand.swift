import ArgumentParser
import Foundation
import VLM

/// Makes the default checkpoint: small, with random weights.
struct InitializeModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "initialize-model",
        abstract: "Make the small default checkpoint with untrained, random weights.")

    @Option(help: ArgumentHelp("Where to write it; the directory must not exist.", valueName: "directory"))
    var output: String

    @Option(help: "The seed of the weights; the same seed gives the same bytes.")
    var seed: UInt64 = DefaultModel.defaultSeed

    func run() throws {
        let url = URL(fileURLWithPath: output, isDirectory: true)
        guard !FileManager.default.fileExists(atPath: url.path) else {
            throw ValidationError("'\(output)' exists already")
        }
        try DefaultModel.create(at: url, seed: seed)
        print("An untrained model is in \(output)")
    }
}
