/// Finds what an object is for in its identifier.
struct RoleVocabulary: Sendable {
    private let roles: [FurnitureRole]
    /// Phrases of singular words, joined by a blank, to places in `roles`.
    private let phrases: [String: Int]
    private let longestPhrase: Int

    static let standard = RoleVocabulary(FurnitureRole.table)

    init(_ table: [(role: FurnitureRole, names: String)]) {
        roles = table.map(\.role)
        var phrases: [String: Int] = [:]
        for (index, entry) in table.enumerated() {
            for name in entry.names.split(separator: ",") {
                phrases[Self.words(in: String(name)).joined(separator: " ")] = index
            }
        }
        self.phrases = phrases
        longestPhrase = phrases.keys.map { $0.split(separator: " ").count }.max() ?? 1
    }

    /// Words after which an identifier only describes: `chair_for_desk` is a chair.
    private static let prepositions: Set<String> = ["with", "for", "near", "under", "above", "beside", "behind", "by"]

    /// The role of an object: English puts the head of a compound last, so the name that ends last decides, and of
    /// those the longest.
    func role(ofObjectNamed id: String) -> FurnitureRole {
        let words = Self.words(in: id)
        let cut = words.firstIndex { Self.prepositions.contains($0) } ?? words.count
        return head(of: words[..<cut]) ?? head(of: words[...]) ?? .unknown
    }

    private func head(of words: ArraySlice<String>) -> FurnitureRole? {
        for end in stride(from: words.endIndex, to: words.startIndex, by: -1) {
            for length in stride(from: min(longestPhrase, end - words.startIndex), to: 0, by: -1) {
                let phrase = length == 1 ? words[end - 1] : words[(end - length)..<end].joined(separator: " ")
                if let index = phrases[phrase] { return roles[index] }
            }
        }
        return nil
    }

    /// The words of an identifier in lower case and singular: letters only, parted where case changes.
    static func words(in text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var isAfterLowercase = false
        func close() {
            guard !word.isEmpty else { return }
            words.append(singular(word))
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 {
            let isUppercase = (0x41...0x5A).contains(byte)
            let isLetter = isUppercase || (0x61...0x7A).contains(byte) || byte >= 0x80
            if !isLetter || (isUppercase && isAfterLowercase) { close() }
            if isLetter { word.append(isUppercase ? byte | 0x20 : byte) }
            isAfterLowercase = isLetter && !isUppercase
        }
        close()
        return words
    }

    private static func singular(_ word: [UInt8]) -> String {
        let text = String(decoding: word, as: UTF8.self)
        guard word.count > 3, text.hasSuffix("s") else { return text }
        if ["ss", "us", "is"].contains(where: text.hasSuffix) { return text }
        if ["ches", "shes", "xes", "sses"].contains(where: text.hasSuffix) { return String(text.dropLast(2)) }
        return String(text.dropLast())
    }
}
