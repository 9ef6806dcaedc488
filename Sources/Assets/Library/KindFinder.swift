import Foundation
import SceneGraph

/// Tells of which kind a model is, from its name, its tags, its size and how high it hangs.
public struct KindFinder: Sendable {
    private let catalogue: Catalogue

    /// How far beyond a kind's least and greatest sides a model may be and still count as one: modellers exaggerate.
    private static let slack = 1.6

    /// Words of catalogues that stand for kinds only there.
    private static let words: [String: String] = [
        "puff": "ottoman", "pouf": "ottoman", "punching ball": "punching_bag", "indoor bike": "exercise_bike",
        "japanese screen": "room_divider", "screen japanese": "room_divider", "television cabinet": "tv_stand",
        "washbasin": "bathroom_sink", "bamboo": "plant", "ficus": "plant", "spathiphyllum": "plant",
        "tulip": "plant", "frame photo": "painting", "trunck": "chest", "clothes horse": "clothes_rack",
        "bathmat": "rug", "doormat": "rug", "football table": "pool_table", "stereo": "speaker",
        "table tennis": "pool_table", "apple i book": "laptop", "fluorescent strip": "ceiling_panel",
        "umbrella stand": "basket", "flipper": "pool_table",
    ]

    /// Kinds that go by the same short name and are told by their size: a lamp, a table.
    private static let relatives = [
        "table_lamp": ["floor_lamp", "pendant_light"], "dining_table": ["coffee_table", "side_table"],
        "monitor": ["room_divider"], "stool": ["bar_stool"], "sideboard": ["kitchen_cabinet", "wardrobe"],
    ]

    /// A finder among these kinds.
    public init(catalogue: Catalogue = .standard) {
        self.catalogue = catalogue
    }

    /// The kind that fits best: the name's head before its other words before the tags, of those the first whose size
    /// is not absurd; of beds the one for as many sleepers as it is wide. Nil when none fits.
    /// - Parameter elevation: how high the model hangs above the floor, metres.
    public func kind(name: String, tags: [String], size: BoxSize, elevation: Double = 0) -> FurnitureKind? {
        var candidates: [FurnitureKind] = []
        let all = Words.split(([name] + tags).joined(separator: " ")).map(Words.singular)
        for (words, id) in Self.words.sorted(by: { $0.key < $1.key }) {
            let wanted = words.split(separator: " ").map(String.init)
            guard wanted.allSatisfy(all.contains), let kind = catalogue[id] else { continue }
            candidates.append(kind)
        }
        if let head = catalogue.kind(forObjectID: name) { candidates.append(head) }
        for text in [name] + tags { candidates += catalogue.mentions(in: text).reversed().map(\.kind) }
        candidates += tags.compactMap { catalogue.kind(forObjectID: $0) }
        if elevation > 1 {
            // What hangs high is none of the kinds that stand, if there is another.
            let hanging = candidates.filter { $0.support == .wall || $0.support == .ceiling }
            candidates = hanging + candidates.filter { $0.support != .wall && $0.support != .ceiling }
        }
        let fitting = candidates.lazy.compactMap { kind -> FurnitureKind? in
            let family = [kind] + (Self.relatives[kind.id] ?? []).compactMap { catalogue[$0] }
            return family.first { Self.fits(size, $0, slack: 1) }
                ?? family.first { Self.fits(size, $0, slack: Self.slack) }
        }
        guard let found = fitting.first else { return nil }
        if found.category == .sleeping, ["double_bed", "single_bed", "king_bed"].contains(found.id) {
            let width = min(size.length, size.width)
            return catalogue[width < 1.25 ? "single_bed" : width > 1.75 ? "king_bed" : "double_bed"] ?? found
        }
        return found
    }

    /// Whether a model's name alone says that it is something of the kind's category; otherwise its tags, or a word
    /// beside the point, made it one.
    func isCalled(_ name: String, _ kind: FurnitureKind) -> Bool {
        let words = Set(Words.split(name).map(Words.singular))
        let isKnown = Self.words.contains { entry in
            entry.value == kind.id && !words.isDisjoint(with: entry.key.split(separator: " ").map(String.init))
        }
        return isKnown || catalogue.kind(forObjectID: name)?.category == kind.category
    }

    private static func fits(_ size: BoxSize, _ kind: FurnitureKind, slack: Double) -> Bool {
        func fits(_ side: Double, _ least: Double, _ greatest: Double) -> Bool {
            // Thin sides say nothing: a modelled curtain may be a sheet.
            max(side, 0.05) >= least / slack && side <= greatest * slack
        }
        let (least, greatest) = (kind.minimumSize, kind.maximumSize)
        guard fits(size.height, least.height, greatest.height) else { return false }
        return
            (fits(size.length, least.length, greatest.length) && fits(size.width, least.width, greatest.width))
            || (fits(size.width, least.length, greatest.length) && fits(size.length, least.width, greatest.width))
    }
}
