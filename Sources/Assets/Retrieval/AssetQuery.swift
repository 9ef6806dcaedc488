import SceneGraph

/// What is looked for: an object of a scene, in words and measures.
public struct AssetQuery: Sendable, Hashable {
    /// The object's identifier or a phrase: `reading_chair_2`, `a worn leather couch`.
    public var phrase: String
    /// Style words.
    public var style: String
    /// Material words.
    public var material: String
    /// The box to be filled, metres; nil when any size will do.
    public var size: BoxSize?

    /// A query; see the properties.
    public init(phrase: String, style: String = "", material: String = "", size: BoxSize? = nil) {
        self.phrase = phrase
        self.style = style
        self.material = material
        self.size = size
    }

    /// The query for an object.
    public init(_ object: SceneObject) {
        self.init(phrase: object.id, style: object.style, material: object.material, size: object.size)
    }

    /// The kind that the phrase names; nil when the catalogue knows none.
    public var kind: FurnitureKind? { Self.kind(of: phrase) }

    /// The words of the phrase in the singular, without numbers and small words.
    public var words: [String] {
        Words.split(phrase).map(Words.singular).filter { word in
            !word.allSatisfy(\.isNumber) && !Words.prepositions.contains(word) && !Self.smallWords.contains(word)
        }
    }

    /// The words to find candidates by: those of the phrase and what they also go by.
    public var searchWords: [String] {
        var result = words
        for word in words { result += AssetSynonyms.words[word] ?? [] }
        return Array(Set(result)).sorted()
    }

    private static let smallWords: Set<String> = [
        "a", "an", "the", "and", "or", "some", "my", "our", "one", "two", "of", "set", "pair", "piece", "to", "that",
    ]

    /// The catalogue's word for a phrase, or for the phrase with its words replaced by what they also go by.
    private static func kind(of phrase: String) -> FurnitureKind? {
        let words = Words.split(phrase).map(Words.singular).filter { !$0.allSatisfy(\.isNumber) }
        // Longer names first: "credenza" is looked up only where "media console" was not.
        for length in stride(from: min(3, words.count), to: 0, by: -1) {
            for start in stride(from: words.count - length, through: 0, by: -1) {
                let part = words[start..<start + length].joined(separator: " ")
                guard let id = AssetSynonyms.kinds[part], let kind = Catalogue.standard[id] else { continue }
                return kind
            }
        }
        return Catalogue.standard.kind(forObjectID: phrase)
    }
}
