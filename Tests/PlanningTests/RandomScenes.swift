import SceneGraph

/// Scenes that can be placed for certain: relations are read off a random arrangement without faults.
struct RandomScenes {
    private var generator: RandomBits

    /// A xorshift generator of the tests' own.
    private struct RandomBits: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    init(seed: UInt64) { generator = RandomBits(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1) }

    private mutating func number(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &generator) * 100).rounded() / 100
    }

    /// A scene of at most this many objects and the positions that it was read off.
    mutating func next(count: Int) throws -> (scene: Scene, positions: [Vector3]) {
        let room = Vector3(x: number(3...8), y: number(3...8), z: number(2.4...3.2))
        var objects: [SceneObject] = []
        var boxes: [PlacedBox] = []
        for index in 0..<count {
            for _ in 0..<20 {
                let (object, box) = candidate("object_\(index)", room, objects, boxes)
                guard box.isInside(room: room), !boxes.contains(where: { box.collides(with: $0) }) else {
                    continue
                }
                objects.append(object)
                boxes.append(box)
                break
            }
        }
        return (try Scene(room: Room(size: room), objects: objects), boxes.map(\.center))
    }

    private mutating func candidate(
        _ id: String, _ room: Vector3, _ objects: [SceneObject], _ boxes: [PlacedBox]
    ) -> (SceneObject, PlacedBox) {
        let size = BoxSize(length: number(0.3...1.8), width: number(0.3...1.0), height: number(0.3...2.0))
        let (l, w, h) = (size.length / 2, size.width / 2, size.height / 2)
        let along = number(0...1)
        func object(_ size: BoxSize, _ facing: RoomElement, onFloor: Bool = true, _ relation: Relation)
            -> SceneObject
        {
            SceneObject(
                id: id, size: size, isOnTheFloor: onFloor, facing: facing.rawValue, relations: [relation])
        }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            let center = Vector3(x: l + along * (room.x - 2 * l), y: w, z: h)
            return (
                object(size, .northWall, Relation(.on, .southWall)),
                PlacedBox(size: size, angle: 0, center: center)
            )
        case 1:
            let center = Vector3(x: w, y: l + along * (room.y - 2 * l), z: h)
            return (
                object(size, .eastWall, Relation(.on, .westWall)),
                PlacedBox(size: size, angle: 90, center: center)
            )
        case 2 where !boxes.isEmpty:
            // Something small on something that stands on the floor.
            let host = Int.random(in: boxes.indices, using: &generator)
            let small = BoxSize(length: 0.2, width: 0.2, height: 0.2)
            guard objects[host].isOnTheFloor else { fallthrough }
            let box = boxes[host]
            let center = Vector3(
                x: box.center.x + (along - 0.5) * 2 * (box.half.x - 0.1), y: box.center.y,
                z: box.center.z + box.half.z + 0.1)
            return (
                object(small, .northWall, onFloor: false, Relation(.on, object: objects[host].id)),
                PlacedBox(size: small, angle: 0, center: center)
            )
        case 3 where boxes.count > 1:
            // Touching the east side of something, which is right of what faces north.
            let host = Int.random(in: boxes.indices, using: &generator)
            guard objects[host].isOnTheFloor, objects[host].facing == "north_wall",
                size.width <= 2 * boxes[host].half.y
            else { fallthrough }
            let box = boxes[host]
            let center = Vector3(x: box.center.x + box.half.x + l, y: box.center.y, z: h)
            return (
                object(size, .southWall, Relation(.rightOf, object: objects[host].id)),
                PlacedBox(size: size, angle: 180, center: center)
            )
        default:
            let center = Vector3(
                x: l + along * (room.x - 2 * l), y: w + number(0...1) * (room.y - 2 * w), z: h)
            return (
                object(size, .northWall, Relation(.on, .middle)),
                PlacedBox(size: size, angle: 0, center: center)
            )
        }
    }
}
