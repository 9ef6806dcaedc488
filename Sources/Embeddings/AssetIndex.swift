import Assets

/// A table of embeddings whose rows stand for assets of the catalogue.
public struct AssetIndex: Sendable {
    /// The embeddings.
    public let table: EmbeddingTable
    /// The assets of each row: several may be called alike, or the same thing.
    private let assets: [[String]]
    /// A row for each asset.
    private let rows: [String: Int]
    private let isIncluded: [Bool]
    private let isOfNames: Bool

    /// How many standard deviations above the mean of all rows the cosine of an asset lies that stands out.
    private static let outstandingDeviations = 3.0

    /// Rows that no asset has are never found.
    /// - Parameters:
    ///   - assets: the rows' names and the assets that each stands for.
    ///   - isOfNames: whether the vectors are of what the assets are called, and of nothing else.
    public init(table: EmbeddingTable, assets: [String: [String]], isOfNames: Bool = false) {
        self.table = table
        self.isOfNames = isOfNames
        self.assets = table.ids.map { assets[$0] ?? [] }
        isIncluded = self.assets.map { !$0.isEmpty }
        var rows: [String: Int] = [:]
        for (row, ids) in self.assets.enumerated() {
            for id in ids where rows[id] == nil { rows[id] = row }
        }
        self.rows = rows
    }

    /// How many assets it has rows for.
    public var count: Int { rows.count }

    /// What a query is near to.
    public struct Answer: Sendable {
        /// The nearest assets, the nearest first.
        public let nearest: [String]
        fileprivate let query: [Float]
        fileprivate let found: NearestRows
    }

    /// The assets nearest to each query.
    /// - Parameters:
    ///   - queries: vectors of norm 1, as wide as the table's.
    ///   - count: how many rows are looked for.
    public func answers(to queries: [[Float]], count: Int) -> [Answer] {
        zip(queries, table.nearest(to: queries, count: max(1, count), among: isIncluded)).map { query, found in
            Answer(nearest: found.matches.flatMap { assets[$0.row] }, query: query, found: found)
        }
    }

    /// How near an asset is to a query; nil where the table has no row for it.
    public func nearness(of asset: String, to answer: Answer) -> AssetNearness? {
        guard let row = rows[asset], let best = answer.found.matches.first else { return nil }
        let known = answer.found.matches.first { $0.row == row }?.cosine
        let cosine = Double(known ?? table.cosine(row, answer.query))
        let above = cosine - answer.found.mean
        let spread = Double(best.cosine) - answer.found.mean
        let isOutstanding =
            answer.found.deviation > 1e-6 && above > Self.outstandingDeviations * answer.found.deviation
        return AssetNearness(
            score: spread > 1e-6 ? min(max(above / spread, 0), 1) : 0, isOutstanding: isOutstanding,
            isOutstandingInItself: isOutstanding && !isOfNames)
    }
}

extension EmbeddingTable {
    /// The cosine of the angle between a row and a vector of norm 1.
    func cosine(_ row: Int, _ query: [Float]) -> Float {
        zip(vector(row), query).reduce(Float(0)) { $0 + $1.0 * $1.1 } * inverseNorms[row]
    }
}

extension Asset {
    /// What an encoder reads of an asset: its name, what it is, and further words.
    public var meaning: String {
        var words = [name]
        if let kind, let known = Catalogue.standard[kind], known.name.lowercased() != name.lowercased() {
            words.append(known.name)
        }
        words += tags.prefix(12)
        return words.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension AssetQuery {
    /// The words of its phrase without numbers.
    public var plainPhrase: String {
        let phrase = phrase.map { $0 == "_" ? " " : $0 }
        return String(phrase).split(separator: " ").filter { !$0.allSatisfy(\.isNumber) }.joined(separator: " ")
    }

    /// What an encoder reads of a query: the words of its phrase, and style and material before them.
    public var meaning: String {
        let words = plainPhrase
        let looks = [style, material].filter { !$0.isEmpty }.joined(separator: " ")
        return looks.isEmpty ? words : looks + " " + words
    }
}
