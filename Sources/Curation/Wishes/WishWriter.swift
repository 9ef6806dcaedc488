import Assets
import Planning

/// Writes wishes for a room in many voices: some name furniture and numbers, some only the room, some talk of
/// other things besides.
package struct WishWriter {
    /// A kind of thing and how many of it.
    struct Item {
        var name: String
        var count: Int
        /// Whether a text may say where on the floor it stands.
        var standsOnFloor: Bool
    }

    let type: RoomType

    /// A wish in words that names these things, or some of them, or none.
    func wish(naming items: [Item], from generator: inout SeededGenerator) -> String {
        let phrase = generator.pick(type.phrases)
        var bound = ["room": phrase]
        let named = named(items, from: &generator)
        let rule: String
        if named.isEmpty {
            rule = "bare"
        } else {
            bound["list"] = list(named, from: &generator)
            rule = "furnished"
        }
        return Self.polished(Self.grammar.text(rule, bound, from: &generator))
    }

    /// Things such a room may be wished with: some usual ones, seldom a strange one.
    func items(atMost limit: Int, from generator: inout SeededGenerator) -> [Item] {
        var items: [Item] = []
        var left = limit
        while left > 0, items.count < 6, !generator.chance(0.3) {
            let id = generator.chance(0.85) ? generator.pick(type.companions).kind : generator.pick(Self.kinds).id
            guard let kind = Catalogue.standard[id] else { continue }
            let name = generator.chance(0.7) || kind.synonyms.isEmpty ? kind.name : generator.pick(kind.synonyms)
            guard !items.contains(where: { $0.name == name }) else { continue }
            let most = min(left, type.companions.first { $0.kind == id }?.count ?? 1)
            let count = generator.chance(0.6) ? 1 : 1 + Int(generator.next() % UInt64(max(most, 1)))
            items.append(Item(name: name, count: count, standsOnFloor: kind.support == .floor))
            left -= count
        }
        return items
    }

    private static let kinds = Catalogue.standard.kinds

    // MARK: Lists

    private func named(_ items: [Item], from generator: inout SeededGenerator) -> [Item] {
        guard !items.isEmpty, !generator.chance(0.2) else { return [] }
        let most = generator.chance(0.25) ? items.count : min(items.count, 5)
        return Array(items.shuffled(using: &generator).prefix(1 + Int(generator.next() % UInt64(most))))
    }

    private func list(_ items: [Item], from generator: inout SeededGenerator) -> String {
        let parts = items.map { item($0, from: &generator) }
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
        let comma = generator.chance(0.3) && parts.count > 2 ? "," : ""
        let word = generator.pick(["and", "and", "and", "as well as", "plus", "and also"])
        return parts.dropLast().joined(separator: ", ") + "\(comma) \(word) \(last)"
    }

    private func item(_ item: Item, from generator: inout SeededGenerator) -> String {
        let adjective = Self.grammar.text("look", from: &generator)
        let place = item.standsOnFloor ? Self.grammar.text("place", from: &generator) : ""
        let name = item.count == 1 ? item.name : Self.plural(item.name)
        return ([Self.count(item.count, from: &generator), adjective, name, place]).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private static let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    private static func count(_ count: Int, from generator: inout SeededGenerator) -> String {
        if count == 1 { return generator.pick(["a", "a", "a", "a", "one", "a single"]) }
        if count == 2, generator.chance(0.25) { return generator.pick(["a pair of", "a couple of"]) }
        return count < words.count && generator.chance(0.8) ? words[count] : "\(count)"
    }

    package static func plural(_ name: String) -> String {
        let last = name.split(separator: " ").last.map(String.init) ?? name
        let head = name.dropLast(last.count)
        if last.hasSuffix("s") && !last.hasSuffix("ss") { return name }
        if ["ch", "sh", "x", "ss", "z"].contains(where: last.hasSuffix) { return head + last + "es" }
        if last.hasSuffix("shelf") { return head + last.dropLast() + "ves" }
        let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
        if last.hasSuffix("y"), let before = last.dropLast().last, !vowels.contains(before) {
            return head + last.dropLast() + "ies"
        }
        return head + last + "s"
    }

    // MARK: Polish

    /// `an` before vowels, capitals at the beginning of sentences, no double blanks.
    package static func polished(_ text: String) -> String {
        var words = text.split(separator: " ").map(String.init)
        let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
        for index in words.indices.dropLast() where words[index].lowercased() == "a" {
            let next = words[index + 1].lowercased()
            let sounds = ["uni", "use", "euro", "one", "uk"].contains(where: next.hasPrefix)
            if let first = next.first, vowels.contains(first), !sounds { words[index] += "n" }
        }
        var result = ""
        var isStart = true
        for character in words.joined(separator: " ") {
            result += isStart && character.isLetter ? character.uppercased() : String(character)
            if character.isLetter || character.isNumber { isStart = false }
            if ".!?".contains(character) { isStart = true }
        }
        return result.replacing(" .", with: ".").replacing(" ,", with: ",")
    }
}
