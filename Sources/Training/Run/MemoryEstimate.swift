/// The memory that a run needs, part by part, in bytes.
public struct MemoryEstimate: Hashable, Sendable, CustomStringConvertible {
    /// A part, with the product that it comes from.
    public struct Part: Hashable, Sendable {
        public let name: String
        public let byteCount: Int
        public let arithmetic: String

        /// A part.
        public init(name: String, byteCount: Int, arithmetic: String) {
            self.name = name
            self.byteCount = byteCount
            self.arithmetic = arithmetic
        }
    }

    public let parts: [Part]
    /// What there is.
    public let available: Int

    /// An estimate.
    public init(parts: [Part], available: Int) {
        self.parts = parts
        self.available = available
    }

    /// The sum of the parts.
    public var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }
    /// Whether the sum fits what there is.
    public var fits: Bool { byteCount <= available }

    public var description: String {
        let list = parts.map { "\($0.name) \(Self.megabytes($0.byteCount)) (\($0.arithmetic))" }
        return "\(list.joined(separator: " + ")) = \(Self.megabytes(byteCount)) of \(Self.megabytes(available))"
    }

    private static func megabytes(_ count: Int) -> String { "\((count + (1 << 20) - 1) >> 20) MB" }
}
