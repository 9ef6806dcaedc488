import SceneGraph

/// A door or a window in any wall, as SceneEval's clearance sees it.
public struct MetricOpening: Hashable, Sendable {
    public let id: String
    public let kind: Opening.Kind
    /// The middle of its lower edge: a place in the floor plane, and a height above the floor's level, in metres.
    public let foot: SIMD2<Double>
    public let bottom: Double
    /// The unit vector along the wall.
    public let along: SIMD2<Double>
    public let width: Double
    public let height: Double

    /// An opening; nil for a wall without direction or an opening without extent.
    public init?(
        id: String, _ kind: Opening.Kind, foot: SIMD2<Double>, bottom: Double, along: SIMD2<Double>, width: Double,
        height: Double
    ) {
        let length = (along * along).sum().squareRoot()
        guard length > 1e-9, width > 0, height > 0 else { return nil }
        self.id = id
        self.kind = kind
        self.foot = foot
        self.bottom = bottom
        self.along = along / length
        self.width = width
        self.height = height
    }

    /// An opening of a room; nil where the room has no such wall.
    init?(_ opening: Opening, id: String, room: Room) {
        guard let (wall, foot) = room.place(of: opening) else { return nil }
        self.init(
            id: id, opening.kind, foot: SIMD2(foot.x, foot.y), bottom: opening.bottom, along: wall.along,
            width: opening.width, height: opening.height)
    }
}
