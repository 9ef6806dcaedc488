import Assets
import SceneGraph

/// The room itself as seen by a camera: floor, the walls that are not between the viewer and the room, skirting, and
/// for one who stands in it the ceiling.
enum StudioShell {
    /// A floor alone, without an end that could be seen.
    static func ground(_ request: RenderRequest) -> StudioGeometry {
        let (x, y) = (Float(request.room.size.x), Float(request.room.size.y))
        var builder = PanelBuilder()
        builder.polygon([
            SIMD3(-9 * x, -9 * y, 0), SIMD3(10 * x, -9 * y, 0), SIMD3(10 * x, 10 * y, 0), SIMD3(-9 * x, 10 * y, 0),
        ])
        let surface = Surface(sRGB: 0xF1EFEA, roughness: 1)
        var geometry = StudioGeometry()
        geometry.add(
            Mesh.Part(
                surface: surface, positions: builder.positions, normals: builder.normals, indices: builder.indices),
            StudioMaterial(surface, role: .floor))
        return geometry
    }

    static func geometry(_ request: RenderRequest, camera: Camera) -> StudioGeometry {
        let shell = RoomShell(room: request.room, camera: camera, view: request.view, isOpen: true)
        let finish = RoomFinish(request.room)
        var geometry = StudioGeometry()
        for panel in shell.panels {
            // On a pale ground what is cut must be darker than on the sketch's dark one.
            let isCut = panel.surface == RoomShell.cut
            var material = StudioMaterial(isCut ? panel.surface.shaded(0.62) : panel.surface, role: .trim)
            switch panel.role {
            case .floor:
                material.role = .floor
                material.roughness = finish.floorRoughness
            case .wall: material.role = .wall
            case .trim, .object, .ghost: break
            }
            geometry.add(
                Mesh.Part(
                    surface: panel.surface, positions: panel.part.positions, normals: panel.part.normals,
                    indices: panel.part.indices), material)
        }
        if case .eye = request.view {
            let size = request.room.size
            let (x, y, z) = (Float(size.x), Float(size.y), Float(size.z))
            var builder = PanelBuilder()
            if let outline = request.room.outline {
                for piece in outline.pieces {
                    builder.polygon(
                        piece.corners.map { OutlineShell.point($0, size.z) }, facing: SIMD3(0, 0, -1))
                }
            } else {
                builder.polygon(
                    [SIMD3(0, 0, z), SIMD3(x, 0, z), SIMD3(x, y, z), SIMD3(0, y, z)], facing: SIMD3(0, 0, -1))
            }
            let surface = Surface(sRGB: 0xF6F4F0, roughness: 0.95)
            geometry.add(
                Mesh.Part(
                    surface: surface, positions: builder.positions, normals: builder.normals, indices: builder.indices),
                StudioMaterial(surface, role: .ceiling))
        }
        return geometry
    }
}
