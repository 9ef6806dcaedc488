import Foundation
import JSON
import Testing
import VLM

/// The default model is reproducible, says that it is untrained, and answers in form.
struct DefaultModelTests {
    @Test func madeTwiceItIsTheSameAndWorks() async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("default-model-\(UUID())")
        defer { try? FileManager.default.removeItem(at: base) }
        let (first, second) = (base.appendingPathComponent("a"), base.appendingPathComponent("b"))
        try DefaultModel.create(at: first, seed: 3)
        try DefaultModel.create(at: second, seed: 3)
        let files = try FileManager.default.contentsOfDirectory(atPath: first.path).sorted()
        #expect(files.contains("README.md") && files.contains("preprocessor_config.json"))
        for file in files {
            #expect(
                try Data(contentsOf: first.appendingPathComponent(file))
                    == Data(contentsOf: second.appendingPathComponent(file)), "\(file)")
        }
        let card = try String(contentsOf: first.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(card.contains("untrained") && card.contains("seed 3"))

        let engine = try LanguageModelEngine(directory: first)
        #expect(!engine.isTrained && engine.promptForm == .ranged && engine.warnings.isEmpty)
        #expect((3_000_000...10_000_000).contains(engine.parameterCount))
        let slot = try NumberSlot(minimum: 0, maximum: 4, maximumFractionDigits: 2)
        var request = GenerationRequest(
            messages: [.init(role: "user", text: "room 4.0 5.0 2.8\nbed_1 1.6x2.0x0.5")],
            answer: .constrained([.forced("{\"x\":"), .number(slot), .forced("}")]))
        request.samples = 4
        for sample in try await engine.generate(request).samples {
            _ = try JSONCursor(JSONParser.parse(sample.text))["x"].double(in: 0...4)
        }
        // Furniture and identifiers are short in its vocabulary.
        #expect(try engine.tokenCount(of: " nightstand_1") <= 3)
        #expect(try engine.tokenCount(of: "\"new_object_id\":\"") <= 6)
        // A length takes two tokens, or three.
        for (length, count) in [("0.00", 2), ("3.74", 2), ("12.34", 2), ("2.3750", 3), ("10.0005", 3)] {
            #expect(try engine.tokenCount(of: length) == count, "\(length)")
        }
    }
}
