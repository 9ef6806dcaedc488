import Foundation
import SceneGraph

/// Chooses assets for the objects of a room: by words, by how well they fit their boxes, and so that they go together.
///
/// Furniture made in code is always a candidate: it takes every size and shows the material that was asked for, so it
/// is taken where a model would have to be bent out of shape. The same room and seed give the same choice.
public struct AssetMatcher: Sendable {
    private let seed: UInt64

    // Scores are sums; a match of kinds weighs more than everything else together.
    private static let kindScore = 3.0
    private static let nameScore = 2.0
    private static let wordScore = 0.5
    /// What the nearest asset by embeddings gets.
    private static let nearnessScore = 1.0
    /// A match by embeddings alone: the nearest asset goes before a stand-in of the right kind, if it fits.
    private static let meaningScore = 2.2
    private static let otherNameScore = -0.6
    private static let foreignWordScore = -0.08
    private static let outdoorScore = -0.8
    private static let outdoorWords: Set = ["outdoor", "patio", "garden", "terrace", "balcony", "deck"]
    private static let standInScore = -0.45
    private static let creatorScore = 0.25
    private static let chance = 0.3
    /// The greatest ratio between the stretches along two axes.
    private static let maximumDistortion = 2.2
    /// The greatest stretch as a whole.
    private static let maximumScale = 2.5
    /// Sides below this count as this: nobody sees how thin a picture is, metres.
    private static let thin = 0.1

    /// A matcher whose choices among equals follow from a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// An asset for each object, in their order; nil where no candidate will do.
    ///
    /// Objects that differ by their number alone (`chair_1`, `chair_2`) get the same asset.
    /// - Parameters:
    ///   - nearness: what embeddings say of assets, by their identifiers, for each query; empty without embeddings.
    ///   - meant: the kind that a query means, by its identifier, where embeddings tell.
    ///   - candidates: what may suit a query, in any order.
    public func choose(
        _ objects: [SceneObject], nearness: [AssetQuery: [String: AssetNearness]] = [:],
        meant: (AssetQuery) -> String? = { _ in nil }, candidates: (AssetQuery) throws -> [Asset]
    ) rethrows -> [Asset?] {
        var chosen: [AssetQuery: Asset?] = [:]
        var creators: [String: Int] = [:]
        var result: [Asset?] = []
        for object in objects {
            let query = Self.query(for: object)
            if chosen[query] == nil {
                var asked = query
                asked.meantKind = meant(query)
                let best = best(
                    try candidates(query), for: asked, creators: creators, nearness: nearness[query] ?? [:])
                chosen[query] = best
                if let creator = best?.creator, !creator.isEmpty { creators[creator, default: 0] += 1 }
            }
            result.append(chosen[query] ?? nil)
        }
        return result
    }

    /// The query for an object; its number is left out.
    public static func query(for object: SceneObject) -> AssetQuery {
        var query = AssetQuery(object)
        query.phrase = object.label
        return query
    }

    /// The candidate that suits a query best; nil when none will do.
    /// - Parameters:
    ///   - creators: who made what the room has already, and how many pieces.
    ///   - nearness: what embeddings say of assets, by their identifiers.
    public func best(
        _ candidates: [Asset], for query: AssetQuery, creators: [String: Int] = [:],
        nearness: [String: AssetNearness] = [:]
    ) -> Asset? {
        let wanted = Wanted(query)
        let scored = candidates.compactMap { asset in
            score(asset, wanted, creators, nearness[asset.id]).map { (asset: asset, score: $0) }
        }
        return scored.max { ($0.score, $1.asset.id) < ($1.score, $0.asset.id) }?.asset
    }

    /// A query, taken apart once for all candidates.
    private struct Wanted {
        let query: AssetQuery
        let kind: FurnitureKind?
        let words: Set<String>
        let head: String?
        /// The words of phrase, style and material, each with what it also goes by.
        let looks: [[String]]
        /// Words that a name may have without saying anything else.
        let spoken: Set<String>

        init(_ query: AssetQuery) {
            self.query = query
            kind = query.kind
            words = Set(query.words)
            head = query.head
            let style = Words.split(query.style + " " + query.material).map(Words.singular)
            looks = words.union(style).sorted().map { [$0] + (AssetSynonyms.words[$0] ?? []) }
            spoken = Set(query.searchWords).union(kind.map { Words.split($0.id) } ?? [])
        }
    }

    /// What makes an asset a candidate.
    private enum Claim {
        /// It is of the kind that is asked for.
        case kind
        /// It is called so.
        case name
        /// No word says so, but among all assets it stands out as near to what is meant.
        case meaning

        var score: Double {
            switch self {
            case .kind: AssetMatcher.kindScore
            case .name: AssetMatcher.nameScore
            case .meaning: AssetMatcher.meaningScore
            }
        }
    }

    /// What the catalogue knows must be of its kind, the rest at least be called so, or be meant by all appearances.
    private func claim(
        _ asset: Asset, _ wanted: Wanted, _ name: [String], _ tags: Set<String>, _ nearness: AssetNearness?
    ) -> Claim? {
        if let kind = wanted.kind {
            guard asset.kind != kind.id else { return .kind }
            // A model of which no word tells what it is may be of any kind.
            return asset.kind == nil && nearness?.isOutstandingInItself ?? false ? .meaning : nil
        }
        if let head = wanted.head, name.contains(head) || tags.contains(head) { return .name }
        return nearness?.isOutstanding ?? false ? .meaning : nil
    }

    /// How well an asset suits a query; nil when it will not do at all.
    private func score(
        _ asset: Asset, _ wanted: Wanted, _ creators: [String: Int], _ nearness: AssetNearness?
    ) -> Double? {
        let name = Words.split(asset.name).map(Words.singular)
        let tags = Set(asset.tags.flatMap { Words.split($0).map(Words.singular) })
        guard let claim = claim(asset, wanted, name, tags, nearness) else { return nil }
        var score = claim.score + Self.chance * draw(asset, wanted.query)
        let near = Self.nearnessScore * (nearness?.score ?? 0)
        if asset.source == .parametric, claim != .name {
            // It takes every size and look: only what it is has to be right.
            if !wanted.query.material.isEmpty { score += 0.1 }
            return score + Self.standInScore + (claim == .meaning ? near : 0)
        }
        guard let fit = Self.fit(asset.size, wanted.query.size) else { return nil }
        score += near + fit + overlap(wanted.looks, name, tags)
        if claim != .meaning {
            if let kind = wanted.kind, !KindFinder().isCalled(asset.name, kind) { score += Self.otherNameScore }
            score += Self.foreignWordScore * Double(min(4, name.filter { !wanted.spoken.contains($0) }.count))
        }
        if tags.contains(Asset.outdoors) {
            score += wanted.words.isDisjoint(with: Self.outdoorWords) ? Self.outdoorScore : -Self.outdoorScore
        }
        if !asset.creator.isEmpty, creators[asset.creator] != nil { score += Self.creatorScore }
        return score
    }

    /// Looks that the asset is called by, its name counting twice its tags.
    private func overlap(_ looks: [[String]], _ name: [String], _ tags: Set<String>) -> Double {
        let sum = looks.reduce(0.0) { sum, forms in
            if forms.contains(where: name.contains) { return sum + Self.wordScore }
            return sum + (forms.contains(where: tags.contains) ? Self.wordScore / 2 : 0)
        }
        return min(sum, 2)
    }

    /// What stretching to a box costs, 0 for a perfect fit; nil when the model would be bent out of shape.
    static func fit(_ size: BoxSize, _ wanted: BoxSize?) -> Double? {
        guard let wanted else { return 0 }
        let pairs = [(size.length, wanted.length), (size.width, wanted.width), (size.height, wanted.height)]
        let stretches = pairs.map { log(max($0.1, thin) / max($0.0, thin)) }
        guard let least = stretches.min(), let greatest = stretches.max() else { return nil }
        let mean = abs(stretches.reduce(0, +) / 3)
        guard greatest - least <= log(maximumDistortion), mean <= log(maximumScale) else { return nil }
        return -0.9 * (greatest - least) - 0.4 * mean
    }

    /// A number from 0 to 1 that follows from the seed, the query's phrase and the asset (FNV-1a, then SplitMix64's
    /// last steps).
    private func draw(_ asset: Asset, _ query: AssetQuery) -> Double {
        var hash = seed ^ 0xCBF2_9CE4_8422_2325
        for byte in asset.id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        for byte in query.phrase.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((hash ^ hash >> 31) >> 11) * 0x1p-53
    }
}
