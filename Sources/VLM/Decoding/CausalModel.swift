/// What decoding needs of a language model.
package protocol CausalModel: Sendable {
    /// What a sequence has computed so far; a copy is a fork.
    associatedtype Cache: Sendable

    /// Logits a row.
    var vocabularySize: Int { get }

    /// Appends tokens to several sequences in one pass.
    /// - Parameters:
    ///   - caches: one a sequence.
    ///   - steps: the tokens for each sequence, at least one each.
    ///   - selection: of which of a sequence's tokens logits are wanted.
    /// - Returns: rows of `vocabularySize` logits, one sequence's after another's.
    func append(_ steps: [[Int]], to caches: inout [Cache], logitsAt selection: LogitSelection) throws
        -> [Float]
}

extension Qwen25VL: CausalModel {
    package typealias Cache = KVCache

    package var vocabularySize: Int { configuration.text.vocabularySize }

    package func append(
        _ steps: [[Int]], to caches: inout [KVCache], logitsAt selection: LogitSelection
    ) throws -> [Float] {
        try decode(steps: steps, caches: &caches, logitsAt: selection).values
    }
}
