@_spi(_Unicode) import Swift

/// The tokenizer of BERT: words and marks, each cut into the longest pieces that the vocabulary has (Y. Wu et al., arXiv
/// 1609.08144; J. Devlin et al., arXiv 1810.04805). Names of special tokens in a text are taken as text.
struct WordPieceTokenizer: Sendable {
    /// How a text is changed before it is split.
    struct Normalization: Hashable, Sendable {
        /// Takes control characters out and makes blanks of all white space.
        var cleans = true
        /// Puts blanks around CJK ideographs.
        var separatesIdeographs = true
        /// Takes accents off; nil: where letters are made small.
        var stripsAccents: Bool?
        var lowercases = true
    }

    /// Pieces by their UTF-8 bytes, those within a word with the prefix before them.
    let vocabulary: [[UInt8]: Int32]
    let normalization: Normalization
    /// Begins a piece that continues a word.
    let prefix: [UInt8]
    /// Words of more characters are unknown.
    let maximumWordLength: Int
    let unknown: Int
    let first: Int
    let last: Int

    /// The tokens of a text between the first and the last that every text has.
    func encode(_ text: String, maximumCount: Int) -> [Int] {
        var tokens = [first]
        for word in words(text) {
            tokens += pieces(word)
            if tokens.count >= maximumCount { break }
        }
        return tokens.prefix(max(1, maximumCount - 1)) + [last]
    }

    /// The words and marks of a text after normalisation.
    func words(_ text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = []
        var word: [Unicode.Scalar] = []
        func end() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        for scalar in normalized(text) {
            if scalar.properties.isWhitespace {
                end()
            } else if Self.isPunctuation(scalar) {
                end()
                words.append([scalar])
            } else {
                word.append(scalar)
            }
        }
        end()
        return words
    }

    private func normalized(_ text: String) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if normalization.cleans {
                if scalar.value == 0 || scalar.value == 0xFFFD || Self.isControl(scalar) { continue }
                if scalar.properties.isWhitespace {
                    scalars.append(" ")
                    continue
                }
            }
            if normalization.separatesIdeographs, Self.isIdeograph(scalar) {
                scalars += [" ", scalar, " "]
            } else {
                scalars.append(scalar)
            }
        }
        if normalization.stripsAccents ?? normalization.lowercases {
            var whole = String.UnicodeScalarView()
            whole.append(contentsOf: scalars)
            scalars = String(whole)._nfd.filter { $0.properties.generalCategory != .nonspacingMark }
        }
        guard normalization.lowercases else { return scalars }
        return scalars.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
    }

    /// The longest pieces from the left; unknown as a whole where a rest has none.
    private func pieces(_ word: [Unicode.Scalar]) -> [Int] {
        guard word.count <= maximumWordLength else { return [unknown] }
        var bytes: [UInt8] = []
        var ends = [0]
        for scalar in word {
            UTF8.encode(scalar).map { bytes += $0 }
            ends.append(bytes.count)
        }
        var pieces: [Int] = []
        var start = 0
        while start < word.count {
            let head = start == 0 ? [] : prefix
            let end = stride(from: word.count, to: start, by: -1).first {
                vocabulary[head + bytes[ends[start]..<ends[$0]]] != nil
            }
            guard let end, let piece = vocabulary[head + bytes[ends[start]..<ends[end]]] else { return [unknown] }
            pieces.append(Int(piece))
            start = end
        }
        return pieces
    }

    // MARK: Characters, as the reference tokenizer sees them

    /// Controls but those that count as white space.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if ["\t", "\n", "\r"].contains(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .surrogate: return true
        default: return false
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// The blocks of CJK ideographs: not kana or Hangul, which have words.
    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
