/// English words as far as furniture needs them.
package enum Words {
    static let prepositions: Set<String> = [
        "with", "for", "of", "near", "under", "above", "beside", "behind", "at", "in", "on", "by", "from", "along",
        "over", "against", "between", "around", "below", "beneath", "flanking", "across", "opposite", "inside",
        "outside", "atop", "into", "onto", "toward", "towards", "without", "next",
    ]

    /// What many things together are: "a row of hooks" is hooks.
    private static let collections: Set<String> = [
        "pair", "set", "row", "cluster", "stack", "pile", "group", "collection", "bunch", "couple", "trio", "series",
        "string", "array", "lot",
    ]

    /// Where the words begin that only describe: at the first preposition, but for that of a collection.
    static func description(in words: [String]) -> Int {
        words.indices.first { index in
            prepositions.contains(words[index])
                && !(words[index] == "of" && index > 0 && collections.contains(words[index - 1]))
        } ?? words.count
    }

    /// Names that are fine in an identifier, but in running text mostly mean something else ("natural light").
    static let vague: Set<String> = [
        "light", "lighting", "print", "display", "map", "record", "throw", "canvas", "weight", "art",
        "screen",
        "linen", "seat", "server", "range", "hood", "pot", "tree", "quote", "flag", "chart", "instrument",
        "safe",
        "scroll", "bottle", "console", "hook", "runner", "swing", "soft light",
    ]

    /// Splits at everything that is neither a letter nor a digit, and where `camelCase` and `table2` change; the
    /// result is lower case.
    package static func split(_ text: String) -> [String] { splitASCII(text) ?? splitCharacters(text) }

    /// The same for texts in any script.
    package static func splitCharacters(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        for character in text where character != "'" && character != "’" {
            let isBreak =
                (character.isUppercase && previous.isLowercase)
                || (character.isNumber != previous.isNumber && isWord(character) && isWord(previous))
            if !isWord(character) || isBreak {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isWord(character) { word += character.lowercased() }
            previous = character
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// What a byte of ASCII is among words.
    private enum Sort { case other, digit, small, capital }

    /// The same by bytes, which is many times as quick; nil for a text that is not plain ASCII.
    private static func splitASCII(_ text: String) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        var previous = Sort.other
        for byte in text.utf8 where byte != UInt8(ascii: "'") {
            let sort: Sort
            switch byte {
            case 0x80...: return nil
            case UInt8(ascii: "a")...UInt8(ascii: "z"): sort = .small
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): sort = .capital
            case UInt8(ascii: "0")...UInt8(ascii: "9"): sort = .digit
            default: sort = .other
            }
            let isBreak =
                sort == .other || (sort == .capital && previous == .small)
                || (previous != .other && (sort == .digit) != (previous == .digit))
            if isBreak, !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
            if sort != .other { word.append(sort == .capital ? byte | 0x20 : byte) }
            previous = sort
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// The singular of a regular English plural; other words stay as they are.
    static func singular(_ word: String) -> String {
        guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"),
            !word.hasSuffix("is")
        else { return word }
        if word.hasSuffix("lves") { return word.dropLast(3) + "f" }
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["ches", "shes", "xes", "sses", "zes"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        return String(word.dropLast())
    }

    private static let counts: [String: Int] = [
        "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "pair": 2, "couple": 2, "dual": 2, "double": 2,
        "twin": 2, "three": 3, "several": 3, "multiple": 3, "few": 3, "some": 3, "many": 4, "four": 4,
        "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "dozen": 12,
    ]

    /// The number nearest to the name: `two large` is 2, `a pair of` is 2.
    static func count(in words: [String]) -> Int? {
        for word in words.reversed() {
            if let count = counts[word] { return count }
            if word.count <= 3, let number = Int(word), number > 0 { return number }
        }
        return nil
    }
}
