import Assets
import Imaging
import SceneGraph

/// A picture of one piece of furniture on a plain ground.
public enum AssetPicture {
    /// The mesh from its front and a little above, by its own measures.
    /// - Throws: `RenderError` for a mesh without extent, or a picture size that cannot be drawn.
    public static func make(of mesh: Mesh, width: Int = 256, height: Int = 256) throws(RenderError) -> PixelImage {
        guard let bounds = mesh.bounds else { throw .invalidObject(id: "asset", field: "mesh") }
        let extent = pointwiseMax(bounds.maximum - bounds.minimum, SIMD3(repeating: 1e-3))
        let size = BoxSize(length: Double(extent.x), width: Double(extent.y), height: Double(extent.z))
        let side = max(size.length, size.width, size.height) * 1.2
        let item = RenderRequest.Item(
            id: "asset", size: size, position: Vector3(x: side / 2, y: side / 2, z: size.height / 2), angle: 180,
            mesh: mesh)
        return try Renderer.picture(
            of: RenderRequest(
                room: Room(size: Vector3(x: side, y: side, z: side)), items: [item],
                view: .orbit(azimuth: 150, elevation: 24), width: width, height: height))
    }
}
