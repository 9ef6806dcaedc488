/// A dense, row-major array of F32 numbers: a value, copied on write.
///
/// Activations are tensors; weights, which may be narrower and live in mapped memory, are `StoredTensor`s.
public struct Tensor: Hashable, Sendable {
    /// The extent of each axis, outermost first.
    public let shape: [Int]
    /// The elements, last axis fastest.
    public package(set) var values: [Float]

    /// A tensor of these elements.
    /// - Precondition: the shape's product is the number of values (a programming error otherwise).
    public init(shape: [Int], values: [Float]) {
        precondition(
            shape.reduce(1, *) == values.count, "shape \(shape) does not hold \(values.count) values")
        self.shape = shape
        self.values = values
    }

    /// A tensor of zeros.
    public static func zeros(_ shape: Int...) -> Tensor {
        Tensor(shape: shape, values: [Float](repeating: 0, count: shape.reduce(1, *)))
    }

    /// A rows x columns matrix that `fill` writes completely.
    package init(
        rows: Int, columns: Int, fill: (UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        shape = [rows, columns]
        values = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            fill(buffer)
            count = rows * columns
        }
    }

    /// How many rows a matrix has: the product of all axes but the last.
    public var rows: Int { shape.dropLast().reduce(1, *) }
    /// The extent of the last axis.
    public var columns: Int { shape.last ?? 1 }

    /// One row of a matrix.
    public func row(_ index: Int) -> [Float] { Array(values[index * columns..<(index + 1) * columns]) }

    /// The rows of a matrix at these indices, in this order.
    public func gatheringRows(_ indices: some Collection<Int>) -> Tensor {
        let columns = columns
        return Tensor(rows: indices.count, columns: columns) { target in
            values.withUnsafeBufferPointer { source in
                for (position, index) in indices.enumerated() {
                    let row = UnsafeBufferPointer(rebasing: source[index * columns..<(index + 1) * columns])
                    _ = UnsafeMutableBufferPointer(
                        rebasing: target[position * columns..<(position + 1) * columns]
                    ).update(from: row)
                }
            }
        }
    }

    /// Matrices of as many rows side by side.
    /// - Precondition: there is one, and all have as many rows.
    package static func joining(_ parts: [Tensor]) -> Tensor {
        precondition(parts.allSatisfy { $0.rows == parts[0].rows })
        guard parts.count > 1 else { return parts[0] }
        return Tensor(
            shape: [parts[0].rows, parts.reduce(0) { $0 + $1.columns }],
            values: (0..<parts[0].rows).flatMap { row in
                parts.flatMap { $0.values[row * $0.columns..<(row + 1) * $0.columns] }
            })
    }

    /// Some neighbouring columns of a matrix.
    /// - Precondition: the range lies within the columns.
    package func columns(_ range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns)
        guard range.count < columns else { return self }
        let columns = columns
        return Tensor(
            shape: [rows, range.count],
            values: (0..<rows).flatMap { values[$0 * columns + range.lowerBound..<$0 * columns + range.upperBound] })
    }

    /// Replaces the rows of a matrix at these indices by the rows of another, in order.
    /// - Precondition: as many indices as rows, and the same columns.
    public mutating func replaceRows(_ indices: [Int], with rows: Tensor) {
        precondition(indices.count == rows.rows && columns == rows.columns)
        for (position, index) in indices.enumerated() {
            values.replaceSubrange(
                index * columns..<(index + 1) * columns,
                with: rows.values[position * columns..<(position + 1) * columns])
        }
    }

    /// The same elements under another shape.
    /// - Precondition: the shape's product is the number of values.
    public func reshaped(_ shape: Int...) -> Tensor { Tensor(shape: shape, values: values) }

    /// Adds another tensor of the same shape, element by element.
    public mutating func add(_ other: Tensor) {
        precondition(shape == other.shape, "shapes \(shape) and \(other.shape) differ")
        values.withUnsafeMutableBufferPointer { target in
            other.values.withUnsafeBufferPointer { source in
                for index in target.indices { target[index] += source[index] }
            }
        }
    }
}
