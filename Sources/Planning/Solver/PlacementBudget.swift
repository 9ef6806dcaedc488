/// How much work a placement may cost.
public struct PlacementBudget: Hashable, Sendable {
    /// The most search nodes (decisions which of two objects stands on which side of the other).
    public var nodes: Int
    /// The longest time, or nil for none. Results do not depend on the clock unless this is set and runs out.
    public var duration: Duration?

    /// A budget of this many nodes; a node costs some ten microseconds in a room of ten objects.
    public init(nodes: Int = 20_000, duration: Duration? = nil) {
        self.nodes = max(nodes, 1)
        self.duration = duration
    }

    /// Enough for every ordinary room.
    public static let standard = PlacementBudget()
}
