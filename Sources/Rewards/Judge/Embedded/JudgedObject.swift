import SceneGraph

/// What of an object the judge needs and no layout changes.
struct JudgedObject: Sendable {
    /// A relation of the object, its target found.
    struct Bond: Sendable {
        enum Target: Sendable {
            case element(RoomElement)
            /// A wall of an outline by its place.
            case wall(Int)
            case object(Int)
        }

        let target: Target
        let preposition: Preposition
        let isAdjacent: Bool
    }

    let id: String
    let role: FurnitureRole
    let size: BoxSize
    let frontX: Double
    let frontY: Double
    let isThin: Bool
    let isOnTheFloor: Bool
    let bonds: [Bond]
    /// What the eye weighs it by: the area of a face of a cube of its volume.
    let visualWeight: Double
    /// 1 where its size is one that such things have, falling to 0 at less than a third or more than three times that.
    let scale: Double

    init(_ object: SceneObject, angle: Double, role: FurnitureRole, indices: [String: Int], walls: [String] = []) {
        id = object.id
        let role = role == .unknown && object.isOnTheFloor ? FurnitureRole.unknownOnFloor : role
        self.role = role
        size = object.size
        (frontX, frontY) = Heading.direction(angle)
        isThin = object.size.isThin || role.use == .rug
        isOnTheFloor = object.isOnTheFloor
        bonds = object.relations.compactMap { relation in
            switch relation.target {
            case .element(let element):
                return Bond(target: .element(element), preposition: relation.preposition, isAdjacent: true)
            case .wall(let name):
                return walls.firstIndex(of: name).map {
                    Bond(target: .wall($0), preposition: relation.preposition, isAdjacent: true)
                }
            case .object(let id):
                return indices[id].map {
                    Bond(
                        target: .object($0), preposition: relation.preposition, isAdjacent: relation.isAdjacent)
                }
            }
        }
        let volume = object.size.length * object.size.width * object.size.height
        visualWeight = max(volume, 0).squareRoot()
        scale = min(
            Self.fit(max(object.size.length, object.size.width), role.side), Self.fit(object.size.height, role.height))
    }

    /// How well a length fits a range.
    private static func fit(_ length: Double, _ range: ClosedRange<Double>) -> Double {
        guard length.isFinite, length > 0 else { return 0 }
        if length < range.lowerBound { return Ramp.value(length / range.lowerBound, zero: 0.33, one: 0.85) }
        return Ramp.value(range.upperBound / length, zero: 0.33, one: 0.85)
    }

    /// Whether the scene wants it in the midst of the floor and at no wall.
    var isMeantFree: Bool {
        var isFree = false
        for bond in bonds {
            if case .wall = bond.target { return false }
            guard case .element(let element) = bond.target else { continue }
            if element.isWall { return false }
            if element == .middle { isFree = true }
        }
        return isFree
    }

    /// Whether something must carry it that is not the floor.
    var isCarried: Bool { !isOnTheFloor }

    /// Whether it stands on the floor and takes up room there.
    var isFloorBody: Bool { isOnTheFloor && !isThin && !role.takesNoFloor }
}
