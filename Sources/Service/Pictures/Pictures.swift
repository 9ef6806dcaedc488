import Rendering
import SceneGraph

/// What the service draws.
enum Pictures {
    /// A placed scene as PNG.
    static func png(of scene: Scene, _ query: PictureQuery) throws -> [UInt8] {
        try Renderer.png(
            of: RenderRequest(scene: scene, view: query.roomView, width: query.width, height: query.height))
    }
}
