import JSON
import SceneGraph

/// One relation of a stored object, kept as far as it can be read.
package struct StoredRelation: Hashable, Sendable {
    /// The word that says how the two stand.
    package enum Word: Hashable, Sendable {
        case known(Preposition)
        case unknown(String)
        case mistyped
        case missing
    }

    package let word: Word
    /// How much the two must touch: 1 or 0, or another number that Python multiplies with.
    package let adjacency: StoredNumber
    /// The target; nil without any.
    package let target: StoredID?
    /// `object_id` alone, by which the original looks for parents.
    package let parent: StoredID?

    /// The relation in a JSON object.
    package init(_ object: JSONObject) {
        switch object["preposition"] {
        case nil: word = .missing
        case .string(let text)?: word = Preposition(rawValue: text).map(Word.known) ?? .unknown(text)
        case .array?, .object?: word = .mistyped
        case let value?: word = .unknown(JSONWriter().string(value))
        }
        adjacency = object["is_adjacent"].map { StoredNumber($0) } ?? .number(1)
        parent = object["object_id"].map { StoredID($0) }
        target = object["layout_element_id"].map { StoredID($0) } ?? parent
    }
}
