/// No two objects in the same place.
///
/// Two boxes collide when they are deeper in each other than the contact tolerance. Not counted are what stands on a
/// rug, and what is inside another where it said it would be and fits (`PhysicalLayout.isNested`). Where both objects
/// have meshes, those must touch too, and still touch after one is moved away by the tolerance.
///
/// The term is 1 less the objects' mean fault. An object without collisions has fault 0; one with them 0.5 and half of
/// the largest part that a pair has in common, of the smaller one's volume.
struct CollisionTerm: Hashable, Sendable {
    /// Two colliding bodies, by their places.
    struct Collision: Hashable, Sendable {
        let first: Int
        let second: Int
        let overlap: BoxOverlap
    }

    let collisions: [Collision]
    let value: Double

    init(_ layout: PhysicalLayout) {
        let boxes = layout.boxes
        var trees: [Int: TriangleTree] = [:]
        var collisions: [Collision] = []
        var faults = [Double](repeating: 0, count: boxes.count)
        for (first, second) in BroadPhase.pairs(boxes.map { $0.bounds() }) {
            if layout.isCovering[first] || layout.isCovering[second] { continue }
            guard let overlap = boxes[first].overlap(boxes[second], beyond: PhysicalTolerances.contact),
                !layout.isNested(first, in: second), !layout.isNested(second, in: first),
                Self.meshesCollide(layout, first, second, &trees)
            else { continue }
            collisions.append(Collision(first: first, second: second, overlap: overlap))
            let part = min(1, overlap.volume / min(boxes[first].volume, boxes[second].volume))
            for index in [first, second] { faults[index] = max(faults[index], 0.5 + 0.5 * part) }
        }
        self.collisions = collisions
        value = faults.isEmpty ? 1 : 1 - faults.reduce(0, +) / Double(faults.count)
    }

    /// Whether two bodies' meshes run into each other; true where one of them has none.
    private static func meshesCollide(
        _ layout: PhysicalLayout, _ first: Int, _ second: Int, _ trees: inout [Int: TriangleTree]
    ) -> Bool {
        func tree(_ index: Int) -> TriangleTree? {
            if let known = trees[index] { return known }
            guard let mesh = layout.mesh?(layout.bodies[index]) else { return nil }
            let tree = TriangleTree(mesh.placed(in: layout.boxes[index]))
            trees[index] = tree
            return tree
        }
        guard let a = tree(first), let b = tree(second) else { return true }
        return MeshCollision.collide(a, b, moving: PhysicalTolerances.contact)
            || a.encloses(b.firstPoint) || b.encloses(a.firstPoint)
    }
}
