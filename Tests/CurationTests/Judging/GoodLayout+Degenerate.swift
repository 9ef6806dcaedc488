import SceneGraph

/// Ten layouts that a model may come upon when it is rewarded for the wrong thing.
extension GoodLayout {
    enum Degeneration: String, CaseIterable {
        case corner = "everything in one corner"
        case tower = "one upon the other"
        case hidden = "everything within the largest thing"
        case shrunk = "a tenth as large"
        case away = "off the picture"
        case point = "everything at one point"
        case below = "under the floor"
        case aloft = "under the ceiling"
        case inTheWall = "halfway through a wall"
        case nowhere = "at no place at all"
    }

    func degenerate(_ kind: Degeneration) throws -> GoodLayout {
        let room = scene.room.size
        let indices = positions.indices
        switch kind {
        case .corner: return with(indices.map { inside($0, x: 0, y: 0) })
        case .tower:
            var height = 0.0
            return with(
                indices.map { index in
                    height += scene.objects[index].size.height
                    return Vector3(
                        x: room.x / 2, y: room.y / 2, z: height - scene.objects[index].size.height / 2)
                })
        case .hidden:
            let volume = { (index: Int) in half(index).x * half(index).y * half(index).z }
            guard let largest = indices.max(by: { volume($0) < volume($1) }) else { return self }
            return with(
                indices.map { index in
                    Vector3(
                        x: positions[largest].x, y: positions[largest].y,
                        z: index == largest ? positions[index].z : half(index).z)
                })
        case .shrunk:
            let objects = scene.objects.map { object in
                var small = object
                small.size = BoxSize(
                    length: object.size.length / 10, width: object.size.width / 10,
                    height: object.size.height / 10)
                return small
            }
            let places = indices.map { index in
                Vector3(
                    x: positions[index].x, y: positions[index].y, z: positions[index].z - 0.9 * half(index).z)
            }
            return GoodLayout(
                name: name, scene: try Scene(room: scene.room, objects: objects), positions: places)
        case .away: return with(positions.map { Vector3(x: $0.x + 2 * room.x, y: $0.y, z: $0.z) })
        case .point: return with(positions.map { _ in Vector3(x: room.x / 2, y: room.y / 2, z: 0.5) })
        case .below: return with(positions.map { Vector3(x: $0.x, y: $0.y, z: $0.z - 5) })
        case .aloft:
            return with(indices.map { Vector3(x: positions[$0].x, y: positions[$0].y, z: room.z - half($0).z) })
        case .inTheWall: return with(positions.map { Vector3(x: 0, y: $0.y, z: $0.z) })
        case .nowhere: return with(positions.map { _ in Vector3(x: .nan, y: .nan, z: .nan) })
        }
    }

    private func with(_ places: [Vector3]) -> GoodLayout {
        GoodLayout(name: name, scene: scene, positions: places)
    }
}
