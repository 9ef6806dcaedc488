/// Learns a small byte-level vocabulary from texts: byte-pair encoding (Sennrich et al. 2016), the most frequent
/// adjacent pair first, the pair of lowest ids among equals. The same texts always give the same vocabulary.
package struct BytePairTrainer: Sendable {
    package let pattern: SplitPattern
    /// Tokens without added ones; at least 256.
    package let vocabularyCount: Int

    package init(pattern: SplitPattern = .qwen2, vocabularyCount: Int) {
        self.pattern = pattern
        self.vocabularyCount = vocabularyCount
    }

    /// What was learnt.
    package struct Vocabulary: Hashable, Sendable {
        /// The bytes of each token; the first 256 are the single bytes in the order of their written form.
        package var tokens: [[UInt8]]
        /// Pairs of token ids in order of rank; each makes the next token.
        package var merges: [Pair]
    }

    /// Two adjacent tokens.
    package struct Pair: Hashable, Comparable, Sendable {
        package let left: Int
        package let right: Int

        package static func < (a: Pair, b: Pair) -> Bool { (a.left, a.right) < (b.left, b.right) }
    }

    /// Learns merges until the vocabulary is full or no pair comes twice.
    package func train(_ texts: [String]) -> Vocabulary {
        let order = (0..<256).sorted { ByteAlphabet.scalars[$0].value < ByteAlphabet.scalars[$1].value }
        var idOfByte = [Int](repeating: 0, count: 256)
        for (id, byte) in order.enumerated() { idOfByte[byte] = id }
        var vocabulary = Vocabulary(tokens: order.map { [UInt8($0)] }, merges: [])
        var words = words(in: texts).map { (tokens: $0.key.map { idOfByte[Int($0)] }, count: $0.value) }
        while vocabulary.tokens.count < vocabularyCount {
            var counts: [Pair: Int] = [:]
            for word in words {
                for (left, right) in zip(word.tokens, word.tokens.dropFirst()) {
                    counts[Pair(left: left, right: right), default: 0] += word.count
                }
            }
            let best = counts.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }
            guard let best, best.value > 1 else { break }
            let merged = vocabulary.tokens[best.key.left] + vocabulary.tokens[best.key.right]
            // The same bytes may be reached by another pair already.
            let id = vocabulary.tokens.firstIndex(of: merged) ?? vocabulary.tokens.count
            if id == vocabulary.tokens.count { vocabulary.tokens.append(merged) }
            vocabulary.merges.append(best.key)
            for index in words.indices { Self.merge(best.key, into: id, &words[index].tokens) }
        }
        return vocabulary
    }

    private static func merge(_ pair: Pair, into id: Int, _ tokens: inout [Int]) {
        guard tokens.count > 1 else { return }
        var result: [Int] = []
        var index = 0
        while index < tokens.count {
            if index + 1 < tokens.count, tokens[index] == pair.left, tokens[index + 1] == pair.right {
                result.append(id)
                index += 2
            } else {
                result.append(tokens[index])
                index += 1
            }
        }
        tokens = result
    }

    private func words(in texts: [String]) -> [[UInt8]: Int] {
        var counts: [[UInt8]: Int] = [:]
        for text in texts {
            let classified = ClassifiedText(utf8: text.canonicallyComposedUTF8)
            var ranges: [Range<Int>] = []
            pattern.split(classified, 0..<classified.scalars.count, into: &ranges)
            for range in ranges {
                var bytes: [UInt8] = []
                classified.utf8(range, into: &bytes)
                counts[bytes, default: 0] += 1
            }
        }
        return counts
    }
}
