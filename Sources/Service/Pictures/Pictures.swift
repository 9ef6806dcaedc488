import Assets
import Rendering
import SceneGraph

/// What the service draws.
enum Pictures {
    /// A placed scene as PNG.
    /// - Parameter meshes: the real form of an object, where there is one.
    static func png(
        of scene: Scene, _ query: PictureQuery, meshes: (SceneObject) -> Mesh? = { _ in nil }
    ) throws -> [UInt8] {
        try Renderer.png(
            of: RenderRequest(
                scene: scene, view: query.roomView, width: query.width, height: query.height, meshes: meshes))
    }
}
