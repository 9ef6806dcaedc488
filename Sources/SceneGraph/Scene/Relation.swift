/// One wish about where an object stands: a target, how, and whether they touch.
public struct Relation: Hashable, Sendable {
    /// What the object relates to.
    public enum Target: Hashable, Sendable {
        case element(RoomElement)
        case object(String)
        /// A wall of the room by its name, where the room has an outline.
        case wall(String)
    }

    public var target: Target
    public var preposition: Preposition
    /// Whether the two must touch; always true for room elements and walls.
    public var isAdjacent: Bool

    /// A relation to a room element.
    public init(_ preposition: Preposition, _ element: RoomElement) {
        self.target = .element(element)
        self.preposition = preposition
        self.isAdjacent = true
    }

    /// A relation to a wall of a room with an outline.
    public init(_ preposition: Preposition, wall name: String) {
        self.target = .wall(name)
        self.preposition = preposition
        self.isAdjacent = true
    }

    /// A relation to another object.
    public init(_ preposition: Preposition, object id: String, isAdjacent: Bool = true) {
        self.target = .object(id)
        self.preposition = preposition
        self.isAdjacent = isAdjacent
    }

    /// The identifier of the target as I-Design writes it.
    public var targetID: String {
        switch target {
        case .element(let element): element.rawValue
        case .object(let id): id
        case .wall(let name): name
        }
    }
}
