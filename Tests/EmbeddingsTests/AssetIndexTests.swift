import Assets
import Embeddings
import SceneGraph
import Testing

@Suite("Assets by what they mean")
struct AssetIndexTests {
    private func model(_ id: String, _ name: String, kind: String? = nil, _ size: BoxSize) -> Asset {
        Asset(
            id: id, name: name, kind: kind, size: size, support: .floor, source: .directory, library: "Test",
            path: "/models/\(id).glb")
    }

    private let box = BoxSize(length: 1, width: 1, height: 1)

    /// Forty rows all around, and one that a query points at.
    private func table() throws -> EmbeddingTable {
        var vectors = (0..<40).map { row -> [Float] in
            (0..<40).map { $0 == row ? 1 : 0.1 }
        }
        vectors[7] = (0..<40).map { $0 == 7 ? 8 : 0.1 }
        return try EmbeddingTable(name: "t", ids: (0..<40).map { "row\($0)" }, vectors: vectors)
    }

    private let query: [Float] = (0..<40).map { $0 == 7 ? 1 : 0 }

    @Test(
        "The nearest asset has the score 1 and stands out; others are told by their distance; unknown ones not at all")
    func nearness() throws {
        let places = Dictionary(uniqueKeysWithValues: (0..<40).map { ("row\($0)", ["asset\($0)"]) })
        let index = AssetIndex(table: try table(), assets: places)
        #expect(index.count == 40)
        let answer = index.answers(to: [query], count: 3)[0]
        #expect(answer.nearest.count == 3 && answer.nearest[0] == "asset7")
        #expect(
            index.nearness(of: "asset7", to: answer)
                == AssetNearness(score: 1, isOutstanding: true, isOutstandingInItself: true))
        let other = try #require(index.nearness(of: "asset30", to: answer))
        #expect(other.score < 0.1 && !other.isOutstanding)
        #expect(index.nearness(of: "asset99", to: answer) == nil)
    }

    @Test("Rows without an asset are never found, and several assets may share a row")
    func rows() throws {
        let index = AssetIndex(table: try table(), assets: ["row3": ["a", "b"], "row4": ["c"], "row99": ["d"]])
        let answer = index.answers(to: [query], count: 5)[0]
        #expect(Set(answer.nearest) == ["a", "b", "c"] && index.count == 3)
        #expect(AssetIndex(table: try table(), assets: [:]).answers(to: [query], count: 5)[0].nearest.isEmpty)
    }

    @Test("What nobody's words tell of is found by meaning, if it fits; and goes before a stand-in")
    func meaning() {
        let nameless = model("m", "SM Prop 014", box)
        let sofa = Asset.parametric.first { $0.id == "sofa" }
        let assets = [nameless] + (sofa.map { [$0] } ?? [])
        let near = ["m": AssetNearness(score: 1, isOutstanding: true, isOutstandingInItself: true)]
        let called = ["m": AssetNearness(score: 1, isOutstanding: true)]
        for seed in 0..<20 as Range<UInt64> {
            let matcher = AssetMatcher(seed: seed)
            let couch = AssetQuery(phrase: "couch", size: box)
            #expect(matcher.best(assets, for: couch)?.id == "sofa")
            #expect(matcher.best(assets, for: couch, nearness: near)?.id == "m")
            #expect(matcher.best(assets, for: couch, nearness: called)?.id == "sofa")
            let flat = AssetQuery(phrase: "couch", size: BoxSize(length: 4, width: 1, height: 0.4))
            #expect(matcher.best(assets, for: flat, nearness: near)?.id == "sofa")
            let strange = AssetQuery(phrase: "zorbulator", size: box)
            #expect(matcher.best(assets, for: strange) == nil)
            #expect(matcher.best(assets, for: strange, nearness: near)?.id == "m")
            #expect(matcher.best(assets, for: strange, nearness: called)?.id == "m")
            let far = ["m": AssetNearness(score: 0.5, isOutstanding: false)]
            #expect(matcher.best(assets, for: strange, nearness: far) == nil)
        }
    }

    @Test("Among equals of a kind the nearer one is taken")
    func blend() {
        let assets = ["a", "b"].map { model($0, "Sofa", kind: "sofa", box) }
        let near = [
            "b": AssetNearness(score: 0.9, isOutstanding: true), "a": AssetNearness(score: 0.1, isOutstanding: true),
        ]
        for seed in 0..<50 as Range<UInt64> {
            let query = AssetQuery(phrase: "sofa", size: box)
            #expect(AssetMatcher(seed: seed).best(assets, for: query, nearness: near)?.id == "b")
        }
    }

    @Test("An encoder reads words: of an asset its name and kind, of a query no numbers")
    func texts() {
        #expect(model("a", "Klippan", kind: "sofa", box).meaning == "Klippan, sofa")
        #expect(
            AssetQuery(phrase: "reading_chair_2", style: "rustic", material: "oak").meaning
                == "rustic oak reading chair")
    }
}
