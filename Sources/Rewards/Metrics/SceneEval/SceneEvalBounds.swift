/// SceneEval's OOB (arXiv 2503.14756): which objects are not over the floor.
///
/// Points are spread over each object's surface, 5000 for a cubic metre of its box and at least 1000, and a ray goes
/// down from each; an object of which less than 0.99 of the rays meet the floor is out of bounds. The floor lies at
/// the height of the lowest point of all, so that a ray meets it where the point is over it. SceneEval draws the
/// points; here they are spread evenly, so that a scene has one result.
public struct SceneEvalBounds: Hashable, Sendable {
    /// What was measured of an object.
    public struct Measure: Hashable, Sendable {
        /// How many points.
        public let count: Int
        /// The part of them over the floor.
        public let inside: Double
        public var isOut: Bool { inside < SceneEvalBounds.threshold }
    }

    /// The part of an object that must be over the floor.
    public static let threshold = 0.99
    /// Points for a cubic metre, and for the smallest and the largest object.
    static let density = 5000.0
    static let counts = 1000...200_000

    /// One an object.
    public let measures: [Measure]
    /// The objects out of bounds.
    public var objects: [Int] { measures.indices.filter { measures[$0].isOut } }

    /// Measures a scene.
    public init(_ scene: MetricScene) {
        measures = scene.objects.map { object in
            let wanted = min(Double(Self.counts.upperBound), object.box.volume * Self.density)
            let points = SurfaceSamples.points(on: object.mesh, count: max(Self.counts.lowerBound, Int(wanted)))
            let inside = points.count { scene.floor.contains(SIMD2($0.x, $0.y)) }
            return Measure(
                count: points.count, inside: points.isEmpty ? 0 : Double(inside) / Double(points.count))
        }
    }
}
