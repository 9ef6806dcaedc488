import Assets
import Embeddings
import Foundation
import Testing

/// A sentence encoder's directory, such as that of all-MiniLM-L6-v2; nil where none is named.
private let directory = ProcessInfo.processInfo.environment["METASPATIAL_ENCODER"]
private let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/share/sweethome3d/furniture")) ?? []

/// The tables of phrases once more, with a real encoder's help.
@Suite(.enabled(if: directory != nil)) struct EncodedMatcherTests {
    private func assets() throws -> [Asset] {
        try libraries.sorted().filter { $0.hasSuffix(".sh3f") }.reduce(into: Asset.parametric) { assets, name in
            let path = "/usr/share/sweethome3d/furniture/" + name
            let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
            assets += Asset.assets(of: library.catalogue, path: path, taken: Set(assets.map(\.id)))
        }
    }

    @Test func phrasesFindWhatTheyMean() async throws {
        let encoder = try SentenceEncoder(directory: URL(fileURLWithPath: try #require(directory)))
        let assets = try assets()
        var places: [String: [String]] = [:]
        for asset in assets { places[asset.meaning, default: []].append(asset.id) }
        let texts = places.keys.sorted()
        let clock = ContinuousClock()
        let start = clock.now
        let table = try EmbeddingTable(name: "names", ids: texts, vectors: try await encoder.encode(texts))
        print("\(texts.count) names encoded in \(clock.now - start)")
        let index = AssetIndex(table: table, assets: places, isOfNames: true)
        let kinds = try await KindIndex(encoder: encoder)
        for (name, phrases, bar) in [("tuned", ObjectPhrases.all, 0.95), ("untuned", UntunedPhrases.all, 0.85)] {
            let queries = phrases.map { AssetQuery(phrase: $0.phrase) }
            let vectors = try await encoder.encode(queries.map(\.meaning))
            let answers = index.answers(to: vectors, count: 24)
            let meant = kinds.kinds(of: queries, vectors)
            var misses: [String] = []
            for (place, phrase) in phrases.enumerated() {
                var query = queries[place]
                query.meantKind = meant[place]?.id
                var nearness: [String: AssetNearness] = [:]
                for asset in assets { nearness[asset.id] = index.nearness(of: asset.id, to: answers[place]) }
                let best = AssetMatcher(seed: 1).best(assets, for: query, nearness: nearness)
                if !(best?.kind.map(phrase.kinds.contains) ?? false) {
                    misses.append("\(phrase.phrase): \(best.map { $0.kind ?? $0.name } ?? "nothing")")
                }
            }
            print("\(name) with embeddings: \(phrases.count - misses.count) of \(phrases.count); missed: \(misses)")
            #expect(Double(misses.count) <= (1 - bar) * Double(phrases.count), "\(misses)")
        }
    }
}
