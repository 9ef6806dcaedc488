/// Free text up to an ending: which tokens may come, so that nothing ever stands after the ending.
struct FreeText: Sendable {
    let vocabulary: FreeTextVocabulary
    /// The tokens of the ending, for when it has to be forced.
    let end: [Int]
    let maximumTokens: Int

    /// The tokens that may follow; `tail` is what has been written so far, or its last bytes.
    func candidates(after tail: [UInt8]) -> [Int] { vocabulary.candidates(after: tail) }

    /// Whether the ending has been written.
    func isComplete(_ tail: [UInt8]) -> Bool {
        tail.suffix(vocabulary.until.count).elementsEqual(vocabulary.until)
    }
}

/// The tokens of a vocabulary that free text up to an ending is made of. To find them the whole vocabulary is
/// read, so they are kept, see `FreeTextCache`.
struct FreeTextVocabulary: Sendable {
    let until: [UInt8]
    /// Tokens with text that are not added tokens and do not run past the ending by themselves.
    private let ordinary: [Int]
    /// Tokens that would run past the ending after its first n bytes, by n.
    private let overshooting: [Int: Set<Int>]

    init(until: [UInt8], tokenizer: Tokenizer, vocabularySize: Int) {
        self.until = until
        var ordinary: [Int] = []
        var overshooting: [Int: Set<Int>] = [:]
        for id in 0..<min(vocabularySize, tokenizer.vocabularyCount) where !tokenizer.isAdded(id) {
            let bytes = Array(tokenizer.bytes(of: id))
            guard !bytes.isEmpty, !Self.contains(until, within: bytes.dropLast()) else { continue }
            ordinary.append(id)
            for count in 1..<max(1, until.count) {
                let rest = until[count...]
                if bytes.count > rest.count, bytes.starts(with: rest) {
                    overshooting[count, default: []].insert(id)
                }
            }
        }
        self.ordinary = ordinary
        self.overshooting = overshooting
    }

    func candidates(after tail: [UInt8]) -> [Int] {
        var excluded: Set<Int> = []
        for (count, tokens) in overshooting where tail.suffix(count).elementsEqual(until.prefix(count)) {
            excluded.formUnion(tokens)
        }
        return excluded.isEmpty ? ordinary : ordinary.filter { !excluded.contains($0) }
    }

    private static func contains(_ needle: [UInt8], within hay: ArraySlice<UInt8>) -> Bool {
        guard hay.count >= needle.count else { return false }
        return (hay.startIndex...hay.endIndex - needle.count).contains { start in
            hay[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
