import Planning
import SceneGraph

/// Layouts that nobody would make: the same objects anywhere.
extension GoodLayout {
    /// How places are drawn.
    enum Shuffle: String, CaseIterable {
        /// Objects change places with one another.
        case exchanged
        /// Every object stands anywhere in the room.
        case scattered
        /// As `scattered`, but nothing collides where that can be had: what no test of collisions tells from good.
        case apart
    }

    /// The layout shuffled. Objects keep their heights and their angles, and stay inside the room.
    func shuffled(_ shuffle: Shuffle, _ generator: inout SeededGenerator) -> [Vector3] {
        switch shuffle {
        case .exchanged:
            let order = positions.indices.shuffled(using: &generator)
            return positions.indices.map { inside($0, x: positions[order[$0]].x, y: positions[order[$0]].y) }
        case .scattered:
            return positions.indices.map { anywhere($0, &generator) }
        case .apart:
            var places = positions
            var placed: [PlacedBox] = []
            // The largest first, so that most find a place.
            for index in positions.indices.sorted(by: { half($0).x * half($0).y > half($1).x * half($1).y }) {
                var place = anywhere(index, &generator)
                for _ in 0..<200 {
                    let box = box(index, at: place)
                    guard placed.contains(where: { $0.collides(with: box) }) else { break }
                    place = anywhere(index, &generator)
                }
                places[index] = place
                placed.append(box(index, at: place))
            }
            return places
        }
    }

    func anywhere(_ index: Int, _ generator: inout SeededGenerator) -> Vector3 {
        let room = scene.room.size
        return inside(index, x: generator.unit() * room.x, y: generator.unit() * room.y)
    }

    /// The place nearest to these coordinates at which an object is inside the room.
    func inside(_ index: Int, x: Double, y: Double) -> Vector3 {
        let (room, half) = (scene.room.size, half(index))
        return Vector3(
            x: min(max(x, half.x), max(half.x, room.x - half.x)),
            y: min(max(y, half.y), max(half.y, room.y - half.y)), z: positions[index].z)
    }
}
