import Assets
import Foundation
import SceneGraph

/// A furnished room as a binary glTF 2.0 file (Khronos, "glTF 2.0 Specification", 2021).
///
/// glTF is right-handed with y up and metres: our (x, y, z) is its (x, z, -y). Each object is one node named by
/// its identifier, placed at its centre; its `extras` hold `asset` (the kind), `label` and `size`. An object's front
/// (+y of its own frame) would be -z; glTF's convention is +z for an asset's front, so the meshes are turned by 180
/// degrees about the vertical and the nodes turn them back.
public enum SceneFile {
    /// The file's bytes: the room's floor and its four walls (seen from inside), and the objects.
    public static func glb(of request: RenderRequest) -> [UInt8] {
        var writer = GLBWriter()
        var children: [Int] = []
        children.append(
            writer.addNode(name: "room", parts: shell(request.room.size), place: .zero, turn: 0, extras: nil))
        for item in request.items {
            let kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
            // The request has checked the sizes, so a mesh can always be made.
            let mesh =
                (try? FurnitureModel.mesh(
                    kind: kind, size: item.size, material: item.material, style: item.style)) ?? Mesh()
            let parts = mesh.parts.map { part in
                // Turned by 180 degrees about the vertical: (x, y, z) -> (-x, z, y), front toward +z.
                Mesh.Part(
                    surface: part.surface, positions: part.positions.map { SIMD3(-$0.x, $0.z, $0.y) },
                    normals: part.normals.map { SIMD3(-$0.x, $0.z, $0.y) }, indices: part.indices)
            }
            let place = item.position
            let words = item.id.split { $0 == "_" || $0 == "-" || $0 == " " }.filter {
                !$0.allSatisfy(\.isNumber)
            }
            let extras: [String: Any] = [
                "asset": kind.id, "label": words.isEmpty ? item.id : words.joined(separator: " "),
                "size": ["length": item.size.length, "width": item.size.width, "height": item.size.height],
            ]
            children.append(
                writer.addNode(
                    name: item.id, parts: parts, place: SIMD3(place.x, place.z, -place.y),
                    turn: 180 - item.angle, extras: extras))
        }
        return writer.file(sceneNodes: children)
    }

    /// Floor and walls as inward faces, already in glTF's axes.
    private static func shell(_ room: Vector3) -> [Mesh.Part] {
        let (x, y, z) = (Float(room.x), Float(room.y), Float(room.z))
        func part(_ code: UInt32, _ faces: [([SIMD3<Float>], SIMD3<Float>)]) -> Mesh.Part {
            var builder = PanelBuilder()
            for (corners, normal) in faces { builder.polygon(corners, facing: normal) }
            func axes(_ vector: SIMD3<Float>) -> SIMD3<Float> { SIMD3(vector.x, vector.z, -vector.y) }
            return Mesh.Part(
                surface: Surface(sRGB: code), positions: builder.positions.map(axes),
                normals: builder.normals.map(axes), indices: builder.indices)
        }
        func quad(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>, _ d: SIMD3<Float>) -> [SIMD3<
            Float
        >] {
            [a, b, c, d]
        }
        let floor = part(
            0xBF9A70, [(quad(.zero, SIMD3(x, 0, 0), SIMD3(x, y, 0), SIMD3(0, y, 0)), SIMD3(0, 0, 1))])
        let walls = part(
            0xF1ECE3,
            [
                (quad(.zero, SIMD3(0, y, 0), SIMD3(0, y, z), SIMD3(0, 0, z)), SIMD3(1, 0, 0)),
                (quad(SIMD3(x, 0, 0), SIMD3(x, y, 0), SIMD3(x, y, z), SIMD3(x, 0, z)), SIMD3(-1, 0, 0)),
                (quad(.zero, SIMD3(x, 0, 0), SIMD3(x, 0, z), SIMD3(0, 0, z)), SIMD3(0, 1, 0)),
                (quad(SIMD3(0, y, 0), SIMD3(x, y, 0), SIMD3(x, y, z), SIMD3(0, y, z)), SIMD3(0, -1, 0)),
            ])
        return [floor, walls]
    }
}
