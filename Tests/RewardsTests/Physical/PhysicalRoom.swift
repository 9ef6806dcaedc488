import Rewards
import SceneGraph

/// A room put together piece by piece, for the tests of profile `physical`.
struct PhysicalRoom {
    var size = Vector3(x: 4, y: 5, z: 2.8)
    var openings: [Opening] = []
    private(set) var objects: [SceneObject] = []

    /// Puts an object of this size (length, width, height) with its foot at a place.
    mutating func put(
        _ id: String, _ length: Double, _ width: Double, _ height: Double, x: Double, y: Double, foot: Double = 0,
        angle: Double = 0, floor: Bool = true, _ relations: Relation...
    ) {
        objects.append(
            SceneObject(
                id: id, size: BoxSize(length: length, width: width, height: height), isOnTheFloor: floor,
                relations: relations, rotation: angle, position: Vector3(x: x, y: y, z: foot + height / 2)))
    }

    var scene: Scene { get throws { try Scene(room: Room(size: size), objects: objects) } }

    /// The score where the objects stand.
    func score() throws -> PhysicalScore {
        try PhysicalScene(scene, openings: openings).score(objects.compactMap(\.position))
    }

    /// The values of the terms by name.
    func terms() throws -> [String: Double] {
        Dictionary(try score().terms.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// A bedroom in which nothing is wrong: a bed with two nightstands and a lamp, a wardrobe, a desk with its chair, a
    /// rug, a painting and a ceiling light.
    static var bedroom: PhysicalRoom {
        var room = PhysicalRoom()
        room.put("bed_1", 1.6, 2, 0.5, x: 2, y: 4, angle: 180, Relation(.on, .northWall))
        room.put(
            "nightstand_1", 0.4, 0.4, 0.5, x: 3, y: 4.8, angle: 180, Relation(.on, .northWall),
            Relation(.leftOf, object: "bed_1"))
        room.put(
            "lamp_1", 0.2, 0.2, 0.4, x: 3, y: 4.8, foot: 0.5, floor: false, Relation(.on, object: "nightstand_1"))
        room.put("wardrobe_1", 1.2, 0.6, 2, x: 0.3, y: 1.5, angle: 90, Relation(.on, .westWall))
        room.put("desk_1", 1.2, 0.6, 0.75, x: 2.5, y: 0.3, Relation(.on, .southWall))
        room.put(
            "chair_1", 0.5, 0.5, 0.9, x: 2.5, y: 0.85, angle: 180, Relation(.inFront, object: "desk_1"))
        room.put("rug_1", 2, 1.4, 0.01, x: 2, y: 2.6, Relation(.on, .middle))
        room.put(
            "painting_1", 0.8, 0.03, 0.6, x: 3.985, y: 2.5, foot: 1.2, angle: 270, floor: false,
            Relation(.on, .eastWall))
        room.put(
            "chandelier_1", 0.5, 0.5, 0.4, x: 2, y: 2.5, foot: 2.4, floor: false, Relation(.on, .ceiling))
        return room
    }
}
