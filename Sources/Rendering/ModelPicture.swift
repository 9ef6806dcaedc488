import Imaging
import SceneGraph

/// What the model sees before it answers.
public enum ModelPicture {
    /// The side of the picture in pixels; the model's image processor scales it as it needs.
    public static let side = 224

    /// The layout of the turn before, or the empty room.
    /// - Throws: `RenderError` for a room that cannot be drawn.
    public static func make(of scene: Scene?, room: Room) throws(RenderError) -> PixelImage {
        guard let scene else { return try EmptyRoomPicture.make(room: room, width: side, height: side) }
        return try Renderer.picture(of: RenderRequest(scene: scene, width: side, height: side).with(.sketch))
    }
}
