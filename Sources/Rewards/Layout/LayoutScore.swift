/// Collisions and kept relations of a layout, by places in the scene's objects.
public struct LayoutScore: Hashable, Sendable {
    /// Two overlapping bodies: objects by their place, room elements after the objects in the order of
    /// `RoomElement.allCases`.
    public struct Collision: Hashable, Sendable {
        /// The place of the element that comes first.
        public let first: Int
        /// The place of the other.
        public let second: Int
    }

    /// Colliding pairs in the original's scan order.
    public let collisions: [Collision]
    /// The objects that keep none of their relations, in order.
    public let violations: [Int]
    /// C: colliding pairs over all pairs, the six room elements counted in.
    public let collisionRatio: Double
    /// V: violating objects over objects.
    public let constraintRatio: Double
    /// Whether each object lies inside the room, up to a micrometre. Information: no term of
    /// `metaspatial-v1`.
    public let isInside: [Bool]

    /// The part that geometry takes from a reward of `metaspatial-v1`: 0.2 C + 0.2 V.
    public var penalty: Double { 0.2 * collisionRatio + 0.2 * constraintRatio }

    /// C for this many colliding pairs among this many elements.
    package static func collisionRatio(collisions: Int, elements: Int) -> Double {
        guard elements > 1 else { return 0 }
        return Double(collisions) / (Double(elements) * Double(elements - 1) / 2)
    }
}
