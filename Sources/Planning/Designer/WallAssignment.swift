import SceneGraph

/// Brings objects that were arranged for a box-shaped room to the walls of a room with an outline.
///
/// What is at one of the four walls goes to a wall that looks the same way, as nearly as there is one with room left,
/// and turns with it; what stands by it turns along. Things in a corner go to a right-angled corner, or else to a wall.
struct WallAssignment {
    private let room: Room
    private let walls: [Wall]
    /// Length used of each wall: by what stands on the floor before it and by what hangs on it.
    private var floorUse: [Double]
    private var hangingUse: [Double]
    /// Length that windows take from what is taller than their sills, and the lowest sill of each wall.
    private let windows: [(length: Double, sill: Double)]
    private var corners: [Int]

    init(_ room: Room) {
        self.room = room
        let walls = room.walls
        self.walls = walls
        let openings = room.openings
        floorUse = walls.map { wall in
            openings.reduce(0) { $0 + ($1.wall == wall.name && $1.kind == .door ? $1.width + 0.1 : 0) }
        }
        hangingUse = walls.map { wall in
            openings.reduce(0) { $0 + ($1.wall == wall.name ? $1.width + 0.1 : 0) }
        }
        windows = walls.map { wall in
            let own = openings.filter { $0.wall == wall.name && $0.kind == .window }
            return (own.reduce(0) { $0 + $1.width + 0.1 }, own.map(\.bottom).min() ?? .infinity)
        }
        let (count, floor) = (walls.count, room.floor)
        // Corner n lies between the walls n - 1 and n.
        corners = walls.indices.filter { index in
            let before = walls[(index + count - 1) % count]
            return !floor.isReflex(index) && abs((before.inward * walls[index].inward).sum()) < 1e-6
        }
    }

    /// The objects at their new walls; hosts come before what relates to them.
    func assigned(_ objects: [SceneObject]) -> [SceneObject] {
        var copy = self
        return copy.assign(objects)
    }

    private mutating func assign(_ objects: [SceneObject]) -> [SceneObject] {
        /// How far each object was turned, and to which wall which of the four became.
        var turns: [String: Double] = [:]
        var homes: [String: [RoomElement: Int]] = [:]
        return objects.map { object in
            var object = object
            var home: [RoomElement: Int] = [:]
            let hosts = object.relations.compactMap { relation -> String? in
                if case .object(let id) = relation.target { id } else { nil }
            }
            let sides = object.relations.compactMap { relation -> RoomElement? in
                if case .element(let element) = relation.target, element.isWall { element } else { nil }
            }
            for host in hosts { home.merge(homes[host] ?? [:]) { first, _ in first } }
            var turn = hosts.lazy.compactMap { turns[$0] }.first ?? 0
            if object.relations.contains(where: { $0.preposition == .inTheCorner }), sides.count == 2,
                let (back, side) = corner(sides[0], object.size)
            {
                home = [sides[0]: back, sides[1]: side]
                turn = walls[back].angle - sides[0].angle
            } else if let back = sides.first {
                let index = home[back] ?? wall(back, object)
                use(index, object)
                home = [back: index]
                turn = walls[index].angle - back.angle
            }
            object.relations = object.relations.compactMap { relation in
                guard case .element(let element) = relation.target, element.isWall else { return relation }
                guard let index = home[element] else { return nil }
                let preposition = home.count == 1 ? Preposition.on : relation.preposition
                return Relation(preposition, wall: walls[index].name)
            }
            if turn != 0, let facing = RoomElement(rawValue: object.facing) { Self.turn(&object, facing, by: turn) }
            turns[object.id] = turn
            homes[object.id] = home
            return object
        }
    }

    private static func turn(_ object: inout SceneObject, _ facing: RoomElement, by turn: Double) {
        let angle = Heading.normalized(facing.facingAngle + turn)
        if let element = RoomElement.allCases.first(where: { $0.isWall && $0.facingAngle == angle }) {
            object.facing = element.rawValue
        } else {
            object.facing = ""
            object.rotation = angle
        }
    }

    /// The wall for what was to be at one of the four: of those with room for it the one that looks most alike, of
    /// equal ones the one with the most room.
    private func wall(_ element: RoomElement, _ object: SceneObject) -> Int {
        let heading = Heading.direction(element.angle)
        let inward = SIMD2(heading.x, heading.y)
        func rank(_ index: Int) -> (Double, Double) {
            var left = walls[index].length - (object.isOnTheFloor ? floorUse[index] : hangingUse[index])
            if object.isOnTheFloor, object.size.height > windows[index].sill { left -= windows[index].length }
            let fits = left >= object.size.length
            let likeness = (walls[index].inward * inward).sum()
            return ((fits ? 10 : 0) + (likeness * 4).rounded() / 4, left)
        }
        return walls.indices.max { rank($0) < rank($1) } ?? 0
    }

    private mutating func use(_ index: Int, _ object: SceneObject) {
        if object.isOnTheFloor {
            floorUse[index] += object.size.length + 0.05
            if object.size.height > 1 { hangingUse[index] += object.size.length + 0.05 }
        } else {
            hangingUse[index] += object.size.length + 0.05
        }
    }

    /// A right-angled corner that nobody has taken, and which of its walls is at the back of an object.
    private mutating func corner(_ back: RoomElement, _ size: BoxSize) -> (back: Int, side: Int)? {
        let heading = Heading.direction(back.angle)
        let inward = SIMD2(heading.x, heading.y)
        var best: (likeness: Double, corner: Int, back: Int, side: Int)?
        for corner in corners {
            let before = (corner + walls.count - 1) % walls.count
            for (back, side) in [(corner, before), (before, corner)] {
                guard size.length <= walls[back].length - floorUse[back],
                    size.width <= walls[side].length - floorUse[side]
                else { continue }
                let likeness = (walls[back].inward * inward).sum()
                if likeness > best?.likeness ?? -.infinity { best = (likeness, corner, back, side) }
            }
        }
        guard let best else { return nil }
        corners.removeAll { $0 == best.corner }
        floorUse[best.back] += size.length + 0.05
        floorUse[best.side] += size.width + 0.05
        return (best.back, best.side)
    }
}
