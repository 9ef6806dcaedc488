/// Kinds of everyday objects and the names by which texts and identifiers call them.
public struct Catalogue: Sendable {
    /// Every kind, in a fixed order.
    public let kinds: [FurnitureKind]
    private let indices: [String: Int]
    /// Normalised phrases (words joined by a blank) to positions in `kinds`.
    private let phrases: [String: Int]
    private let longestPhrase: Int

    /// The kinds that this project knows.
    public static let standard = Catalogue(
        kinds: FurnitureKind.living + FurnitureKind.bedroom + FurnitureKind.kitchenware
            + FurnitureKind.bathing
            + FurnitureKind.working + FurnitureKind.electronics + FurnitureKind.leisure + FurnitureKind.lights
            + FurnitureKind.decoration)

    /// A catalogue of these kinds. Where two kinds claim a phrase, the name of a kind goes before a further name, that
    /// before a synonym, and the earlier kind before the later.
    /// - Parameter furtherNames: names, singular, and the identifiers of the kinds that they stand for.
    public init(kinds: [FurnitureKind], furtherNames: [String: String] = [:]) {
        self.kinds = kinds
        var indices: [String: Int] = [:]
        var phrases: [String: Int] = [:]
        for (index, kind) in kinds.enumerated() {
            if indices[kind.id] == nil { indices[kind.id] = index }
            let phrase = Words.split(kind.id).map(Words.singular).joined(separator: " ")
            if phrases[phrase] == nil { phrases[phrase] = index }
        }
        for (name, id) in furtherNames where phrases[name] == nil { phrases[name] = indices[id] }
        for (index, kind) in kinds.enumerated() {
            for synonym in kind.synonyms {
                let phrase = Words.split(synonym).map(Words.singular).joined(separator: " ")
                if phrases[phrase] == nil { phrases[phrase] = index }
            }
        }
        self.indices = indices
        self.phrases = phrases
        self.longestPhrase = phrases.keys.map { $0.split(separator: " ").count }.max() ?? 0
    }

    /// The kind of this identifier, such as `coffee_table`.
    public subscript(id: String) -> FurnitureKind? { indices[id].map { kinds[$0] } }

    /// The kind that an object's identifier names, such as `queen_bed_1`, `bedsideTable2` or `ergonomic chair`;
    /// nil when none does.
    ///
    /// English puts the head of a compound last, so the name that ends last decides, and of those the longest:
    /// `kitchen_island_stool` is a stool, `desk_lamp` a lamp. Words after a preposition describe
    /// (`chair_for_desk` is a chair).
    public func kind(forObjectID id: String) -> FurnitureKind? {
        let words = Words.split(id).filter { !$0.allSatisfy(\.isNumber) }.map(Words.singular)
        let matches = allMatches(in: words)
        let cut = Words.description(in: words)
        let heads = matches.filter { $0.range.upperBound <= cut }
        let best = (heads.isEmpty ? matches : heads).max { first, second in
            (first.range.upperBound, first.range.count) < (second.range.upperBound, second.range.count)
        }
        // "chest of drawers" spans a preposition; it wins over its own first word.
        let spanning = matches.filter { match in
            match.range.contains(cut) && heads.allSatisfy { $0.range.upperBound <= cut }
        }
        return (spanning.max { $0.range.count < $1.range.count } ?? best).map { kinds[$0.kind] }
    }

    /// The kind that an object's identifier names, or `FurnitureKind.generic`.
    public func kindOrGeneric(forObjectID id: String) -> FurnitureKind {
        kind(forObjectID: id) ?? .generic
    }

    /// The objects that a free text speaks of, in its order; each word belongs to the longest name that
    /// starts first.
    public func mentions(in text: String) -> [Mention] {
        let words = Words.split(text)
        let singulars = words.map(Words.singular)
        var mentions: [Mention] = []
        var start = 0
        var previousEnd = 0
        while start < words.count {
            guard let match = longestMatch(in: singulars, at: start, inText: true) else {
                start += 1
                continue
            }
            // A compound's head comes last: in "desk lamp stand" a longer name may start one word later.
            var best = match
            for next in match.range.dropFirst() {
                if let other = longestMatch(in: singulars, at: next, inText: true),
                    other.range.upperBound > best.range.upperBound
                {
                    best = other
                }
            }
            let before = Array(words[max(previousEnd, best.range.lowerBound - 3)..<best.range.lowerBound])
            let last = best.range.upperBound - 1
            mentions.append(
                Mention(
                    kind: kinds[best.kind], phrase: words[best.range].joined(separator: " "),
                    count: Words.count(in: before), isPlural: words[last] != singulars[last],
                    wordRange: best.range, precedingWords: before))
            previousEnd = best.range.upperBound
            start = best.range.upperBound
        }
        return mentions
    }

    private struct Match {
        var kind: Int
        var range: Range<Int>
    }

    private func longestMatch(in words: [String], at start: Int, inText: Bool) -> Match? {
        for length in stride(from: min(longestPhrase, words.count - start), to: 0, by: -1) {
            let phrase = words[start..<start + length].joined(separator: " ")
            if let kind = phrases[phrase], !(inText && Words.vague.contains(phrase)) {
                return Match(kind: kind, range: start..<start + length)
            }
        }
        return nil
    }

    private func allMatches(in words: [String]) -> [Match] {
        words.indices.flatMap { start in
            (1...max(1, longestPhrase)).compactMap { length -> Match? in
                guard start + length <= words.count else { return nil }
                return phrases[words[start..<start + length].joined(separator: " ")].map {
                    Match(kind: $0, range: start..<start + length)
                }
            }
        }
    }
}
