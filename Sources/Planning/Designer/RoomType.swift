/// A kind of room: the words by which texts call it, and what usually stands in it.
package struct RoomType: Hashable, Sendable {
    /// One usual thing: its kind in the catalogue and how many.
    package struct Companion: Hashable, Sendable {
        package let kind: String
        /// The most of them.
        package let count: Int
        /// The floor area for each, in square metres; nil where the room's size does not matter.
        let areaEach: Double?

        /// How many belong in a room of this floor area.
        package func count(area: Double) -> Int {
            guard let areaEach else { return count }
            return min(count, max(1, Int(min(area / areaEach, 100))))
        }
    }

    /// Such as `living room`.
    package let name: String
    /// Phrases of one to three words in lower case, without accents.
    package let phrases: [String]
    /// What usually stands in such a room, the most important first.
    package let companions: [Companion]
    /// The style where a text names none.
    package let style: String

    /// A room type as the tables write it: lists with commas; `chair*4` is up to four chairs, `desk/8*6` one
    /// for every 8 square metres and at most six.
    init(_ name: String, _ phrases: String, _ companions: String, style: String = "modern") {
        self.name = name
        self.phrases = [name] + Self.list(phrases)
        self.companions = Self.list(companions).map { item in
            let parts = item.split(separator: "*", maxSplits: 1)
            let head = parts[0].split(separator: "/", maxSplits: 1)
            return Companion(
                kind: String(head[0]), count: parts.count > 1 ? Int(parts[1]) ?? 1 : 1,
                areaEach: head.count > 1 ? Double(head[1]) : nil)
        }
        self.style = style
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            item.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
    }

    /// All room types; where two share a phrase the earlier has it.
    package static let all: [RoomType] = home + quiet + work + play + trade

    /// What a text without any hint is taken for.
    static let fallback = all[0]
}
