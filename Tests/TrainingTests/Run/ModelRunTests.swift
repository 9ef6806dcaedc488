import Foundation
import Testing
import Training
import VLM

@Suite("A training run of the model itself", .serialized)
struct ModelRunTests {
    private struct Stop: Error {}
    private let model: URL
    private let directory: TemporaryDirectory

    init() throws {
        model = try TinyModel.shared.get()["model"]
        directory = try TemporaryDirectory()
    }

    private func configuration(_ algorithm: TrainingAlgorithm, lora: Bool = false) -> TrainingConfiguration {
        var configuration = TrainingConfiguration(algorithm: algorithm)
        configuration.steps = 4
        configuration.groupSize = 4
        configuration.promptsPerStep = 2
        configuration.evaluation.rooms = 0
        configuration.checkpoints.interval = 2
        configuration.optimizer.learningRate = 0.01
        if lora { configuration.adaptation.lora = .init() }
        return configuration
    }

    private func run(
        _ configuration: TrainingConfiguration, in name: String, observer: RecordingObserver
    ) async throws {
        _ = try await TrainingRun(configuration: configuration, modelDirectory: model, directory: directory[name])
            .run(observer: observer, control: TrainingControl())
    }

    private func weights(_ name: String) throws -> [Data] {
        try ["model.safetensors", "training/state.safetensors"].map { file in
            try Data(
                contentsOf: directory[name].appendingPathComponent("checkpoints/step-00000004/\(file)"))
        }
    }

    @Test(
        "Resuming is exact to the bit, moments and new weights included",
        arguments: [(TrainingAlgorithm.grpo, false), (.ppo, false), (.grpo, true), (.sft, false)])
    func resume(algorithm: TrainingAlgorithm, lora: Bool) async throws {
        let settings = configuration(algorithm, lora: lora)
        let straight = RecordingObserver()
        try await run(settings, in: "straight", observer: straight)
        await #expect(throws: Stop.self) {
            try await run(settings, in: "stopped", observer: RecordingObserver { if $0.step == 3 { throw Stop() } })
        }
        let resumed = RecordingObserver()
        try await run(settings, in: "stopped", observer: resumed)
        #expect(resumed.records.rows.map(\.step) == [3, 4])
        #expect(try weights("stopped") == weights("straight"))
        #expect(try weights("straight")[0] != Data(contentsOf: model.appendingPathComponent("model.safetensors")))
    }

    @Test("What was sampled has the probability that training computes, and the first update moves the weights")
    func onPolicy() async throws {
        let observer = RecordingObserver()
        try await run(configuration(.grpo), in: "run", observer: observer)
        let rows = observer.records.rows
        #expect(rows.allSatisfy { ($0["sampling/logp_difference/max"] ?? 1) < 1e-3 })
        #expect(abs(try #require(rows[0]["kl"])) < 1e-9)
        #expect(try #require(rows.last?["kl"]) > 0)
    }

    @Test("Supervised steps make the answers likelier")
    func supervised() async throws {
        var settings = configuration(.sft)
        settings.steps = 12
        settings.promptsPerStep = 4
        let observer = RecordingObserver()
        try await run(settings, in: "run", observer: observer)
        let losses = observer.records.rows.compactMap { $0["loss"] }
        #expect(losses.suffix(3).reduce(0, +) < losses.prefix(3).reduce(0, +))
    }

    @Test("A job that cannot fit is refused with the sum before anything is written")
    func memory() throws {
        let qwen = try Qwen25VL(directory: model)
        let estimate = MemoryEstimate(configuration(.grpo), model: qwen, available: 1 << 20)
        #expect(!estimate.fits)
        #expect(estimate.byteCount == estimate.parts.reduce(0) { $0 + $1.byteCount })
        #expect("\(TrainingError.tooLarge(estimate))".contains("activations"))
        #expect("\(estimate)".hasSuffix("of 1 MB"))
        var small = configuration(.grpo)
        small.microBatchTokens = 64
        #expect(MemoryEstimate(small, model: qwen).byteCount < estimate.byteCount)
    }
}
