/// What is drawn over a picture on request.
public struct Overlays: Hashable, Sendable {
    /// A line from an object to what it should stand by: a relation that is not kept.
    public struct Arrow: Hashable, Sendable {
        /// The object.
        public var from: String
        /// The object or the room element that it relates to.
        public var to: String

        /// A line between two things, by their identifiers.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// Whether each object bears its name.
    public var labels = false
    /// Whether each object's box is drawn.
    public var boxes = false
    /// Whether the floor shows where one can walk.
    public var walk = false
    /// Objects that collide: they are drawn in red.
    public var collisions: Set<String> = []
    /// Relations that are not kept.
    public var violations: [Arrow] = []

    /// No overlays.
    public init() {}

    /// Whether nothing is asked for.
    var isEmpty: Bool { self == Overlays() }
}
