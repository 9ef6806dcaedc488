import Tensors

/// Precomputed vectors of things, each with an identifier: a row a thing.
///
/// The rows stay as they are stored, in F32, F16 or BF16, and mapped where they came from a file: a table of all of
/// Objaverse takes no memory but for its norms and names.
public struct EmbeddingTable: Sendable {
    /// What the table is called in messages.
    public let name: String
    /// An identifier a row.
    public let ids: [String]
    /// Rows x numbers.
    package let rows: StoredTensor
    /// 1 / norm of each row; 0 for a row without a direction, which is near nothing.
    let inverseNorms: [Float]

    /// Numbers of a vector.
    public var width: Int { rows.shape[1] }

    /// The most rows.
    static let maximumRows = 16_000_000
    /// Numbers that are looked at together: what a search needs for itself.
    private static let blockNumbers = 1 << 20

    /// A table of rows. All numbers are looked at once.
    /// - Throws: `EmbeddingError.file` for a shape that is none of a table, another number of identifiers than rows, and
    ///   numbers that are not finite.
    package init(name: String, ids: [String], rows: StoredTensor) throws(EmbeddingError) {
        guard rows.shape.count == 2, (1...Vectors.maximumWidth).contains(rows.shape[1]) else {
            throw .file(name, "its shape \(rows.shape) is not rows x at most \(Vectors.maximumWidth) numbers")
        }
        guard rows.shape[0] <= Self.maximumRows else {
            throw .file(name, "\(rows.shape[0]) rows are more than the \(Self.maximumRows) allowed")
        }
        guard ids.count == rows.shape[0] else {
            throw .file(name, "there are \(ids.count) identifiers for its \(rows.shape[0]) rows")
        }
        guard rows.elementType.blockLength == 1 else { throw .file(name, "its numbers are quantised") }
        var norms = [Float](repeating: 0, count: ids.count)
        var broken: Int?
        Self.forEachBlock(of: rows) { block, range in
            let width = rows.shape[1]
            for row in range {
                var sum = 0.0
                for column in 0..<width {
                    let value = Double(block[(row - range.lowerBound) * width + column])
                    sum += value * value
                }
                guard sum.isFinite else {
                    broken = broken ?? row
                    continue
                }
                norms[row] = sum > 1e-24 ? Float(1 / sum.squareRoot()) : 0
            }
        }
        if let broken { throw .file(name, "row \(broken) has a number that is not finite") }
        self.name = name
        self.ids = ids
        self.rows = rows
        inverseNorms = norms
    }

    /// A table of vectors in memory.
    /// - Throws: `EmbeddingError.file` where they have different lengths, or as above.
    public init(name: String, ids: [String], vectors: [[Float]]) throws(EmbeddingError) {
        let width = vectors.first?.count ?? 1
        guard vectors.allSatisfy({ $0.count == width }) else { throw .file(name, "its vectors have different lengths") }
        let rows = StoredTensor(shape: [vectors.count, width]) { target in
            for (row, vector) in vectors.enumerated() {
                for (column, value) in vector.enumerated() { target[row * width + column] = value }
            }
        }
        try self.init(name: name, ids: ids, rows: rows)
    }

    /// A row's numbers, as they are stored.
    public func vector(_ row: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: width) { buffer, count in
            if let base = buffer.baseAddress { rows.widen(row * width..<(row + 1) * width, into: base) }
            count = width
        }
    }

    /// Calls `body` with some rows at a time as F32, in order.
    static func forEachBlock(of rows: StoredTensor, _ body: (UnsafePointer<Float>, Range<Int>) -> Void) {
        let (count, width) = (rows.shape[0], rows.shape[1])
        let step = max(1, blockNumbers / width)
        if rows.elementType == .float32 {
            let base = rows.address.assumingMemoryBound(to: Float.self)
            for start in stride(from: 0, to: count, by: step) {
                body(base + start * width, start..<min(start + step, count))
            }
            withExtendedLifetime(rows) {}
            return
        }
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: min(step, max(count, 1)) * width)
        defer { scratch.deallocate() }
        for start in stride(from: 0, to: count, by: step) {
            let range = start..<min(start + step, count)
            rows.widen(range.lowerBound * width..<range.upperBound * width, into: scratch)
            body(scratch, range)
        }
    }
}
