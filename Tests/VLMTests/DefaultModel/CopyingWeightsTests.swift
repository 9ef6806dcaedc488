import Foundation
import Testing
import VLM

@Suite struct CopyingWeightsTests {
    /// Where tokens come a second time, the heads that copy make the next one likelier than chance.
    @Test func theUntrainedModelAlreadyLeansTowardRepeating() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("copying-\(UUID())")
        defer { try? FileManager.default.removeItem(at: base) }
        try DefaultModel.create(at: base)
        let model = try Qwen25VL(directory: base)
        var (once, again, count) = (0.0, 0.0, 0.0)
        for start in 0..<6 {
            // Twelve different tokens, twice.
            let part = (0..<12).map { (start * 331 + $0 * 167) % 2000 }
            let tokens = part + part
            var cache = model.makeCache()
            let logits = try model.prefill(tokens: tokens, cache: &cache, logitsAt: .all)
            func rank(_ index: Int) -> Double {
                let row = Array(logits.row(index - 1))
                return Double(row.count { $0 > row[tokens[index]] })
            }
            for index in 1..<12 {
                once += rank(index)
                again += rank(index + 12)
                count += 1
            }
        }
        // By chance both are near 1000 of 2048.
        #expect(again / count < 0.85 * once / count)
    }
}
