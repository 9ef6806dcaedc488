import SceneGraph

/// An object as profile `physical` sees it, wherever it stands.
public struct PhysicalBody: Hashable, Sendable {
    /// A wish about where it stands.
    public struct Wish: Hashable, Sendable {
        /// A part of the room, a wall by its place in `Room.walls`, or the place of another object in the scene.
        public enum Target: Hashable, Sendable {
            case element(RoomElement)
            case wall(Int)
            case body(Int)
        }

        public let target: Target
        public let preposition: Preposition
        public let isAdjacent: Bool
    }

    public let id: String
    public let size: BoxSize
    /// In degrees; see `Heading`.
    public let angle: Double
    public let isOnTheFloor: Bool
    public let wishes: [Wish]
    /// What the identifier says it is for.
    public let use: FurnitureUse

    init(id: String, size: BoxSize, angle: Double, isOnTheFloor: Bool, wishes: [Wish]) {
        self.id = id
        self.size = size
        self.angle = angle
        self.isOnTheFloor = isOnTheFloor
        self.wishes = wishes
        use = FurnitureUse(id: id)
    }
}
