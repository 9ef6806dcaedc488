import Tensors
import VLM

/// Logits drawn at random from the tokens so far: stands for any weights whatever.
struct StubModel: CausalModel {
    /// What the logits are made of.
    enum Kind: CaseIterable {
        case ordinary
        /// Large enough that one token takes all.
        case extreme
        case notANumber
        /// Ordinary numbers, NaN, and both infinities.
        case mixed
    }

    struct Cache: Sendable {
        var tokens: [Int] = []
    }

    let vocabularySize: Int
    let seed: UInt64
    var kind = Kind.ordinary

    func logits(after tokens: [Int]) -> [Float] {
        var state = seed
        for token in tokens { state = (state ^ UInt64(bitPattern: Int64(token))) &* 0x100_0000_01B3 }
        var generator = SplitMix64(seed: state)
        return (0..<vocabularySize).map { _ in
            let value = Float(generator.next() >> 40) / Float(1 << 21) - 4
            switch kind {
            case .ordinary: return value
            case .extreme: return value * 1e37
            case .notANumber: return .nan
            case .mixed: return [value, .nan, .infinity, -.infinity][Int(generator.next() % 4)]
            }
        }
    }

    func append(_ steps: [[Int]], to caches: inout [Cache], logitsAt selection: LogitSelection) throws
        -> [Float]
    {
        var rows: [Float] = []
        for index in steps.indices {
            for (position, token) in steps[index].enumerated() {
                caches[index].tokens.append(token)
                if selection == .all || position == steps[index].count - 1 {
                    rows += logits(after: caches[index].tokens)
                }
            }
        }
        return rows
    }
}

/// Tokenizers with all bytes and random longer tokens.
enum RandomTokenizer {
    static func make(seed: UInt64) throws -> Tokenizer {
        var generator = SplitMix64(seed: seed)
        var byteTokens = [Int32](0..<256)
        byteTokens.shuffle(using: &generator)
        var bytes = [[UInt8]](repeating: [], count: 256)
        for (byte, id) in byteTokens.enumerated() { bytes[Int(id)] = [UInt8(byte)] }
        var merges: [BytePairModel.Merge] = []
        let alphabet = Array("0123456789.-,\"{}[]:xyz_bed1 <>/thinkaswer".utf8)
        for _ in 0..<Int.random(in: 0...150, using: &generator) {
            func part() -> Int {
                let fresh = Int(byteTokens[Int(alphabet.randomElement(using: &generator) ?? 0x30)])
                return Bool.random(using: &generator) || bytes.count == 256
                    ? fresh : Int.random(in: 256..<bytes.count, using: &generator)
            }
            let (left, right) = (part(), part())
            let joined = bytes[left] + bytes[right]
            guard joined.count < 9, !bytes.contains(joined) else { continue }
            merges.append(.init(left: Int32(left), right: Int32(right), result: Int32(bytes.count)))
            bytes.append(joined)
        }
        let end = AddedToken(id: bytes.count, content: "<|im_end|>")
        bytes.append(Array(end.content.utf8))
        let stages: [[PreTokenizer.Stage]] = [[], [.split(.gpt2)], [.split(.qwen2)], [.split(.llama3)]]
        return Tokenizer(
            normalizer: .none,
            preTokenizer: PreTokenizer(
                stages: stages.randomElement(using: &generator) ?? [], addsPrefixSpace: false),
            model: BytePairModel(byteTokens: byteTokens, merges: merges, wholeWords: [:]), addedTokens: [end],
            bytesOfToken: bytes, endOfSequenceToken: nil)
    }
}
