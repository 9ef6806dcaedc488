import Imaging
import SceneGraph

/// The picture of a room before anything is placed: what the model sees in its first turn.
public enum EmptyRoomPicture {
    /// The empty room from the usual side.
    /// - Throws: `RenderError` for a room or picture size that cannot be drawn.
    public static func make(
        room: Room, width: Int = 224, height: Int = 224
    ) throws(RenderError) -> PixelImage {
        try Renderer.picture(of: RenderRequest(room: room, items: [], width: width, height: height).with(.sketch))
    }
}
