import Assets
import SceneGraph

/// What the text names.
extension FurnitureChooser {
    static let negations: Set<String> = ["no", "without", "not", "never", "nor", "lacking"]

    /// Kinds that the text does not want.
    var excluded: Set<String> {
        Set(mentions.filter { isNegated($0) }.map(\.kind.id))
    }

    func isNegated(_ mention: Catalogue.Mention) -> Bool {
        mention.precedingWords.contains { Self.negations.contains($0) }
    }

    func named() -> [Piece] {
        var byKind: [(stem: String, pieces: [Piece])] = []
        var previous: Catalogue.Mention?
        for mention in mentions where !isNegated(mention) && !isRoomName(mention) && !isFigurative(mention) {
            defer { previous = mention }
            // `a jacuzzi tub` is one thing.
            if let previous, previous.kind.id == mention.kind.id,
                previous.wordRange.upperBound == mention.wordRange.lowerBound
            {
                continue
            }
            guard let piece = piece(of: mention) else { continue }
            let pieces = [Piece](repeating: piece, count: count(of: mention, piece.kind))
            if let known = byKind.firstIndex(where: { $0.stem == piece.stem }) {
                if byKind[known].pieces.count < pieces.count { byKind[known].pieces = pieces }
            } else {
                byKind.append((piece.stem, pieces))
            }
        }
        // One of each before the second of any, so that a small number keeps every kind.
        let most = byKind.map(\.pieces.count).max() ?? 0
        return (0..<most).flatMap { round in byKind.compactMap { $0.pieces.dropFirst(round).first } }
    }

    /// Whether the words are the name of the room itself: `walk-in closet`, `home bar`.
    func isRoomName(_ mention: Catalogue.Mention) -> Bool {
        guard let range = recognition.range else { return false }
        return range.lowerBound <= mention.wordRange.lowerBound
            && range.upperBound >= mention.wordRange.upperBound
    }

    /// Whether the words mean something else: `in full swing`.
    func isFigurative(_ mention: Catalogue.Mention) -> Bool {
        mention.phrase == "swing" && mention.precedingWords.last == "full"
    }

    static let large: Set<String> = [
        "large", "big", "huge", "giant", "grand", "massive", "oversized", "spacious", "towering", "tall",
        "expansive", "wide", "king", "sprawling",
    ]
    static let small: Set<String> = ["small", "little", "tiny", "compact", "mini", "miniature", "petite"]

    func piece(of mention: Catalogue.Mention) -> Piece? {
        var kind = mention.kind
        let phraseWords = DescriptionText(mention.phrase).words
        if let other = kindInRoom(kind, phraseWords) { kind = other }
        let adjectives = adjectives(of: mention)
        var piece = Piece(
            kind, stem: stem(mention, kind),
            material: decor.material(default: kind.material, words: adjectives + phraseWords),
            hint: hint(mention), isNamed: true)
        if let size = FurnitureGroups.sizes[piece.stem] {
            piece.size = BoxSize(length: size.0, width: size.1, height: size.2)
        }
        let words = Set(adjectives).union(phraseWords)
        if !words.isDisjoint(with: Self.large) {
            piece.size = mixed(piece.size, kind.maximumSize, 0.4)
        } else if !words.isDisjoint(with: Self.small) {
            piece.size = mixed(piece.size, kind.minimumSize, 0.5)
        } else if words.contains("long") {
            piece.size.length = mixed(piece.size, kind.maximumSize, 0.6).length
        }
        if adjectives == ["floor", "to", "ceiling"] {
            piece.size.height = min(kind.maximumSize.height, room.z * 0.96)
        }
        if !piece.fit(room: room) {
            piece.shrink(by: 1)
            guard piece.fit(room: room) else { return nil }
        }
        return piece
    }

    /// The words before a name that describe it: none from before a `with` or an `and`.
    func adjectives(of mention: Catalogue.Mention) -> [String] {
        let stops: Set<String> = [
            "with", "and", "in", "on", "by", "has", "room", "under", "near", "is", "are",
        ]
        let words = mention.precedingWords
        guard let stop = words.lastIndex(where: { stops.contains($0) }) else { return words }
        return Array(words[(stop + 1)...])
    }

    /// What a word means in this room: `small tables` where one eats or plays, a `counter` where one is
    /// served.
    func kindInRoom(_ kind: FurnitureKind, _ words: [String]) -> FurnitureKind? {
        let isServed = ["cafe", "bakery", "restaurant", "bar"].contains(type.name)
        switch (kind.id, words.last ?? "") {
        case ("side_table", "table"), ("side_table", "tables"):
            if isServed || ["breakfast nook", "wine cellar", "dining room"].contains(type.name) {
                return catalogue["round_table"]
            }
            return ["playroom", "kids room"].contains(type.name) ? catalogue["kids_table"] : nil
        case ("kitchen_counter", "counter"):
            return isServed
                ? catalogue["bar_counter"] : type.name == "shop" ? catalogue["reception_desk"] : nil
        default: return nil
        }
    }

    /// Whether many people sit in such a room.
    var isForMany: Bool {
        ["dining room", "cafe", "bakery", "restaurant", "classroom", "conference room", "ballroom"]
            .contains(type.name)
    }

    func mixed(_ size: BoxSize, _ other: BoxSize, _ part: Double) -> BoxSize {
        func mix(_ a: Double, _ b: Double) -> Double { ((a + (b - a) * part) * 100).rounded() / 100 }
        return BoxSize(
            length: mix(size.length, other.length), width: mix(size.width, other.width),
            height: mix(size.height, other.height))
    }

    /// Phrases too vague for an identifier: the catalogue's name says it better.
    static let vague: Set<String> = [
        "book", "magazine", "toy", "linen", "weight", "free weight", "incense", "flower", "toiletry",
        "greenery", "art", "light", "table", "spa product", "instrument", "musical instrument", "herb",
    ]

    func stem(_ mention: Catalogue.Mention, _ kind: FurnitureKind) -> String {
        let words = DescriptionText(mention.phrase)
        let phrase = words.stems.joined(separator: " ")
        guard kind.id == mention.kind.id, !Self.vague.contains(phrase), !phrase.contains("lighting") else {
            return kind.id
        }
        // A word that only looks like a plural keeps its end.
        let stem = (mention.isPlural && !mention.phrase.hasSuffix("canvas") ? words.stems : words.words)
            .joined(separator: "_")
        return catalogue.kind(forObjectID: stem + "_1")?.id == kind.id ? stem : kind.id
    }

    func hint(_ mention: Catalogue.Mention) -> Piece.Hint? {
        let after = text.words.dropFirst(mention.wordRange.upperBound).prefix(6)
        for (offset, word) in after.enumerated() {
            let isNext = offset < 4
            switch word {
            case "corner" where isNext: return .corner
            case "center", "centre", "middle": if isNext { return .middle }
            case "wall", "walls": if isNext { return .wall }
            case "and", "with", "where": return nil
            default: break
            }
        }
        return nil
    }

    func count(of mention: Catalogue.Mention, _ kind: FurnitureKind) -> Int {
        if let count = mention.count, count > 1 || !mention.isPlural { return min(count, 16) }
        guard mention.isPlural, !mention.phrase.hasSuffix("canvas") else {
            // Words without a plural that mean more than one.
            return ["greenery", "seating"].contains(mention.phrase) ? 3 : 1
        }
        let isMany = mention.precedingWords.contains {
            ["rows", "row", "abundance", "clusters", "array"].contains($0)
        }
        let each: (Double, ClosedRange<Int>) =
            switch kind.id {
            case "chair", "office_chair": isForMany ? (3, 2...8) : (6, 2...4)
            case "armchair" where type.name == "home cinema": (5, 3...8)
            case "armchair", "sofa", "bean_bag": (12, 2...4)
            case "desk", "workbench":
                // Each brings a chair.
                (isMany ? 7 : 10, 2...max(2, min(9, Self.suitableCount(area: area) * 2 / 5)))
            case "bookshelf", "plant", "wine_rack", "clothes_rack": (isMany ? 5 : 8, 2...6)
            case "painting": (10, 2...4)
            case "stove": (12, 2...4)
            case "round_table", "dining_table", "easel", "mannequin": (9, 2...4)
            case "window", "curtain", "door", "chandelier", "column": (30, 2...4)
            case "floor_cushion", "yoga_mat": (5, 2...6)
            case "bar_stool", "stool": (5, 2...5)
            case "book_stack", "blanket", "towel_rack", "toy_box", "fruit_bowl", "candle": (20, 1...2)
            case "ceiling_panel", "wall_lamp": (15, 1...3)
            default: (15, 2...3)
            }
        return min(max(Int(min(area / each.0, 100)), each.1.lowerBound), each.1.upperBound)
    }
}
