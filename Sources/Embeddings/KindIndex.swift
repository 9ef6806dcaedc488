import Assets

/// Tells which kind of furniture a phrase means, by the names of all kinds and what they are near to.
///
/// Words come first: what is called by a kind's name is of that kind, unless another kind's name is much nearer to the
/// phrase as a whole. A "meeting room table" ends like a dining table, but is near to a conference table.
public struct KindIndex: Sendable {
    private let catalogue: Catalogue
    private let table: EmbeddingTable
    /// The kind of each row.
    private let kinds: [String]

    /// How much nearer another kind than that of the words must be.
    private static let margin: Float = 0.15
    /// How near a kind must be that no word tells of.
    private static let leastCosine: Float = 0.6

    /// Encodes every name of every kind.
    /// - Throws: as the encoder does.
    public init(encoder: any TextEncoder, catalogue: Catalogue = .standard) async throws {
        var names: [(name: String, kind: String)] = []
        for kind in catalogue.kinds {
            names += ([kind.name] + kind.synonyms).map { ($0, kind.id) }
        }
        self.catalogue = catalogue
        kinds = names.map(\.kind)
        table = try EmbeddingTable(
            name: "kinds", ids: names.map(\.name), vectors: try await encoder.encode(names.map(\.name)))
    }

    /// The kind that each query means; nil where none is near and no word tells of one.
    /// - Parameter vectors: those of the queries' phrases alone, at norm 1.
    public func kinds(of queries: [AssetQuery], _ vectors: [[Float]]) -> [FurnitureKind?] {
        let found = table.nearest(to: vectors, count: 1)
        return zip(zip(queries, vectors), found).map { asked, found in
            let (query, vector) = asked
            guard let best = found.matches.first, let meant = catalogue[kinds[best.row]] else { return query.kind }
            guard let named = query.kind else { return best.cosine >= Self.leastCosine ? meant : nil }
            guard named.id != meant.id else { return named }
            let rows = kinds.indices.filter { kinds[$0] == named.id }
            let cosine = rows.map { table.cosine($0, vector) }.max() ?? -1
            return best.cosine >= Self.leastCosine && best.cosine - cosine >= Self.margin ? meant : named
        }
    }
}
