import Foundation
import JSON

/// What a checkpoint's `generation_config.json` says, or `config.json` where there is none.
package struct GenerationDefaults: Hashable, Sendable {
    /// Tokens that end an answer.
    package var endTokens: Set<Int>
    /// Divides positive and multiplies negative logits of tokens that came before (Keskar et al. 2019); 1 does
    /// nothing.
    package var repetitionPenalty = 1.0

    package init(endTokens: Set<Int>) { self.endTokens = endTokens }

    /// - Throws: `GenerationError.unusableModel`.
    package init(directory: URL, configuration: Qwen25VLConfiguration) throws {
        endTokens = Set(configuration.endTokens)
        let file = directory.appendingPathComponent("generation_config.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        do {
            let root = JSONCursor(try JSONParser.parse([UInt8](Data(contentsOf: file))))
            if let end = root["eos_token_id"].ifPresent {
                let ids = end.value?.arrayValue == nil ? [end] : try end.array()
                endTokens = Set(try ids.map { try $0.integer(in: 0...Int(Int32.max)) })
            }
            if let penalty = root["repetition_penalty"].ifPresent {
                repetitionPenalty = try penalty.double(in: 1e-3...1e3)
            }
        } catch {
            throw GenerationError.unusableModel("generation_config.json: \(error)")
        }
    }

    /// Applies the repetition penalty to a row of logits.
    package func penalize(_ logits: inout [Float], past: some Sequence<Int>) {
        guard repetitionPenalty != 1 else { return }
        let penalty = Float(repetitionPenalty)
        for token in Set(past) where logits.indices.contains(token) {
            logits[token] = logits[token] < 0 ? logits[token] * penalty : logits[token] / penalty
        }
    }
}
