import Assets
import Foundation
import SceneGraph
import Testing

/// Debian's `sweethome3d-furniture`, where it is installed.
private let debian = ["BlendSwap-CC-0", "BlendSwap-CC-BY", "KatorLegaz", "Reallusion", "Scopia"].map {
    "/usr/share/sweethome3d/furniture/\($0).sh3f"
}

@Suite struct AssetMatcherTests {
    private func object(_ id: String, _ size: BoxSize, style: String = "", material: String = "") -> SceneObject {
        SceneObject(id: id, style: style, material: material, size: size, isOnTheFloor: true)
    }

    private func model(
        _ id: String, _ name: String, kind: String?, _ size: BoxSize, tags: [String] = [], creator: String = ""
    ) -> Asset {
        Asset(
            id: id, name: name, tags: tags, kind: kind, size: size, support: .floor, creator: creator,
            source: .sweetHome, library: "Test")
    }

    private let sofa = BoxSize(length: 2, width: 0.9, height: 0.8)

    /// The share of phrases that get an asset of an accepted kind, and what the others get.
    private func hits(
        _ phrases: [(phrase: String, kinds: Set<String>)], _ assets: [Asset]
    ) -> (share: Double, misses: [String]) {
        let misses = phrases.compactMap { item -> String? in
            let best = AssetMatcher(seed: 1).best(assets, for: AssetQuery(phrase: item.phrase))
            guard !(best?.kind.map(item.kinds.contains) ?? false) else { return nil }
            return "\(item.phrase): \(best.map { $0.kind ?? $0.name } ?? "nothing")"
        }
        return (1 - Double(misses.count) / Double(phrases.count), misses)
    }

    @Test func phrasesFindWhatTheyMean() {
        #expect(ObjectPhrases.all.count == 100)
        let (share, misses) = hits(ObjectPhrases.all, Asset.parametric)
        #expect(share >= 0.95, "\(misses)")
    }

    @Test func phrasesThatNothingWasTunedOnMostlyFindWhatTheyMean() {
        #expect(UntunedPhrases.all.count == 100)
        let (share, misses) = hits(UntunedPhrases.all, Asset.parametric)
        print("untuned phrases: \(share) hit; missed: \(misses)")
        #expect(share >= 0.8, "\(misses)")
    }

    @Test(.enabled(if: debian.allSatisfy { FileManager.default.fileExists(atPath: $0) }))
    func phrasesFindWhatTheyMeanAmongRealModels() throws {
        var assets = Asset.parametric
        for path in debian {
            let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
            assets += Asset.assets(of: library.catalogue, path: path, taken: Set(assets.map(\.id)))
        }
        #expect(assets.count == Asset.parametric.count + 820)
        let (share, misses) = hits(ObjectPhrases.all, assets)
        #expect(share >= 0.95, "\(misses)")
        let untuned = hits(UntunedPhrases.all, assets)
        print("tuned: \(share), untuned among real models: \(untuned.share) hit; missed: \(untuned.misses)")
        #expect(untuned.share >= 0.8, "\(untuned.misses)")
    }

    @Test func whatFitsIsPreferredAndWhatWouldBeBentIsNot() {
        let fitting = model("a", "Sofa", kind: "sofa", BoxSize(length: 1.9, width: 0.85, height: 0.8))
        let long = model("b", "Sofa", kind: "sofa", BoxSize(length: 3.4, width: 0.8, height: 0.8))
        let bent = model("c", "Sofa", kind: "sofa", BoxSize(length: 0.8, width: 0.9, height: 2))
        let made = Asset.parametric.first { $0.id == "sofa" }
        for seed in 0..<50 as Range<UInt64> {
            let matcher = AssetMatcher(seed: seed)
            let query = AssetQuery(phrase: "sofa", size: sofa)
            #expect(matcher.best([long, bent, fitting], for: query)?.id == "a")
            #expect(matcher.best([bent] + (made.map { [$0] } ?? []), for: query)?.id == "sofa")
            #expect(matcher.best([bent], for: query) == nil)
        }
    }

    @Test func wordsOfStyleAndMaterialCount() {
        let plain = model("a", "Sofa", kind: "sofa", sofa)
        let leather = model("b", "Leather sofa", kind: "sofa", sofa)
        let query = AssetQuery(phrase: "sofa", material: "brown leather", size: sofa)
        for seed in 0..<50 as Range<UInt64> {
            #expect(AssetMatcher(seed: seed).best([plain, leather], for: query)?.id == "b")
        }
    }

    @Test func gardenFurnitureStaysOutside() {
        let garden = model(
            "a", "Chair", kind: "chair", BoxSize(length: 0.5, width: 0.5, height: 0.9), tags: ["outdoor"])
        let dining = model("b", "Chair", kind: "chair", BoxSize(length: 0.5, width: 0.5, height: 0.9))
        for seed in 0..<50 as Range<UInt64> {
            let matcher = AssetMatcher(seed: seed)
            #expect(matcher.best([garden, dining], for: AssetQuery(phrase: "chair_1"))?.id == "b")
            #expect(matcher.best([garden, dining], for: AssetQuery(phrase: "garden chair"))?.id == "a")
        }
    }

    @Test func theSameSeedGivesTheSameChoiceAndOthersVary() {
        let assets = (0..<8).map { model("sofa-\($0)", "Sofa", kind: "sofa", sofa) }
        let query = AssetQuery(phrase: "sofa", size: sofa)
        var seen: Set<String> = []
        for seed in 0..<40 as Range<UInt64> {
            let first = AssetMatcher(seed: seed).best(assets, for: query)
            #expect(first == AssetMatcher(seed: seed).best(assets.reversed(), for: query))
            if let first { seen.insert(first.id) }
        }
        #expect(seen.count >= 5)
    }

    @Test func theSameThingsLookTheSameAndARoomGoesTogether() {
        let chair = BoxSize(length: 0.5, width: 0.5, height: 0.9)
        let table = BoxSize(length: 1.6, width: 0.9, height: 0.75)
        var assets: [Asset] = []
        for maker in ["Ann", "Bob", "Eve"] {
            assets.append(model("chair-\(maker)", "Chair", kind: "chair", chair, creator: maker))
            assets.append(model("table-\(maker)", "Table", kind: "dining_table", table, creator: maker))
        }
        var together = 0
        for seed in 0..<60 as Range<UInt64> {
            let objects = [object("chair_1", chair), object("chair_2", chair), object("dining_table_1", table)]
            let chosen = AssetMatcher(seed: seed).choose(objects) { _ in assets }
            #expect(chosen.count == 3 && chosen[0] == chosen[1] && chosen[0]?.kind == "chair")
            if chosen[0]?.creator == chosen[2]?.creator { together += 1 }
        }
        #expect(together > 45)
    }

    @Test func whatNobodyKnowsGetsNothing() {
        #expect(AssetMatcher(seed: 1).best(Asset.parametric, for: AssetQuery(phrase: "zorbulator_3")) == nil)
        #expect(AssetMatcher(seed: 1).best(Asset.parametric, for: AssetQuery(phrase: "")) == nil)
        let odd = model("z", "Zorbulator", kind: nil, sofa)
        #expect(AssetMatcher(seed: 1).best([odd], for: AssetQuery(phrase: "zorbulator_3"))?.id == "z")
    }
}
