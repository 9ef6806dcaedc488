import Planning
import SceneGraph

/// Identifiers of syllables, and of words of the catalogue that have nothing to do with the object.
///
/// A model that met only the names of its own furniture spells by habit and loses its place at the first rare name. Users
/// name their objects as they like.
///
/// ```
/// pelto_2   chair_kuvasi   exern_box_14   qaxe
/// ```
enum MadeUpNames {
    private static let consonants = [
        "b", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "qu", "r", "s", "sh", "st", "t", "tr", "v",
        "w", "x", "y", "z",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "ou"]
    private static let endings = ["", "", "", "l", "m", "n", "r", "s", "t", "ment", "ing", "er"]
    private static let words = Set(
        RoomType.all.flatMap(\.companions).flatMap { $0.kind.split(separator: "_").map(String.init) }
    ).sorted()

    /// This many names, all different; those of one room often begin alike.
    static func names(_ count: Int, from generator: inout SeededGenerator) -> [String] {
        let stem = generator.chance(0.3) ? stem(from: &generator) : nil
        var names: [String] = []
        while names.count < count {
            let name = name(after: stem, from: &generator)
            if !names.contains(name), RoomElement(rawValue: name) == nil { names.append(name) }
        }
        return names
    }

    private static func name(after stem: String?, from generator: inout SeededGenerator) -> String {
        var parts = stem.map { generator.chance(0.6) ? [$0] : [] } ?? []
        for _ in 0..<generator.pick([1, 1, 2]) { parts.append(Self.stem(from: &generator)) }
        if generator.chance(0.8) { parts.append(String(generator.next() % generator.pick([3, 3, 20]) + 1)) }
        return parts.joined(separator: "_")
    }

    /// A word of the catalogue, or syllables.
    private static func stem(from generator: inout SeededGenerator) -> String {
        if generator.chance(0.4) { return generator.pick(words) }
        return (0..<generator.pick([1, 2, 2, 3])).map { _ in
            generator.pick(consonants) + generator.pick(vowels) + generator.pick(endings)
        }.joined()
    }
}
