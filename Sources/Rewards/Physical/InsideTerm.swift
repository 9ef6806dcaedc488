import SceneGraph

/// Every object inside the room.
///
/// An object is outside when its box reaches beyond a wall, the floor or the ceiling by more than the contact
/// tolerance. The part that is outside is exact: the footprint is clipped to the floor, which may be any simple polygon,
/// and the height to the room's.
///
/// The term is 1 less the objects' mean fault: 0 inside, and outside 0.5 and half of the part of the volume that is.
struct InsideTerm: Hashable, Sendable {
    /// A body that leaves the room.
    struct Outsider: Hashable, Sendable {
        /// Its place.
        let body: Int
        /// The part of its volume that is outside, 0...1.
        let share: Double
        /// How far it reaches beyond, in metres.
        let reach: Double
    }

    let outsiders: [Outsider]
    let value: Double

    init(_ layout: PhysicalLayout) {
        let room = layout.room
        let floor = layout.floor
        outsiders = layout.boxes.enumerated().compactMap { index, box -> Outsider? in
            if let outline = layout.outline { return Self.outsider(index, box, outline, room) }
            let extents = box.halfExtents
            let reach = [
                extents.x - box.center.x, box.center.x + extents.x - room.x, extents.y - box.center.y,
                box.center.y + extents.y - room.y, -box.bottom, box.top - room.z,
            ].reduce(0, max)
            guard reach > PhysicalTolerances.contact else { return nil }
            let height = max(0, min(box.top, room.z) - max(box.bottom, 0))
            let inside = box.footprint.intersection(floor).area * height
            return Outsider(body: index, share: min(1, max(0, 1 - inside / box.volume)), reach: reach)
        }
        let faults = outsiders.reduce(0) { $0 + 0.5 + 0.5 * $1.share }
        value = layout.boxes.isEmpty ? 1 : 1 - faults / Double(layout.boxes.count)
    }

    /// The same over an outline of any form.
    private static func outsider(
        _ index: Int, _ box: OrientedBox, _ outline: FloorOutline, _ room: Vector3
    ) -> Outsider? {
        let footprint = box.footprint
        let reach = max(outline.excess(of: footprint), -box.bottom, box.top - room.z)
        guard reach > PhysicalTolerances.contact else { return nil }
        let height = max(0, min(box.top, room.z) - max(box.bottom, 0))
        let inside = outline.overlap(footprint) * height
        return Outsider(body: index, share: min(1, max(0, 1 - inside / box.volume)), reach: reach)
    }
}
