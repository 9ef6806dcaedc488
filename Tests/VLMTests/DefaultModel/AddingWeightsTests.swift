import Foundation
import Testing
import VLM

@Suite struct AddingWeightsTests {
    private struct Sum: CustomTestStringConvertible {
        let a: Int
        let b: Int

        var text: String { "\(length(a))\(b < 0 ? "-" : "+")\(length(abs(b)))=\((a + b) / 100)" }
        var testDescription: String { text }

        private func length(_ hundredths: Int) -> String {
            "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
        }
    }

    /// After `3.99-1.55=2` the likeliest of the hundred tokens is `.44` far more often than one time in a hundred.
    @Test func theUntrainedModelAlreadyAddsHundredths() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("adding-\(UUID())")
        defer { try? FileManager.default.removeItem(at: base) }
        try DefaultModel.create(at: base)
        let model = try Qwen25VL(directory: base)
        let tokenizer = try Tokenizer(directory: base)
        let hundredths = try (0..<100).map { number in
            try #require(tokenizer.encode((number < 10 ? ".0" : ".") + "\(number)").first)
        }
        var right = 0
        let sums = (0..<40).map { number in
            let (a, b) = (100 + number * 7919 % 800, 5 + number * 104_729 % 95)
            return Sum(a: a, b: number % 2 == 0 ? b : -b)
        }
        for sum in sums {
            var cache = model.makeCache()
            let tokens = try tokenizer.encode(sum.text)
            let logits = Array(try model.prefill(tokens: tokens, cache: &cache, logitsAt: .last).row(0))
            let best = hundredths.indices.max { logits[hundredths[$0]] < logits[hundredths[$1]] }
            right += best == (sum.a + sum.b) % 100 ? 1 : 0
        }
        #expect(right >= 12)
    }
}
