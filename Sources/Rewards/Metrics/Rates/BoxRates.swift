/// What papers measure on objects' boxes: who overlaps whom, who leaves the floor, and how much.
///
/// * LayoutVLM (arXiv 2412.02193) names a collision-free score and an in-boundary score. Its evaluation was not
///   published; here they are the part of the objects that overlap no other, and the part whose whole footprint is on
///   the floor.
/// * I-Design (arXiv 2404.02838) gives the rate of objects out of bounds (OOB) and the volume that boxes have in common
///   (BBL, bounding box loss).
/// * PhyScene (arXiv 2404.09465), and others on 3D-FRONT, give the part of the objects that collide (Col_obj), of the
///   scenes with a collision (Col_scene), and of the objects outside (R_out).
///
/// Boxes overlap that are more than a millimetre in each other, MetaSpatial's tolerance for contacts, in three
/// dimensions and turned as they are.
public struct BoxRates: Hashable, Sendable {
    /// How deep boxes may be in each other, or beyond the floor's edge, in metres.
    public static let tolerance = 0.001

    /// Overlapping pairs by place, and what they have in common in cubic metres.
    public let overlaps: [Overlap]
    /// The objects that overlap another.
    public let colliding: [Int]
    /// The objects whose footprint leaves the floor.
    public let outside: [Int]
    /// How many objects there are.
    public let count: Int

    /// Two boxes that overlap.
    public struct Overlap: Hashable, Sendable {
        public let first: Int
        public let second: Int
        public let volume: Double
    }

    /// Measures a scene.
    public init(_ scene: MetricScene) {
        let boxes = scene.objects.map(\.box)
        overlaps = BroadPhase.pairs(boxes.map { $0.bounds() }).compactMap { first, second in
            boxes[first].overlap(boxes[second], beyond: Self.tolerance).map {
                Overlap(first: first, second: second, volume: $0.volume)
            }
        }
        colliding = Set(overlaps.flatMap { [$0.first, $0.second] }).sorted()
        outside = boxes.indices.filter { !scene.floor.covers(boxes[$0].footprint, tolerance: Self.tolerance) }
        count = boxes.count
    }

    /// LayoutVLM's collision-free score, 0...1; 1 without objects.
    public var collisionFree: Double { 1 - collidingShare }
    /// LayoutVLM's in-boundary score, 0...1; 1 without objects.
    public var inBoundary: Double { 1 - outsideShare }
    /// Col_obj, 0...1.
    public var collidingShare: Double { count == 0 ? 0 : Double(colliding.count) / Double(count) }
    /// R_out and OOB, 0...1.
    public var outsideShare: Double { count == 0 ? 0 : Double(outside.count) / Double(count) }
    /// BBL in cubic metres.
    public var commonVolume: Double { overlaps.reduce(0) { $0 + $1.volume } }
}
