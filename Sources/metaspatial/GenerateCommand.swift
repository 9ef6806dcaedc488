import ArgumentParser
import Dispatch
import Foundation
import Imaging
import VLM

/// Lets a checkpoint answer at the terminal.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Let a model answer a prompt, with pictures if there are any.",
        discussion: "The text goes to standard output as it is written, everything else to standard error.")

    @OptionGroup var checkpoint: CheckpointOptions

    @Option(help: "Round the weights while loading: q8 or q4.")
    var quantize: Quantization?

    @Option(help: "What the user says; '-' reads standard input.")
    var prompt: String

    @Option(help: "What the system says.")
    var system: String?

    @Option(
        name: .customLong("image"), parsing: .upToNextOption,
        help: ArgumentHelp("PNG or JPEG pictures, shown before the text.", valueName: "file"))
    var images: [String] = []

    @Option(help: "Tokens of an answer at most.")
    var maxTokens = 256

    @Option(help: "0 takes the most probable token each time.")
    var temperature = 0.7

    @Option(help: "Only the most probable tokens that together reach this probability are drawn from.")
    var topP = 1.0

    @Option(help: "The same seed gives the same answers.")
    var seed: UInt64 = 0

    @Option(help: "Answers, written at the same time.")
    var samples = 1

    func run() async throws {
        let text =
            prompt == "-" ? String(decoding: try InputFile.read("-"), as: UTF8.self) : prompt
        var parts: [GenerationRequest.Message.Part] = try images.map {
            .image(try PixelImage(decoding: InputFile.read($0)))
        }
        parts.append(.text(text))
        var messages = system.map { [GenerationRequest.Message(role: "system", text: $0)] } ?? []
        messages.append(.init(role: "user", parts: parts))
        var request = GenerationRequest(messages: messages, answer: .free(maximumTokens: maxTokens))
        request.fitsContext = true
        request.samples = samples
        request.sampling = SamplingParameters(temperature: temperature, topP: topP)
        request.seed = seed

        let engine = try await load()
        let isSingle = samples == 1
        let response = try await engine.generate(request) { (progress: GenerationProgress) in
            if isSingle { FileHandle.standardOutput.write(Data(progress.text.utf8)) }
        }
        if isSingle {
            print()
        } else {
            for (index, sample) in response.samples.enumerated() { print("--- \(index + 1)\n\(sample.text)") }
        }
        Self.note(Self.summary(response))
    }

    /// Opens the model, with a bar on a terminal when it takes more than a moment.
    private func load() async throws -> LanguageModelEngine {
        let files = try checkpoint.files
        let bar = LoadingBar(files)
        // Not on a cooperative thread, which the bar needs too.
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    returning: Result { try LanguageModelEngine(files, quantization: quantize) })
            }
        }
        await bar.finish()
        return try result.get()
    }

    private static func summary(_ response: GenerationResponse) -> String {
        let (usage, timings) = (response.usage, response.timings)
        func rate(_ tokens: Int, _ time: Duration) -> String {
            let seconds = time / .seconds(1)
            return seconds > 0 ? String(format: "%.1f tokens/s", Double(tokens) / seconds) : "-"
        }
        let encoding = usage.imageTokens > 0 ? String(format: "pictures %.2f s, ", timings.encoding / .seconds(1)) : ""
        return encoding
            + "prompt \(usage.promptTokens) tokens (\(rate(usage.promptTokens, timings.prefill))), "
            + "answer \(usage.completionTokens) tokens (\(rate(usage.completionTokens, timings.decoding)))"
    }

    private static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
