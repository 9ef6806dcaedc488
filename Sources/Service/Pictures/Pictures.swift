import Assets
import Rendering
import Rewards
import SceneGraph

/// What the service draws.
enum Pictures {
    /// A placed scene as PNG.
    /// - Parameter meshes: the real form of an object, where there is one.
    static func png(
        of scene: Scene, _ query: PictureQuery, meshes: (SceneObject) -> Mesh? = { _ in nil }
    ) throws -> [UInt8] {
        try Renderer.png(of: request(for: scene, query, meshes: meshes))
    }

    /// What the renderer is asked for.
    /// - Parameter meshes: the real form of an object, where there is one.
    static func request(
        for scene: Scene, _ query: PictureQuery, meshes: (SceneObject) -> Mesh? = { _ in nil }
    ) throws -> RenderRequest {
        var request = try RenderRequest(
            scene: scene, view: query.roomView, width: query.width, height: query.height, meshes: meshes)
        request.projection = query.projection
        request.look = query.look
        request.overlays = overlays(of: scene, query.overlays)
        return query.view == .orbit ? request.at(distance: query.distance) : request
    }

    private static func overlays(of scene: Scene, _ wanted: Set<PictureQuery.Overlay>) -> Overlays {
        var overlays = Overlays()
        overlays.labels = wanted.contains(.labels)
        overlays.boxes = wanted.contains(.boxes)
        overlays.walk = wanted.contains(.walk)
        let positions = scene.objects.compactMap(\.position)
        guard wanted.contains(.collisions) || wanted.contains(.violations),
            positions.count == scene.objects.count
        else { return overlays }
        let score = LayoutScorer(scene).score(positions)
        if wanted.contains(.collisions) {
            for collision in score.collisions {
                for place in [collision.first, collision.second] where place < scene.objects.count {
                    overlays.collisions.insert(scene.objects[place].id)
                }
            }
        }
        if wanted.contains(.violations) {
            overlays.violations = score.violations.flatMap { place in
                scene.objects[place].relations.map {
                    Overlays.Arrow(from: scene.objects[place].id, to: $0.targetID)
                }
            }
        }
        return overlays
    }
}
