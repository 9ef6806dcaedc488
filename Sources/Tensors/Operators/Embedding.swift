/// A table with a row for each token.
public struct Embedding: Sendable {
    /// vocabulary x width, in any element type.
    public let weight: StoredTensor

    /// Tokens in the table.
    public var vocabularySize: Int { weight.shape[0] }
    /// Numbers a token.
    public var width: Int { weight.shape[1] }

    /// A table of these rows.
    /// - Precondition: weight has two axes.
    public init(weight: StoredTensor) {
        precondition(weight.shape.count == 2, "an embedding needs a matrix, not \(weight.shape)")
        self.weight = weight
    }

    /// The plain form: converts the whole table and picks rows.
    public func reference(_ tokens: [Int]) -> Tensor {
        let table = weight.floats()
        return Tensor(
            shape: [tokens.count, width], values: tokens.flatMap { table[$0 * width..<($0 + 1) * width] })
    }

    /// The fast form: converts only the rows asked for.
    /// - Precondition: every token lies within the table.
    public func callAsFunction(_ tokens: [Int]) -> Tensor {
        Tensor(rows: tokens.count, columns: width) { buffer in
            guard let base = buffer.baseAddress else { return }
            for (row, token) in tokens.enumerated() {
                weight.widen(token * width..<(token + 1) * width, into: base + row * width)
            }
        }
    }
}
