/// Why no room can be designed.
public enum DesignError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A side of the room is not finite or out of bounds.
    case badSize(axis: String, value: Double)
    /// The number of objects asked for is out of bounds.
    case badObjectCount(Int)
    /// Nothing of the catalogue fits, or nothing could be arranged.
    case nothingFits

    /// The fault in a sentence.
    public var description: String {
        switch self {
        case .badSize(let axis, let value): "the room's \(axis) of \(value) m is out of bounds"
        case .badObjectCount(let count):
            "\(count) objects: must be between \(Designer.objectCounts.lowerBound) and "
                + "\(Designer.objectCounts.upperBound)"
        case .nothingFits: "no furniture fits a room of this size"
        }
    }
}
