/// A byte-level byte-pair tokenizer as Hugging Face checkpoints carry it.
///
/// Encoding: added tokens are cut out of the text, the rest is normalised (NFC when the file says so), cut into
/// words, and each word's bytes are merged. The result equals that of the `tokenizers` library.
public struct Tokenizer: Sendable {
    /// Whether added tokens written in a text become those tokens.
    public enum AddedTokenPolicy: Hashable, Sendable {
        /// `<|im_end|>` in the text is the control token, as in transformers.
        case recognized
        /// Added tokens in the text are spelt out as plain text: for text from people who are not trusted.
        case spelledOut
    }

    /// What is done to a text before it is cut.
    package enum Normalizer: Hashable, Sendable {
        case none
        /// Unicode Normalization Form C.
        case nfc
    }

    package let normalizer: Normalizer
    package let preTokenizer: PreTokenizer
    package let model: BytePairModel
    /// Added tokens by rising id.
    public let addedTokens: [AddedToken]
    /// One more than the highest token id.
    public let vocabularyCount: Int
    /// The text of the end-of-sequence token named in `tokenizer_config.json`, if any.
    public let endOfSequenceToken: String?

    private let originalMatcher: AddedTokenMatcher
    private let normalizedMatcher: AddedTokenMatcher
    private let idOfAddedToken: [String: Int]
    private let specialIDs: Set<Int>
    private let addedIDs: Set<Int>
    /// The bytes of all tokens in a row, and where each starts.
    private let tokenBytes: [UInt8]
    private let tokenStarts: [Int]

    package init(
        normalizer: Normalizer, preTokenizer: PreTokenizer, model: BytePairModel, addedTokens: [AddedToken],
        bytesOfToken: [[UInt8]], endOfSequenceToken: String?
    ) {
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.model = model
        self.addedTokens = addedTokens.sorted { $0.id < $1.id }
        self.endOfSequenceToken = endOfSequenceToken
        vocabularyCount = bytesOfToken.count
        var starts = [0]
        starts.reserveCapacity(bytesOfToken.count + 1)
        for bytes in bytesOfToken { starts.append(starts[starts.count - 1] + bytes.count) }
        tokenStarts = starts
        tokenBytes = Array(bytesOfToken.joined())

        let original = addedTokens.filter { !$0.normalized }
        originalMatcher = AddedTokenMatcher(
            tokens: original, contents: original.map { Array($0.content.utf8) })
        let normalized = addedTokens.filter(\.normalized)
        normalizedMatcher = AddedTokenMatcher(
            tokens: normalized,
            contents: normalized.map { Self.normalize(Array($0.content.utf8), normalizer) })
        idOfAddedToken = Dictionary(addedTokens.map { ($0.content, $0.id) }) { first, _ in first }
        specialIDs = Set(addedTokens.lazy.filter(\.isSpecial).map(\.id))
        addedIDs = Set(addedTokens.map(\.id))
    }

    // MARK: Encoding

    /// The token ids of a text.
    /// - Throws: `TokenizerError.tooLarge` beyond 256 MiB.
    public func encode(_ text: String, addedTokens policy: AddedTokenPolicy = .recognized) throws -> [Int] {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumTextBytes else {
            throw TokenizerError.tooLarge(what: "the text", limit: Self.maximumTextBytes)
        }
        var tokens: [Int] = []
        tokens.reserveCapacity(bytes.count / 3 + 4)
        switch policy {
        case .spelledOut:
            if !bytes.isEmpty { encodePlain(Self.normalize(bytes, normalizer), into: &tokens) }
        case .recognized:
            for piece in originalMatcher.pieces(of: bytes) {
                switch piece {
                case .token(let id): tokens.append(id)
                case .text(let range): encodeNormalized(Array(bytes[range]), into: &tokens)
                }
            }
        }
        return tokens
    }

    private static let maximumTextBytes = 256 << 20

    private func encodeNormalized(_ bytes: [UInt8], into tokens: inout [Int]) {
        let normalized = Self.normalize(bytes, normalizer)
        for piece in normalizedMatcher.pieces(of: normalized) {
            switch piece {
            case .token(let id): tokens.append(id)
            case .text(let range): encodePlain(Array(normalized[range]), into: &tokens)
            }
        }
    }

    private func encodePlain(_ bytes: [UInt8], into tokens: inout [Int]) {
        let needsSpace = preTokenizer.addsPrefixSpace && bytes.first != 0x20
        let text = ClassifiedText(utf8: needsSpace ? [0x20] + bytes : bytes)
        var word: [UInt8] = []
        for range in preTokenizer.words(of: text) {
            word.removeAll(keepingCapacity: true)
            text.utf8(range, into: &word)
            model.encode(word, into: &tokens)
        }
    }

    private static func normalize(_ bytes: [UInt8], _ normalizer: Normalizer) -> [UInt8] {
        // Nothing below U+0300 changes under NFC, and their UTF-8 leads are below 0xCC.
        guard normalizer == .nfc, bytes.contains(where: { $0 >= 0xCC }) else { return bytes }
        return String(decoding: bytes, as: UTF8.self).canonicallyComposedUTF8
    }

    // MARK: Decoding

    /// The bytes that a token stands for; empty for an id outside the vocabulary.
    public func bytes(of id: Int) -> ArraySlice<UInt8> {
        guard id >= 0, id < vocabularyCount else { return [] }
        return tokenBytes[tokenStarts[id]..<tokenStarts[id + 1]]
    }

    /// The text of token ids; bytes that are not UTF-8 become U+FFFD.
    public func decode(_ ids: some Sequence<Int>, skipsSpecialTokens: Bool = false) -> String {
        var bytes: [UInt8] = []
        for id in ids where !(skipsSpecialTokens && specialIDs.contains(id)) {
            bytes.append(contentsOf: self.bytes(of: id))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Vocabulary

    /// Whether a token is a control token.
    public func isSpecial(_ id: Int) -> Bool { specialIDs.contains(id) }

    /// Whether a token is one of the added tokens.
    public func isAdded(_ id: Int) -> Bool { addedIDs.contains(id) }

    /// The id of an added token.
    /// - Throws: `TokenizerError.unknownToken`.
    public func id(of addedToken: String) throws -> Int {
        guard let id = idOfAddedToken[addedToken] else { throw TokenizerError.unknownToken(addedToken) }
        return id
    }
}
