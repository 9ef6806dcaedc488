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

    /// The kind that is meant where the words alone say otherwise, or nothing; nil where the words decide.
    public var meantKind: String?

    /// The kind that is meant; nil when the catalogue knows none.
    public var kind: FurnitureKind? {
        meantKind.flatMap { Catalogue.standard[$0] } ?? Self.catalogue.kind(forObjectID: phrase)
    }

    /// The furniture catalogue with the further names of `AssetSynonyms`.
    private static let catalogue = Catalogue(
        kinds: Catalogue.standard.kinds, furtherNames: AssetSynonyms.kinds)

    /// What the phrase calls the thing, without what only describes it: the last word before a preposition, singular;
    /// nil for a phrase without words.
    var head: String? {
        let all = Words.split(phrase).map(Words.singular).filter { !$0.allSatisfy(\.isNumber) }
        return all.prefix(Words.description(in: all)).last { !Self.smallWords.contains($0) } ?? words.last
    }

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
}
