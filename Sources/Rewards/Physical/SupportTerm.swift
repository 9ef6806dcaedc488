import SceneGraph

/// Every object carried by something.
///
/// An object is carried by the floor, or a rug on it; by other objects, when its centre lies over the hull of the
/// places where they meet its underside; by the storage that it is in; or, when it is not meant for the floor, by a
/// wall or the ceiling that it touches. What carries must itself be carried, and what is outside the room is not.
///
/// The term is 1 less the objects' mean fault: 0 where carried, and else 0.5 and half of the gap below the object in
/// half metres, at most 1.
struct SupportTerm: Hashable, Sendable {
    /// A body that nothing carries.
    struct Unsupported: Hashable, Sendable {
        /// What is wrong.
        enum Reason: String, Hashable, Sendable {
            /// There is air below it.
            case floating
            /// Its underside is below the floor.
            case sunk
            /// It rests on something, but its centre is beyond the edge.
            case overhanging
            /// It stands on something, but is meant for the floor.
            case stacked
            /// It stands on something that is not carried itself.
            case baseless = "on_unsupported"
        }

        /// Its place.
        let body: Int
        let reason: Reason
        /// The distance to the next thing below, in metres; that to the floor's level where it is sunk.
        let gap: Double
    }

    let unsupported: [Unsupported]
    let value: Double

    init(_ layout: PhysicalLayout) {
        let order = layout.boxes.indices.sorted {
            (layout.boxes[$0].bottom, $0) < (layout.boxes[$1].bottom, $1)
        }
        var isCarried = [Bool](repeating: false, count: order.count)
        // From below: what carries an object lies lower, or holds it within itself.
        var findings = [Unsupported?](repeating: nil, count: order.count)
        for index in order {
            let finding = Self.finding(index, layout, isCarried)
            findings[index] = finding
            isCarried[index] = finding == nil
        }
        unsupported = findings.compactMap { $0 }
        let faults = unsupported.reduce(0) { $0 + 0.5 + 0.5 * min(1, $1.gap / 0.5) }
        value = order.isEmpty ? 1 : 1 - faults / Double(order.count)
    }

    private static func finding(_ index: Int, _ layout: PhysicalLayout, _ isCarried: [Bool]) -> Unsupported? {
        let (box, body) = (layout.boxes[index], layout.bodies[index])
        let slack = PhysicalTolerances.support
        func finding(_ reason: Unsupported.Reason, gap: Double) -> Unsupported {
            Unsupported(body: index, reason: reason, gap: gap)
        }
        let isOverFloor = layout.isOnFloor(box.place)
        if box.bottom < -slack { return finding(.sunk, gap: -box.bottom) }
        if isOverFloor, box.bottom <= slack { return nil }
        if isOverFloor, !body.isOnTheFloor, isHanging(box, layout) { return nil }

        var contacts: [SIMD2<Double>] = []
        var isBaseless = false
        var isStacked = false
        var below = 0.0
        let footprint = box.footprint
        for other in layout.boxes.indices where other != index {
            let host = layout.boxes[other]
            if layout.isNested(index, in: other), layout.contains(other, index) {
                if isCarried[other] { return nil }
                isBaseless = true
                continue
            }
            guard host.top <= box.bottom + slack, host.bottom < box.bottom else { continue }
            let common = footprint.intersection(host.footprint)
            guard common.area > 0 else { continue }
            below = max(below, host.top)
            guard host.top >= box.bottom - slack else { continue }
            if body.isOnTheFloor, !layout.isCovering[other], !wants(body, on: other) {
                isStacked = true
            } else if isCarried[other] {
                contacts += common.corners
            } else {
                isBaseless = true
            }
        }
        if !contacts.isEmpty {
            let excess = FloorPolygon.hull(of: contacts).excess(of: box.place)
            return excess <= PhysicalTolerances.contact ? nil : finding(.overhanging, gap: 0)
        }
        if isStacked { return finding(.stacked, gap: 0) }
        if isBaseless { return finding(.baseless, gap: 0) }
        return finding(.floating, gap: max(0, box.bottom - below))
    }

    private static func wants(_ body: PhysicalBody, on other: Int) -> Bool {
        body.wishes.contains { wish in
            wish.target == .body(other) && (wish.preposition == .on || wish.preposition == .inTheMiddleOf)
        }
    }

    /// Whether a box touches a wall or the ceiling.
    private static func isHanging(_ box: OrientedBox, _ layout: PhysicalLayout) -> Bool {
        let room = layout.room
        if layout.outline != nil {
            let footprint = box.footprint
            return abs(room.z - box.top) <= PhysicalTolerances.hanging
                || layout.walls.contains { $0.deviation(of: footprint) <= PhysicalTolerances.hanging }
        }
        let extents = box.halfExtents
        let gaps = [
            box.center.x - extents.x, room.x - box.center.x - extents.x, box.center.y - extents.y,
            room.y - box.center.y - extents.y, room.z - box.top,
        ]
        return gaps.contains { abs($0) <= PhysicalTolerances.hanging }
    }
}
