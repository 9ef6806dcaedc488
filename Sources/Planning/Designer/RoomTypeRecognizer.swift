import Assets

/// Tells from a text what kind of room it describes.
struct RoomTypeRecognizer: Sendable {
    /// A recognised room type and the words that gave it away.
    struct Recognition {
        let type: RoomType
        /// Where the text says so; nil when the type was concluded from what stands in the room.
        let range: Range<Int>?
    }

    private let types: [RoomType]
    private let phrases: [(stems: [String], type: Int)]

    init(types: [RoomType] = RoomType.all) {
        self.types = types
        var seen: Set<[String]> = []
        var phrases: [(stems: [String], type: Int)] = []
        for (index, type) in types.enumerated() {
            for phrase in type.phrases {
                let stems = DescriptionText(phrase).stems
                if seen.insert(stems).inserted { phrases.append((stems, index)) }
            }
        }
        self.phrases = phrases
    }

    /// Words after which a text speaks of what is in the room rather than of the room.
    private static let turns: Set<String> = [
        "with", "featuring", "where", "filled", "overlooking", "that", "boasting", "complete", "has", "lined",
        "furnished", "bathed", "using", "including", "containing", "full",
    ]

    /// The kind of room that a text names; else the one whose usual things it names; else nil.
    func recognize(_ text: DescriptionText, mentions: [Catalogue.Mention]) -> Recognition? {
        let turn = text.words.firstIndex { Self.turns.contains($0) } ?? text.words.count
        let matches = matches(in: text)
        if let match = name(matches.filter { $0.range.upperBound <= turn }, text) ?? name(matches, text) {
            return Recognition(type: types[match.type], range: match.range)
        }
        return byFurniture(mentions).map { Recognition(type: $0, range: nil) }
    }

    private struct Match {
        let type: Int
        let range: Range<Int>
    }

    /// All phrases found, longest first where they begin together, none inside another.
    private func matches(in text: DescriptionText) -> [Match] {
        let all = phrases.flatMap { phrase in
            text.occurrences(of: phrase.stems).map { Match(type: phrase.type, range: $0) }
        }
        return all.filter { match in
            !all.contains { $0.range.count > match.range.count && $0.range.contains(match.range) }
        }.sorted { ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count) }
    }

    /// The name of the room among matches in order: the first, or what it leads to (`spa bathroom`, `an attic
    /// converted into a guest room`).
    private func name(_ matches: [Match], _ text: DescriptionText) -> Match? {
        guard var best = matches.first else { return nil }
        for match in matches.dropFirst() where match.range.lowerBound >= best.range.upperBound {
            let between = text.words[best.range.upperBound..<match.range.lowerBound]
            let isCompound =
                between.count <= 1
                && between.allSatisfy { ["style", "inspired", "like", "themed"].contains($0) }
            let isChange =
                between.count <= 6 && (between.contains("into") || between.contains("to"))
                && between.contains {
                    ["converted", "turned", "transformed", "made", "remodeled"].contains($0)
                }
            guard isCompound || isChange else { break }
            best = match
        }
        return best
    }

    private func byFurniture(_ mentions: [Catalogue.Mention]) -> RoomType? {
        let named = mentions.filter { !["window", "door", "rug", "plant", "painting"].contains($0.kind.id) }
        var best: (type: RoomType, score: Double)?
        for type in types {
            let score = named.reduce(0.0) { sum, mention in
                guard let rank = type.companions.firstIndex(where: { $0.kind == mention.kind.id }) else {
                    return sum
                }
                return sum + 1 / Double(2 + rank)
            }
            if score > (best?.score ?? 0.05) { best = (type, score) }
        }
        return best?.type
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && upperBound >= other.upperBound
    }
}
