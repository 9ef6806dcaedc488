import Foundation
import Testing
import VLM

@Suite struct TrainedModelTests {
    @Test func itComesWithTheProgramAndSaysHowItIsToBeDecoded() throws {
        let directory = try #require(TrainedModel.directory)
        let engine = try LanguageModelEngine(directory: directory)
        #expect(engine.isTrained && engine.promptForm == .ranged && engine.readsImages && engine.warnings.isEmpty)
        #expect(engine.decoding == "guided" && engine.facts == "sums")
        let files = try FileManager.default.contentsOfDirectory(
            at: directory, includingPropertiesForKeys: [.fileSizeKey])
        let bytes = try files.reduce(0) { try $0 + ($1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
        #expect(bytes < 40_000_000)
        #expect(files.contains { $0.lastPathComponent == "README.md" })
    }

    @Test func itIsOfTheFormThatTheUntrainedOneHas() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("form-\(UUID())")
        defer { try? FileManager.default.removeItem(at: base) }
        try DefaultModel.create(at: base)
        let trained = try #require(TrainedModel.directory)
        #expect(try Qwen25VL(directory: trained).configuration == Qwen25VL(directory: base).configuration)
        for name in ["tokenizer.json", "preprocessor_config.json"] {
            #expect(
                try Data(contentsOf: trained.appendingPathComponent(name))
                    == Data(contentsOf: base.appendingPathComponent(name)), "\(name)")
        }
    }
}
