/// SceneEval's COL (arXiv 2503.14756): which objects' meshes run into each other.
///
/// Two meshes collide when their surfaces touch, and still do after the later one is moved 5 mm away from the contacts
/// (`MeshCollision`). Convex solids are solid, as in trimesh, by which SceneEval asks: one within the other collides too.
public struct SceneEvalCollisions: Hashable, Sendable {
    /// Two objects by their places.
    public struct Pair: Hashable, Sendable {
        public let first: Int
        public let second: Int
    }

    /// How far a mesh is moved for the second look, in metres.
    public static let moveDistance = 0.005

    /// Colliding pairs in the scene's order.
    public let pairs: [Pair]
    /// The objects in a collision.
    public let objects: [Int]

    /// The collisions of a scene.
    public init(_ scene: MetricScene) {
        let trees = scene.objects.map { TriangleTree($0.mesh) }
        // An empty mesh touches nothing.
        let filled = trees.indices.filter { !trees[$0].nodes.isEmpty }
        pairs = BroadPhase.pairs(filled.map { trees[$0].nodes[0].bounds }).compactMap { pair in
            let (first, second) = (filled[pair.first], filled[pair.second])
            guard
                MeshCollision.collide(trees[first], trees[second], moving: Self.moveDistance)
                    || Self.isWithin(second, first, scene, trees) || Self.isWithin(first, second, scene, trees)
            else { return nil }
            return Pair(first: first, second: second)
        }
        objects = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
    }

    /// Whether an object is whole within another, both being convex solids.
    private static func isWithin(
        _ inner: Int, _ outer: Int, _ scene: MetricScene, _ trees: [TriangleTree]
    ) -> Bool {
        let (small, large) = (trees[inner].nodes[0].bounds, trees[outer].nodes[0].bounds)
        let slack = 1e-9
        guard all(small.low .>= large.low - slack), all(small.high .<= large.high + slack),
            scene.objects[inner].mesh.isConvexSolid, scene.objects[outer].mesh.isConvexSolid
        else { return false }
        return trees[outer].encloses(trees[inner].middle)
    }
}
