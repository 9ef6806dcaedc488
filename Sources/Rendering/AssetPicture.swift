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
        let longest = max(size.length, size.width, size.height)
        // A plain floor, wide enough that its edge is not seen.
        let side = longest * 3
        let item = RenderRequest.Item(
            id: "asset", size: size, position: Vector3(x: side / 2, y: side / 2, z: size.height / 2), angle: 180,
            mesh: mesh.centred(at: (bounds.minimum + bounds.maximum) / 2))
        let request = try RenderRequest(
            room: Room(size: Vector3(x: side, y: side, z: longest * 1.5)), items: [item],
            view: .orbit(azimuth: 150, elevation: 24), width: width, height: height)
        let camera = Camera(
            seeing: OrientedBox(item).corners, azimuth: 150, elevation: 24, fieldOfView: 26, width: width,
            height: height, margin: 0.09)
        return try StudioRenderer.picture(of: request, scene: nil, camera: camera, isPlain: true)
    }
}

extension Mesh {
    /// The mesh moved so that a point of it lies at the origin.
    fileprivate func centred(at point: SIMD3<Float>) -> Mesh {
        var copy = self
        for index in copy.parts.indices { copy.parts[index].positions = copy.parts[index].positions.map { $0 - point } }
        return copy
    }
}
