/// A mesh's triangles in a tree of boxes, so that only those near each other are compared.
public struct TriangleTree: Sendable {
    struct Node: Sendable {
        var bounds: BroadPhase.Bounds
        /// A leaf's triangles; of an inner node, the place of the first child: the second follows its subtree.
        var first: Int32
        var count: Int32
        var second: Int32
        var isLeaf: Bool { count > 0 }
    }

    /// The most triangles of a leaf.
    private static let leafSize = 4

    public let mesh: TriangleMesh
    /// The first is the root; empty without triangles.
    let nodes: [Node]
    /// Triangles in the leaves' order.
    let triangles: [Triangle]
    private let centroid: SIMD3<Double>

    /// A tree over a mesh: each node is halved at the middle triangle of its longest side.
    public init(_ mesh: TriangleMesh) {
        self.mesh = mesh
        centroid = mesh.centroid
        let all = mesh.triangles.indices.map { mesh.corners($0) }
        let bounds = all.map(\.bounds)
        let middles = bounds.map { $0.low + $0.high }
        var order = Array(all.indices)
        var nodes: [Node] = []
        nodes.reserveCapacity(all.count / 2 + 1)
        func build(_ range: Range<Int>) {
            var box = bounds[order[range.lowerBound]]
            for index in order[range] {
                box.low = pointwiseMin(box.low, bounds[index].low)
                box.high = pointwiseMax(box.high, bounds[index].high)
            }
            let place = nodes.count
            guard range.count > Self.leafSize else {
                nodes.append(
                    Node(bounds: box, first: Int32(range.lowerBound), count: Int32(range.count), second: 0))
                return
            }
            let extent = box.high - box.low
            let axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : extent.y >= extent.z ? 1 : 2
            order[range].sort { (middles[$0][axis], $0) < (middles[$1][axis], $1) }
            nodes.append(Node(bounds: box, first: Int32(place + 1), count: 0, second: 0))
            let middle = range.lowerBound + range.count / 2
            build(range.lowerBound..<middle)
            nodes[place].second = Int32(nodes.count)
            build(middle..<range.upperBound)
        }
        // Places fit 32 bits: what is larger is no furniture.
        if !all.isEmpty, all.count <= Int(Int32.max) { build(0..<all.count) }
        self.nodes = nodes
        triangles = order.map { all[$0] }
    }

    /// The middle of the surface.
    var middle: SIMD3<Double> { centroid }

    /// Any point of the surface.
    package var firstPoint: SIMD3<Double> { mesh.points.first ?? .zero }

    /// The pairs of triangles that touch when the other mesh is moved by an offset, a point for each; no more than
    /// asked for.
    package func contacts(
        _ other: TriangleTree, movedBy offset: SIMD3<Double> = .zero, limit: Int = .max
    ) -> [SIMD3<Double>] {
        guard !nodes.isEmpty, !other.nodes.isEmpty else { return [] }
        var contacts: [SIMD3<Double>] = []
        var open: [(Int32, Int32)] = [(0, 0)]
        while let (own, its) = open.popLast() {
            let (node, otherNode) = (nodes[Int(own)], other.nodes[Int(its)])
            let moved = BroadPhase.Bounds(low: otherNode.bounds.low + offset, high: otherNode.bounds.high + offset)
            guard node.bounds.touches(moved) else { continue }
            if node.isLeaf && otherNode.isLeaf {
                for second in otherNode.first..<otherNode.first + otherNode.count {
                    var theirs = other.triangles[Int(second)]
                    theirs.a += offset
                    theirs.b += offset
                    theirs.c += offset
                    let bounds = theirs.bounds
                    guard node.bounds.touches(bounds) else { continue }
                    for first in node.first..<node.first + node.count {
                        let mine = triangles[Int(first)]
                        guard mine.bounds.touches(bounds), let point = mine.contact(theirs) else { continue }
                        contacts.append(point)
                        if contacts.count >= limit { return contacts }
                    }
                }
            } else if otherNode.isLeaf || (!node.isLeaf && Self.isLarger(node, otherNode)) {
                open.append((node.second, its))
                open.append((node.first, its))
            } else {
                open.append((own, otherNode.second))
                open.append((own, otherNode.first))
            }
        }
        return contacts
    }

    private static func isLarger(_ a: Node, _ b: Node) -> Bool {
        (a.bounds.high - a.bounds.low).sum() >= (b.bounds.high - b.bounds.low).sum()
    }

    /// Whether a point lies within the solids that the mesh's outward triangles bound: a ray from it leaves more of
    /// them than it enters.
    package func encloses(_ point: SIMD3<Double>) -> Bool {
        guard let root = nodes.first, all(point .>= root.bounds.low), all(point .<= root.bounds.high) else {
            return false
        }
        // Along no axis, edge or diagonal that furniture has.
        let direction = SIMD3(0.2873, 0.5419, 0.7898)
        var winding = 0
        for triangle in triangles {
            let (edge, other) = (triangle.b - triangle.a, triangle.c - triangle.a)
            let perpendicular = direction.cross(other)
            let determinant = edge.dot(perpendicular)
            guard determinant != 0 else { continue }
            let offset = point - triangle.a
            let u = offset.dot(perpendicular) / determinant
            guard u >= 0, u <= 1 else { continue }
            let cross = offset.cross(edge)
            let v = direction.dot(cross) / determinant
            guard v >= 0, u + v <= 1, other.dot(cross) / determinant > 0 else { continue }
            winding += triangle.normal.dot(direction) > 0 ? 1 : -1
        }
        return winding > 0
    }
}
