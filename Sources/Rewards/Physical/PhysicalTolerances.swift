/// What profile `physical` lets pass, in metres.
public enum PhysicalTolerances {
    /// How deep objects may be in each other, or in a wall, and still only touch: SceneEval's 5 mm.
    public static let contact = 0.005
    /// How far an object may stand above what carries it, or be sunk into it.
    public static let support = 0.02
    /// How far an object may be from where a relation wants it.
    public static let relation = 0.05
    /// How far an object may be from the wall or ceiling that carries it.
    public static let hanging = 0.05
    /// How high something on the floor may be for people and furniture to stand on it: a rug.
    public static let covering = 0.03
    /// The least width of a way through the room.
    public static let walkway = 0.4
    /// What hangs higher is over people's heads.
    public static let headroom = 1.8
    /// The free part of a zone that counts as all of it.
    public static let freeEnough = 0.8
}
