/// A free text as words, the way `Catalogue.mentions(in:)` counts them.
struct DescriptionText {
    /// The words in lower case, in order: split where the catalogue splits.
    let words: [String]
    /// The words without accents and in the singular, to compare with phrases.
    let stems: [String]

    init(_ text: String) {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        for character in text where character != "'" && character != "’" {
            let isWord = character.isLetter || character.isNumber
            let wasWord = previous.isLetter || previous.isNumber
            let isBreak =
                (character.isUppercase && previous.isLowercase)
                || (isWord && wasWord && character.isNumber != previous.isNumber)
            if !isWord || isBreak {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isWord { word += character.lowercased() }
            previous = character
        }
        if !word.isEmpty { words.append(word) }
        self.words = words
        stems = words.map(Self.stem)
    }

    /// The words of a phrase, joined by blanks, as stems.
    static func normalized(_ phrase: String) -> String {
        DescriptionText(phrase).stems.joined(separator: " ")
    }

    /// A word without accents and a regular plural's ending.
    static func stem(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { $0 < 0x80 } ? word : String(word.map(Self.unaccented))
        guard plain.count > 3, plain.hasSuffix("s"), !plain.hasSuffix("ss"), !plain.hasSuffix("us") else {
            return plain
        }
        if plain.hasSuffix("ies"), plain.count > 4 { return plain.dropLast(3) + "y" }
        if plain.hasSuffix("lves") { return plain.dropLast(3) + "f" }
        for ending in ["ches", "shes", "xes", "sses", "zes"] where plain.hasSuffix(ending) {
            return String(plain.dropLast(2))
        }
        return String(plain.dropLast())
    }

    private static func unaccented(_ character: Character) -> Character {
        switch character {
        case "á", "à", "â", "ä", "ã", "å": "a"
        case "é", "è", "ê", "ë": "e"
        case "í", "ì", "î", "ï": "i"
        case "ó", "ò", "ô", "ö", "õ", "ø": "o"
        case "ú", "ù", "û", "ü": "u"
        case "ç": "c"
        case "ñ": "n"
        default: character
        }
    }

    /// Where a phrase of these stems begins, at or after `start`.
    func occurrences(of phrase: [String]) -> [Range<Int>] {
        guard let first = phrase.first, stems.count >= phrase.count else { return [] }
        return (0...(stems.count - phrase.count)).compactMap { start in
            stems[start] == first && stems[start..<start + phrase.count].elementsEqual(phrase)
                ? start..<start + phrase.count : nil
        }
    }
}
