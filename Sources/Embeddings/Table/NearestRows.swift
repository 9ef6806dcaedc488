import Tensors

/// What a search found for one query: its nearest rows, and how near rows are as a whole.
public struct NearestRows: Hashable, Sendable {
    /// A row and how near it is.
    public struct Match: Hashable, Sendable {
        public let row: Int
        /// The cosine of the angle between row and query.
        public let cosine: Float

        /// A row at this cosine.
        public init(row: Int, cosine: Float) {
            self.row = row
            self.cosine = cosine
        }

        /// The nearer first; of equally near ones the earlier row.
        static func isNearer(_ first: Match, _ second: Match) -> Bool {
            (-first.cosine, first.row) < (-second.cosine, second.row)
        }
    }

    /// The nearest rows, the nearest first.
    public internal(set) var matches: [Match] = []
    /// The mean of all rows' cosines.
    public internal(set) var mean = 0.0
    /// Their standard deviation.
    public internal(set) var deviation = 0.0

    init() {}
}

extension EmbeddingTable {
    /// The plain form of the search: every query against every row, all cosines sorted.
    ///
    /// For parameters see `nearest(to:count:among:)`.
    package func referenceNearest(to queries: [[Float]], count: Int, among isIncluded: [Bool]? = nil) -> [NearestRows] {
        queries.map { query in
            var result = NearestRows()
            guard !ids.isEmpty else { return result }
            let all = ids.indices.map { NearestRows.Match(row: $0, cosine: cosine($0, query)) }
            let number = Double(all.count)
            result.mean = all.reduce(0) { $0 + Double($1.cosine) } / number
            let squares = all.reduce(0) { $0 + (Double($1.cosine) - result.mean) * (Double($1.cosine) - result.mean) }
            result.deviation = (squares / number).squareRoot()
            let included = all.filter { isIncluded?[$0.row] ?? true }
            result.matches = Array(included.sorted(by: NearestRows.Match.isNearer).prefix(max(0, count)))
            return result
        }
    }

    /// The rows nearest to each query by the cosine, found by looking at all of them: products of matrices through
    /// BLAS, a block of rows at a time, so that memory does not grow with the table.
    /// - Parameters:
    ///   - queries: vectors of norm 1, as wide as the table's.
    ///   - count: how many are wanted.
    ///   - isIncluded: which rows may be found; nil for all. Mean and deviation are those of all rows.
    /// - Precondition: the widths are the same, and there is one flag a row.
    public func nearest(to queries: [[Float]], count: Int, among isIncluded: [Bool]? = nil) -> [NearestRows] {
        precondition(queries.allSatisfy { $0.count == width } && isIncluded.map { $0.count == ids.count } ?? true)
        guard !queries.isEmpty, !ids.isEmpty else { return queries.map { _ in NearestRows() } }
        var searches = queries.map { _ in Search(count: max(0, count)) }
        var flat = queries.flatMap { $0 }
        flat.withUnsafeMutableBufferPointer { flat in
            guard let flat = flat.baseAddress else { return }
            let left = Matrix(flat, rows: queries.count, columns: width)
            Self.forEachBlock(of: rows) { block, range in
                // Only read: products take matrices that could be written.
                let right = Matrix(UnsafeMutablePointer(mutating: block), rows: range.count, columns: width)
                let scores = UnsafeMutablePointer<Float>.allocate(capacity: queries.count * range.count)
                defer { scores.deallocate() }
                let products = Matrix(scores, rows: queries.count, columns: range.count)
                MatrixProduct.multiply(left, right.transposed, into: products)
                for query in queries.indices {
                    searches[query].take(products.row(query), range, inverseNorms, isIncluded)
                }
            }
        }
        return searches.map(\.result)
    }

    /// What is known of one query after some rows.
    private struct Search {
        let count: Int
        /// Ordered, the nearest first.
        private var matches: [NearestRows.Match] = []
        private var number = 0.0
        private var sum = 0.0
        private var squares = 0.0

        init(count: Int) { self.count = count }

        mutating func take(
            _ products: UnsafePointer<Float>, _ rows: Range<Int>, _ inverseNorms: [Float], _ isIncluded: [Bool]?
        ) {
            for row in rows {
                let cosine = products[row - rows.lowerBound] * inverseNorms[row]
                number += 1
                sum += Double(cosine)
                squares += Double(cosine) * Double(cosine)
                // Rows come in order: an equally near one is later and stays behind.
                guard count > 0, isIncluded?[row] ?? true,
                    matches.count < count || cosine > matches[matches.count - 1].cosine
                else { continue }
                if matches.count == count { matches.removeLast() }
                let place = matches.firstIndex { $0.cosine < cosine } ?? matches.count
                matches.insert(NearestRows.Match(row: row, cosine: cosine), at: place)
            }
        }

        var result: NearestRows {
            var result = NearestRows()
            guard number > 0 else { return result }
            result.matches = matches
            result.mean = sum / number
            result.deviation = max(0, squares / number - result.mean * result.mean).squareRoot()
            return result
        }
    }
}
