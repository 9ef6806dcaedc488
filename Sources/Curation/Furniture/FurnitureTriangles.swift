import Assets
import Rewards
import SceneGraph

/// The furniture as it is drawn, as triangles for profile `physical` and for metrics.
public enum FurnitureTriangles {
    /// What a body looks like, by the kind that its identifier names; nil for one that no mesh can be made of.
    @Sendable public static func mesh(for body: PhysicalBody) -> TriangleMesh? {
        mesh(id: body.id, size: body.size)
    }

    /// The mesh of an object in its own axes around its box's centre, in metres.
    public static func mesh(id: String, size: BoxSize) -> TriangleMesh? {
        let kind = Catalogue.standard.kindOrGeneric(forObjectID: id)
        guard let mesh = try? FurnitureModel.mesh(kind: kind, size: size) else { return nil }
        var points: [SIMD3<Double>] = []
        var triangles: [SIMD3<Int32>] = []
        for part in mesh.parts {
            let base = Int32(clamping: points.count)
            points += part.positions.map { SIMD3<Double>($0) }
            for index in stride(from: 0, to: part.indices.count - part.indices.count % 3, by: 3) {
                let corners = part.indices[index..<index + 3].map { base &+ Int32(clamping: $0) }
                triangles.append(SIMD3(corners[0], corners[1], corners[2]))
            }
        }
        return TriangleMesh(points: points, triangles: triangles)
    }
}
