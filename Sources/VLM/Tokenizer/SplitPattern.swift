/// One of the published regular expressions that cut text into words before byte-pair merging, matched by a
/// hand-written scanner instead of a regular-expression engine.
///
/// All of them share one shape, tried in this order at each position:
/// 1. an English contraction (`'s 't 're 've 'm 'll 'd`);
/// 2. letters, with an optional character before them;
/// 3. digits, and with this project's own pattern the two decimals of a length with their point;
/// 4. anything else but white space, with an optional space before it (and, in newer patterns, line ends after);
/// 5. white space: (newer patterns) up to the last line end; else all but the last character when something
///    follows; else all.
package struct SplitPattern: Hashable, Sendable {
    /// What may stand before letters in one word.
    package enum LetterPrefix: Hashable, Sendable {
        /// ` ?`.
        case space
        /// `[^\r\n\p{L}\p{N}]?`.
        case anyButNewline
    }

    /// How digits are cut.
    package enum Digits: Hashable, Sendable {
        /// ` ?\p{N}+`.
        case runWithSpace
        /// `\p{N}` or `\p{N}{1,n}`.
        case atMost(Int)
    }

    package let ignoresCaseOfContractions: Bool
    package let letterPrefix: LetterPrefix
    package let digits: Digits
    package let cutsAtNewlines: Bool
    /// Whether `\.\p{N}{2}` is a word: centimetres.
    package let keepsHundredths: Bool

    /// GPT-2's pattern, also what a `ByteLevel` pre-tokenizer with `use_regex` applies.
    package static let gpt2 = SplitPattern(
        ignoresCaseOfContractions: false, letterPrefix: .space, digits: .runWithSpace, cutsAtNewlines: false)
    /// Qwen2's and Qwen2.5's pattern.
    package static let qwen2 = SplitPattern(
        ignoresCaseOfContractions: true, letterPrefix: .anyButNewline, digits: .atMost(1),
        cutsAtNewlines: true)
    /// Llama 3's pattern: digits in groups of up to three.
    package static let llama3 = SplitPattern(
        ignoresCaseOfContractions: true, letterPrefix: .anyButNewline, digits: .atMost(3),
        cutsAtNewlines: true)
    /// This project's own, for lengths in metres: two words for whole metres and hundredths (`12` `.34`), a third
    /// for tenths of a millimetre, so that a small model reads and writes a length in two or three tokens.
    package static let lengths = SplitPattern(
        ignoresCaseOfContractions: true, letterPrefix: .anyButNewline, digits: .atMost(2),
        cutsAtNewlines: true, keepsHundredths: true)

    /// The pattern's regular expression as `tokenizer.json` files write it.
    package var expression: String {
        let contractions = "'s|'t|'re|'ve|'m|'ll|'d"
        let head = ignoresCaseOfContractions ? "(?i:\(contractions))" : contractions
        let letters = letterPrefix == .space ? #" ?\p{L}+"# : #"[^\r\n\p{L}\p{N}]?\p{L}+"#
        let numbers =
            switch digits {
            case .runWithSpace: #" ?\p{N}+"#
            case .atMost(1): #"\p{N}"#
            case .atMost(let count): #"\p{N}{1,\#(count)}"#
            }
        let rest = #" ?[^\s\p{L}\p{N}]+"# + (cutsAtNewlines ? #"[\r\n]*|\s*[\r\n]+"# : "")
        let hundredths = keepsHundredths ? #"|\.\p{N}{2}"# : ""
        return "\(head)|\(letters)|\(numbers)\(hundredths)|\(rest)" + #"|\s+(?!\S)|\s+"#
    }

    /// The pattern that a regular expression stands for, or nil when it is none of the known ones.
    package init?(expression: String) {
        let known = [Self.qwen2, .llama3, .gpt2, .lengths].first { $0.expression == expression }
        guard let known else { return nil }
        self = known
    }

    private init(
        ignoresCaseOfContractions: Bool, letterPrefix: LetterPrefix, digits: Digits, cutsAtNewlines: Bool,
        keepsHundredths: Bool = false
    ) {
        self.ignoresCaseOfContractions = ignoresCaseOfContractions
        self.letterPrefix = letterPrefix
        self.digits = digits
        self.cutsAtNewlines = cutsAtNewlines
        self.keepsHundredths = keepsHundredths
    }

    /// Cuts `range` of a classified text into consecutive words that cover it; the text ends where `range` ends.
    package func split(_ text: ClassifiedText, _ range: Range<Int>, into words: inout [Range<Int>]) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = matchEnd(text, start, range.upperBound)
            words.append(start..<end)
            start = end
        }
    }

    /// Where the match that starts at `start` ends; always beyond `start`.
    private func matchEnd(_ text: ClassifiedText, _ start: Int, _ end: Int) -> Int {
        if text.scalars[start] == "'", let contraction = contractionEnd(text, start, end) {
            return contraction
        }
        let first = text.classes[start]

        // Letters.
        if first == .letter { return run(of: .letter, text, start + 1, end) }
        let mayPrefixLetters =
            letterPrefix == .space ? text.scalars[start] == " " : first == .other || first == .space
        if mayPrefixLetters, start + 1 < end, text.classes[start + 1] == .letter {
            return run(of: .letter, text, start + 2, end)
        }

        // Digits.
        switch digits {
        case .atMost(let count):
            if first == .number { return run(of: .number, text, start + 1, min(end, start + count)) }
        case .runWithSpace:
            if first == .number { return run(of: .number, text, start + 1, end) }
            if text.scalars[start] == " ", start + 1 < end, text.classes[start + 1] == .number {
                return run(of: .number, text, start + 2, end)
            }
        }

        if keepsHundredths, text.scalars[start] == ".", start + 2 < end, text.classes[start + 1] == .number,
            text.classes[start + 2] == .number
        {
            return start + 3
        }

        // Everything else but white space.
        var position = start
        if text.scalars[start] == " ", start + 1 < end, text.classes[start + 1] == .other { position += 1 }
        if text.classes[position] == .other {
            position = run(of: .other, text, position + 1, end)
            return cutsAtNewlines ? run(of: .newline, text, position, end) : position
        }

        // White space.
        var stop = start
        var afterLastNewline: Int?
        while stop < end, text.classes[stop].isSpace {
            if text.classes[stop] == .newline { afterLastNewline = stop + 1 }
            stop += 1
        }
        if cutsAtNewlines, let afterLastNewline { return afterLastNewline }
        return stop == end || stop - start == 1 ? stop : stop - 1
    }

    private func run(of wanted: CharacterClass, _ text: ClassifiedText, _ start: Int, _ end: Int) -> Int {
        var position = start
        while position < end, text.classes[position] == wanted { position += 1 }
        return position
    }

    private func contractionEnd(_ text: ClassifiedText, _ start: Int, _ end: Int) -> Int? {
        guard start + 1 < end else { return nil }
        switch folded(text.scalars[start + 1]) {
        case "s", "t", "m", "d": return start + 2
        case "r", "v":
            return start + 2 < end && folded(text.scalars[start + 2]) == "e" ? start + 3 : nil
        case "l":
            return start + 2 < end && folded(text.scalars[start + 2]) == "l" ? start + 3 : nil
        default: return nil
        }
    }

    /// Simple case folding for the letters of contractions; the long s folds to s.
    private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard ignoresCaseOfContractions else { return scalar }
        if scalar == "\u{17F}" { return "s" }
        guard (0x41...0x5A).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value + 0x20) ?? scalar
    }
}
