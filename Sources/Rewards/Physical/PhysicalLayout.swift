import SceneGraph

/// Bodies at their places: what the terms of profile `physical` look at.
struct PhysicalLayout: Sendable {
    let scene: PhysicalScene
    /// A box for each body.
    let boxes: [OrientedBox]
    /// What bodies look like.
    let mesh: PhysicalScene.MeshSource?
    /// Whether each lies flat on the floor, so that people and furniture stand on it.
    let isCovering: [Bool]
    /// The room's walls.
    let walls: [Wall]

    init(scene: PhysicalScene, boxes: [OrientedBox], mesh: PhysicalScene.MeshSource? = nil) {
        self.scene = scene
        self.boxes = boxes
        self.mesh = mesh
        walls = scene.room.walls
        isCovering = boxes.map { box in
            box.bottom < PhysicalTolerances.support && 2 * box.half.z <= PhysicalTolerances.covering
        }
    }

    /// The size of the box around the room.
    var room: Vector3 { scene.room.size }
    /// The floor's outline where the room is no box.
    var outline: FloorOutline? { scene.room.outline }
    var bodies: [PhysicalBody] { scene.bodies }

    /// The floor of the box around the room.
    var floor: FloorPolygon { FloorPolygon(from: .zero, to: SIMD2(room.x, room.y)) }

    /// Whether a point lies on the room's floor, the walls' feet included.
    func isOnFloor(_ point: SIMD2<Double>) -> Bool {
        guard let outline else { return floor.excess(of: point) <= 0 }
        return outline.contains(point) || outline.clearance(point) >= -1e-9
    }

    /// Whether one body says how it stands to the other.
    func areCompanions(_ first: Int, _ second: Int) -> Bool {
        bodies[first].wishes.contains { $0.target == .body(second) }
            || bodies[second].wishes.contains { $0.target == .body(first) }
    }

    /// Whether a body is where it said it would be, inside another's box, and fits there: below the underside of what
    /// it stands `under`, or whole inside the storage that it is `on`.
    func isNested(_ inner: Int, in outer: Int) -> Bool {
        bodies[inner].wishes.contains { wish in
            guard wish.target == .body(outer) else { return false }
            switch wish.preposition {
            case .under:
                return boxes[inner].top <= underside(of: outer) + PhysicalTolerances.contact
            case .on, .inTheMiddleOf: return bodies[outer].use.isHollow && contains(outer, inner)
            default: return false
            }
        }
    }

    /// The height below which things fit under a body: within its box where it stands on the floor.
    func underside(of index: Int) -> Double {
        let box = boxes[index]
        return box.bottom + (box.bottom <= 0.1 ? bodies[index].use.underside(height: 2 * box.half.z) : 0)
    }

    /// Whether a body's box lies whole within another's.
    func contains(_ outer: Int, _ inner: Int) -> Bool {
        let (box, host) = (boxes[inner], boxes[outer])
        let slack = PhysicalTolerances.contact
        guard box.bottom >= host.bottom - slack, box.top <= host.top + slack else { return false }
        let offset = host.local(box.place)
        return abs(offset.x) + box.halfExtent(along: host.right) <= host.half.x + slack
            && abs(offset.y) + box.halfExtent(along: host.front) <= host.half.y + slack
    }
}
