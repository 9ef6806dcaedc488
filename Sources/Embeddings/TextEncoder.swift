/// Turns texts into vectors that lie near each other where the texts mean alike.
public protocol TextEncoder: Sendable {
    /// Tells this encoder's vectors from every other's: vectors of different fingerprints are not to be compared.
    var fingerprint: String { get }

    /// A vector for each text, in their order; all have the same length, and the Euclidean norm 1.
    /// - Throws: `EmbeddingError`, `CancellationError`.
    func encode(_ texts: [String]) async throws -> [[Float]]
}

/// Vectors as numbers.
enum Vectors {
    /// The most numbers of a vector.
    static let maximumWidth = 8192

    /// A vector of the same direction and the norm 1; nil for one that has no direction.
    static func normalized(_ vector: [Float]) -> [Float]? {
        let norm = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard norm.isFinite, norm > 1e-12 else { return nil }
        return vector.map { Float(Double($0) / norm) }
    }
}
