/// The field's metrics of one scene, none of which needs a model.
public struct SceneMetrics: Hashable, Sendable {
    /// The objects' identifiers, in the scene's order.
    public let ids: [String]
    /// The openings' identifiers.
    public let openingIDs: [String]
    public let collisions: SceneEvalCollisions
    public let bounds: SceneEvalBounds
    public let navigability: SceneEvalNavigability
    public let openings: SceneEvalOpenings
    public let boxes: BoxRates

    /// Measures a scene.
    public init(_ scene: MetricScene) {
        ids = scene.objects.map(\.id)
        openingIDs = scene.openings.map(\.id)
        collisions = SceneEvalCollisions(scene)
        bounds = SceneEvalBounds(scene)
        navigability = SceneEvalNavigability(scene)
        openings = SceneEvalOpenings(scene)
        boxes = BoxRates(scene)
    }

    /// The part of the objects that stand on the floor to which a robot can come (R_reach); nil where none does.
    public var reachable: Double? {
        let subjects = navigability.isReachable.compactMap { $0 }
        return subjects.isEmpty ? nil : Double(subjects.count { $0 }) / Double(subjects.count)
    }

    /// The headline numbers by name, 0...1 but for `bbl`; nil where a scene has nothing to measure.
    public var headline: [(name: String, value: Double?)] {
        let count = Double(ids.count)
        let isColliding = !collisions.objects.isEmpty
        return [
            ("sceneeval_col_scene", isColliding ? 1 : 0),
            ("sceneeval_col_objects", count == 0 ? 0 : Double(collisions.objects.count) / count),
            ("sceneeval_oob", count == 0 ? 0 : Double(bounds.objects.count) / count),
            ("sceneeval_nav", navigability.value),
            (
                "sceneeval_openings_occluded",
                openings.sides.isEmpty
                    ? nil : Double(openings.sides.count { $0.isOccluded }) / Double(openings.sides.count)
            ),
            ("layoutvlm_collision_free", boxes.collisionFree), ("layoutvlm_in_boundary", boxes.inBoundary),
            ("idesign_oob", boxes.outsideShare), ("idesign_bbl", boxes.commonVolume),
            ("physcene_col_obj", boxes.collidingShare), ("physcene_col_scene", boxes.overlaps.isEmpty ? 0 : 1),
            ("physcene_r_out", boxes.outsideShare), ("physcene_r_walkable", navigability.value),
            ("physcene_r_reach", reachable),
        ]
    }
}
