import JSON

/// A piece of furniture as the scene graph knows it: what it is, how large, and how it relates to the rest.
public struct SceneObject: Hashable, Sendable {
    /// Unique within the scene, such as `bed_1`.
    public var id: String
    public var style: String
    public var material: String
    public var size: BoxSize
    public var isOnTheFloor: Bool
    /// What the object faces: a room element's identifier sets its angle; anything else is kept and ignored.
    public var facing: String
    /// Room elements first, then objects, each in the order given.
    public var relations: [Relation]
    /// The angle in degrees where it was stated rather than derived from `facing`.
    public var rotation: Double?
    /// The centre of the box, where it is known.
    public var position: Vector3?
    /// Whether the position was given by the caller and must not change.
    public var isPinned: Bool
    /// Further members of the object's JSON, written back as they came.
    public var extras: JSONObject

    /// An object of a scene graph.
    public init(
        id: String, style: String = "", material: String = "", size: BoxSize, isOnTheFloor: Bool,
        facing: String = "", relations: [Relation] = [], rotation: Double? = nil, position: Vector3? = nil,
        isPinned: Bool = false, extras: JSONObject = JSONObject()
    ) {
        self.id = id
        self.style = style
        self.material = material
        self.size = size
        self.isOnTheFloor = isOnTheFloor
        self.facing = facing
        self.relations = relations
        self.rotation = rotation
        self.position = position
        self.isPinned = isPinned
        self.extras = extras
    }

    /// The identifier in words, without its trailing number: `coffee_table_1` is `coffee table`.
    public var label: String {
        var words = id.split { $0 == "_" || $0 == "-" || $0 == " " }
        if words.count > 1, let last = words.last, last.allSatisfy(\.isNumber) { words.removeLast() }
        return words.joined(separator: " ")
    }
}
