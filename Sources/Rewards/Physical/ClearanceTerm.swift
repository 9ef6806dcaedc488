import SceneGraph

/// Room before the sides that are used, before doors and before windows.
///
/// Each object on the floor that has usable sides (`FurnitureUse`) needs a zone before one of them free; each door a
/// square as wide as itself, in which it swings; each window half a metre. What stands in a zone between ankle and head
/// blocks it, and so does the end of the room. Not counted are rugs, what goes with the object by a relation, and
/// before a window what is lower than its sill.
///
/// The term is the mean free part of the zones; four fifths count as all. Of an object's sides the freest counts.
struct ClearanceTerm: Hashable, Sendable {
    /// What needs room before it.
    enum Subject: Hashable, Sendable {
        case body(Int)
        case opening(Int)
    }

    /// A zone that is not free enough.
    struct Blocked: Hashable, Sendable {
        let subject: Subject
        /// The object's freest side; nil for an opening.
        let side: BoxSide?
        /// The free part of the zone, 0...1.
        let free: Double
        /// What stands in it, by place.
        let blockers: [Int]
    }

    let blocked: [Blocked]
    let value: Double

    init(_ layout: PhysicalLayout) {
        var blocked: [Blocked] = []
        var credit = 0.0
        var count = 0
        func add(_ subject: Subject, _ side: BoxSide?, _ free: Double, _ blockers: [Int]) {
            count += 1
            credit += min(1, free / PhysicalTolerances.freeEnough)
            guard free < PhysicalTolerances.freeEnough else { return }
            blocked.append(Blocked(subject: subject, side: side, free: free, blockers: blockers))
        }
        for index in layout.bodies.indices {
            let (sides, depth) = layout.usableSides(of: index)
            var best: (side: BoxSide, free: Double, blockers: [Int])?
            for side in sides {
                let zone = layout.boxes[index].zone(before: side, depth: depth)
                let (free, blockers) = Self.free(zone, of: index, from: 0.05, in: layout)
                if best.map({ free > $0.free }) ?? true { best = (side, free, blockers) }
            }
            if let best { add(.body(index), best.side, best.free, best.blockers) }
        }
        for (index, opening) in layout.scene.room.openings.enumerated() {
            guard let zone = FloorZone(before: opening, in: layout.scene.room) else { continue }
            let (free, blockers) = Self.free(zone, of: nil, from: max(0.05, opening.bottom), in: layout)
            add(.opening(index), nil, free, blockers)
        }
        self.blocked = blocked
        value = count == 0 ? 1 : credit / Double(count)
    }

    /// The free part of a zone, and what stands in it.
    private static func free(
        _ zone: FloorZone, of subject: Int?, from height: Double, in layout: PhysicalLayout
    ) -> (free: Double, blockers: [Int]) {
        let reach = zone.halfWidth + zone.depth
        let obstacles = layout.boxes.indices.filter { index in
            let box = layout.boxes[index]
            guard index != subject, !layout.isCovering[index], box.top > height,
                box.bottom < PhysicalTolerances.headroom
            else { return false }
            if let subject, layout.areCompanions(subject, index) { return false }
            return box.footprintDistance(to: zone.origin) <= reach
        }
        let samples = zone.samples
        var free = 0
        var blockers: Set<Int> = []
        for point in samples {
            let blocker = obstacles.first { layout.boxes[$0].footprintDistance(to: point) == 0 }
            if let blocker { blockers.insert(blocker) }
            if blocker == nil, layout.holds(point) { free += 1 }
        }
        return (Double(free) / Double(samples.count), blockers.sorted())
    }
}

extension PhysicalLayout {
    /// The sides of an object of which one must be free; none for what does not stand on the floor.
    func usableSides(of index: Int) -> (sides: [BoxSide], depth: Double) {
        guard bodies[index].isOnTheFloor, !isCovering[index], boxes[index].bottom <= 0.1 else { return ([], 0) }
        return bodies[index].use.usableSides(length: bodies[index].size.length)
    }
}

extension PhysicalLayout {
    /// Whether a point lies in the room, seen from above.
    fileprivate func holds(_ point: SIMD2<Double>) -> Bool {
        guard let outline else { return point.x >= 0 && point.x <= room.x && point.y >= 0 && point.y <= room.y }
        return outline.contains(point)
    }
}

extension FloorZone {
    /// The zone before a door or a window; nil where the room has no such wall.
    init?(before opening: Opening, in room: Room) {
        guard let (wall, foot) = room.place(of: opening) else { return nil }
        let into = wall.inward
        self.init(
            SIMD2(foot.x, foot.y), along: SIMD2(into.y, -into.x), opening.width / 2, into: into,
            opening.kind == .door ? opening.width : 0.5)
    }
}
