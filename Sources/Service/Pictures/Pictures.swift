import Imaging
import Rendering
import SceneGraph

/// What the service draws.
enum Pictures {
    /// The side of the picture that the model sees, in pixels; its image processor scales it as it needs.
    static let modelInputSide = 224

    /// A placed scene as PNG.
    static func png(of scene: Scene, _ query: PictureQuery) throws -> [UInt8] {
        try Renderer.png(
            of: RenderRequest(scene: scene, view: query.roomView, width: query.width, height: query.height))
    }

    /// What the model sees: the layout of the turn before, or the empty room.
    static func modelInput(of scene: Scene?, room: Room) throws -> PixelImage {
        guard let scene else {
            return try EmptyRoomPicture.make(room: room, width: modelInputSide, height: modelInputSide)
        }
        return try Renderer.picture(
            of: RenderRequest(scene: scene, width: modelInputSide, height: modelInputSide))
    }
}
