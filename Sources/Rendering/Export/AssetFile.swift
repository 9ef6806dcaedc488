import Assets
import SceneGraph

/// One piece of furniture as a binary glTF 2.0 file: metres, y up, its front toward +z, the middle of its underside at
/// the origin.
public enum AssetFile {
    /// The file's bytes.
    /// - Parameters:
    ///   - name: the node's name.
    ///   - credits: further members of the node's `extras`, such as licence and creator.
    /// - Throws: `RenderError.image` when a texture cannot be written.
    public static func glb(
        of mesh: Mesh, name: String, credits: [String: String] = [:]
    ) throws(RenderError) -> [UInt8] {
        let parts = mesh.parts.map { part in
            var turned = part
            // Turned by 180 degrees about the vertical: (x, y, z) -> (-x, z, y).
            turned.positions = part.positions.map { SIMD3(-$0.x, $0.z, $0.y) }
            turned.normals = part.normals.map { SIMD3(-$0.x, $0.z, $0.y) }
            return turned
        }
        let bottom = Double(mesh.bounds?.minimum.z ?? 0)
        var writer = GLBWriter()
        do {
            let node = try writer.addNode(
                name: name, mesh: Mesh(parts: parts), place: SIMD3(0, -bottom, 0), turn: 0,
                extras: credits.isEmpty ? nil : credits)
            return writer.file(sceneNodes: [node], extras: [:])
        } catch {
            throw .image(error)
        }
    }
}
