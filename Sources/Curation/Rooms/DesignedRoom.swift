import Assets
import Planning
import SceneGraph

/// A room whose objects the designer chooses for its wish, as for a request without objects; sizes often vary from
/// the usual ones, which the designer keeps to.
struct DesignedRoom {
    let room: Room
    let count: Int

    /// The share of rooms with varied sizes.
    private static let variedShare = 0.5

    /// A scene and an arrangement of it; nil if the designer finds none.
    func drafted(from generator: inout SeededGenerator) -> (scene: Scene, positions: [Vector3])? {
        guard
            let design = try? Designer().design(
                description: room.description, size: room.size, objectCount: count, seed: generator.next())
        else { return nil }
        if generator.chance(Self.variedShare), let varied = varied(design.scene, from: &generator) { return varied }
        return (design.scene, design.positions)
    }

    /// The same scene with sizes between the least and the greatest of each kind; nil if that cannot be placed.
    private func varied(
        _ scene: Scene, from generator: inout SeededGenerator
    ) -> (scene: Scene, positions: [Vector3])? {
        let spread = generator.pick([0.1, 0.2, 0.3])
        let steps = generator.pick([100.0, 100, 1000])
        func vary(_ value: Double, _ least: Double, _ most: Double) -> Double {
            let scaled = value * (1 + spread * (2 * generator.unit() - 1))
            // The designer may have gone below what is usual already.
            let bounded = min(max(scaled, min(least, value)), max(most, value))
            return max((bounded * steps).rounded(), 1) / steps
        }
        let objects = scene.objects.map { object -> SceneObject in
            guard let kind = Catalogue.standard.kind(forObjectID: object.id), !object.size.isThin else { return object }
            let (least, most) = (kind.minimumSize, kind.maximumSize)
            var copy = object
            copy.size = BoxSize(
                length: vary(object.size.length, least.length, most.length),
                width: vary(object.size.width, least.width, most.width),
                height: vary(object.size.height, least.height, most.height))
            return copy
        }
        guard let varied = try? Scene(room: scene.room, objects: objects),
            let positions = PlacementSolver(
                scene: varied, seed: generator.next(), budget: PlacementBudget(nodes: 300)
            ).arrangement()
        else { return nil }
        return (varied, positions)
    }
}
