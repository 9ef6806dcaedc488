import SceneGraph

/// A part of the room in which nothing may stand.
public struct KeptFree: Hashable, Sendable {
    /// How it is called in conflicts, such as `door_1`.
    public let name: String
    /// Where it is; never thin.
    public private(set) var box: PlacedBox

    /// A part of the room that is to stay free.
    public init(name: String, box: PlacedBox) {
        self.name = name
        self.box = box
        self.box.isThin = false
    }

    /// What is lower than this may lie before a door, in metres.
    private static let ankle = 0.05
    /// What is higher may hang there, in metres.
    private static let head = 1.8

    /// The squares in which the doors of a room swing, each as wide as its door; numbered among all openings.
    public static func swings(in room: Room) -> [KeptFree] {
        room.openings.enumerated().compactMap { number, opening -> KeptFree? in
            guard opening.kind == .door, let place = room.place(of: opening) else { return nil }
            let half = opening.width / 2
            let top = max(min(Self.head, room.size.z), Self.ankle + 0.01)
            let (x, y) = (place.foot.x + place.wall.inward.x * half, place.foot.y + place.wall.inward.y * half)
            return KeptFree(
                name: "\(opening.kind.rawValue)_\(number + 1)",
                box: PlacedBox(
                    size: BoxSize(length: opening.width, width: opening.width, height: top - Self.ankle),
                    angle: place.wall.angle, center: Vector3(x: x, y: y, z: (Self.ankle + top) / 2),
                    isThin: false))
        }
    }

    /// Whether an object leaves it free, up to the tolerance of contacts; thin ones do not by being thin.
    func isFree(of object: PlacedBox) -> Bool {
        var object = object
        object.isThin = false
        return !box.collides(with: object)
    }
}
