import SceneGraph

/// A way on foot from the door to every object that is used.
///
/// The floor is a map of cells of 5 cm (larger in rooms beyond 12.8 m); one can stand on a cell that is half a
/// walkway's width away from every wall and everything between ankle and head. Where no door is given, people come in
/// where the wall with the longest free stretch has its middle. An object is reached when one can stand before one of
/// its usable sides, or before a seat that goes with it.
///
/// The term is the part of the objects with usable sides that are reached; 1 where there are none.
struct AccessTerm: Hashable, Sendable {
    /// Objects that cannot be reached, by place.
    let unreachable: [Int]
    /// The part of the cells on which one can stand that can be walked to, 0...1.
    let walkable: Double
    let value: Double

    init(_ layout: PhysicalLayout) {
        let subjects = layout.bodies.indices.filter { !layout.usableSides(of: $0).sides.isEmpty }
        var map = WalkableMap(layout)
        map.enter()
        walkable = map.reachedShare
        let isReached = Set(subjects.filter { Self.canStand(before: $0, layout, map) })
        unreachable = subjects.filter { index in
            if isReached.contains(index) { return false }
            return !isReached.contains { seat in
                layout.bodies[seat].use == .seat && layout.areCompanions(seat, index)
            }
        }
        value = subjects.isEmpty ? 1 : 1 - Double(unreachable.count) / Double(subjects.count)
    }

    private static func canStand(before index: Int, _ layout: PhysicalLayout, _ map: WalkableMap) -> Bool {
        let box = layout.boxes[index]
        return layout.usableSides(of: index).sides.contains { side in
            box.zone(before: side, depth: PhysicalTolerances.walkway + 0.2).samples.contains(where: map.isReached)
        }
    }
}
