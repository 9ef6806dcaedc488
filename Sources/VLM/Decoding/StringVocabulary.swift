/// The tokens of a vocabulary that JSON strings are made of. To find them the whole vocabulary is read, so they are
/// kept, see `FreeTextCache`.
struct StringVocabulary: Sendable {
    private var tokens: [StringText.Expectation: [Int]] = [:]
    private var shortest: [StringText.Expectation: [Int]] = [:]
    private let tokenizer: Tokenizer
    /// Bytes of the longest token.
    private(set) var longest = 1

    /// - Throws: `GenerationError.cannotSpell` when there is no token for the quote.
    init(tokenizer: Tokenizer, vocabularySize: Int) throws(GenerationError) {
        self.tokenizer = tokenizer
        for id in 0..<min(vocabularySize, tokenizer.vocabularyCount) where !tokenizer.isAdded(id) {
            let bytes = tokenizer.bytes(of: id)
            guard let first = bytes.first else { continue }
            longest = max(longest, bytes.count)
            for expectation in StringText.Expectation.allCases where Self.accepts(bytes, expectation) {
                tokens[expectation, default: []].append(id)
                // What ends a string that is long enough: the quote, or what a character still lacks.
                let isEnd = expectation == .plain ? first == UInt8(ascii: "\"") : first != UInt8(ascii: "\"")
                if bytes.count == 1, isEnd { shortest[expectation, default: []].append(id) }
            }
        }
        guard shortest[.plain] != nil else { throw .cannotSpell("\"") }
    }

    /// The tokens that may come, rising.
    func candidates(_ expectation: StringText.Expectation) -> [Int] { tokens[expectation] ?? endings(expectation) }

    /// The tokens that lead to the end: the quote where it may come, else single bytes. Where the vocabulary lacks
    /// the bytes of a character, the quote cuts it.
    func endings(_ expectation: StringText.Expectation) -> [Int] {
        shortest[expectation] ?? shortest[.plain, default: []]
    }

    func bytes(of id: Int) -> ArraySlice<UInt8> { tokenizer.bytes(of: id) }

    private static func accepts(_ bytes: ArraySlice<UInt8>, _ expectation: StringText.Expectation) -> Bool {
        var state = StringText.State(expectation: expectation)
        for byte in bytes where !state.append(byte) { return false }
        return true
    }
}
