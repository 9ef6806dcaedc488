import Assets
import Foundation
import Imaging
import SceneGraph

/// A furnished room as a binary glTF 2.0 file (Khronos, "glTF 2.0 Specification", 2021).
///
/// glTF is right-handed with y up and metres: our (x, y, z) is its (x, z, -y). Each object is one node named by
/// its identifier, placed at its centre; its `extras` hold `asset` (the kind), `label`, `size`, and `position` and
/// `angle` in the terms of a frame. An object's front
/// (+y of its own frame) would be -z; glTF's convention is +z for an asset's front, so the meshes are turned by 180
/// degrees about the vertical and the nodes turn them back.
public enum SceneFile {
    /// The file's bytes: the room's floor and its walls (seen from inside, with gaps for doors and windows), and the
    /// objects.
    /// - Parameter frame: in whose terms each object's `extras` state its position and rotation besides. The scene
    ///   itself stays in glTF's frame, which importers turn into their engine's.
    /// - Throws: `RenderError.image` when a texture cannot be written.
    public static func glb(
        of request: RenderRequest, frame: CoordinateFrame = .gltf
    ) throws(RenderError) -> [UInt8] {
        do {
            return try file(of: request, frame: frame)
        } catch {
            throw .image(error)
        }
    }

    private static func file(of request: RenderRequest, frame: CoordinateFrame) throws(ImageError) -> [UInt8] {
        var writer = GLBWriter()
        var children: [Int] = []
        children.append(
            try writer.addNode(
                name: "room", mesh: Mesh(parts: shell(request.room)), place: .zero, turn: 0, extras: nil))
        for item in request.items {
            let kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
            var mesh = StudioScene.mesh(of: item)
            for index in mesh.parts.indices {
                // Turned by 180 degrees about the vertical: (x, y, z) -> (-x, z, y), front toward +z.
                mesh.parts[index].positions = mesh.parts[index].positions.map { SIMD3(-$0.x, $0.z, $0.y) }
                mesh.parts[index].normals = mesh.parts[index].normals.map { SIMD3(-$0.x, $0.z, $0.y) }
            }
            let place = item.position
            let words = item.id.split { $0 == "_" || $0 == "-" || $0 == " " }.filter {
                !$0.allSatisfy(\.isNumber)
            }
            let there = frame.position(place)
            let extras: [String: Any] = [
                "asset": kind.id, "label": words.isEmpty ? item.id : words.joined(separator: " "),
                "size": ["length": item.size.length, "width": item.size.width, "height": item.size.height],
                "position": ["x": there.x, "y": there.y, "z": there.z], "angle": frame.angle(item.angle),
            ]
            children.append(
                try writer.addNode(
                    name: item.id, mesh: mesh, place: SIMD3(place.x, place.z, -place.y), turn: 180 - item.angle,
                    extras: extras))
        }
        return writer.file(
            sceneNodes: children,
            extras: ["frame": frame.rawValue, "room": Self.extras(of: request.room)])
    }

    /// The room's size, and in its own frame the outline and the openings.
    private static func extras(of room: Room) -> [String: Any] {
        var extras: [String: Any] = ["x": room.size.x, "y": room.size.y, "z": room.size.z]
        if let outline = room.outline {
            extras["outline"] = zip(outline.corners, outline.wallNames).map { corner, wall in
                ["x": corner.x, "y": corner.y, "wall": wall] as [String: Any]
            }
        }
        if !room.openings.isEmpty {
            extras["openings"] = room.openings.map { opening in
                [
                    "kind": opening.kind.rawValue, "wall": opening.wall, "offset": opening.offset,
                    "width": opening.width, "bottom": opening.bottom, "height": opening.height,
                ] as [String: Any]
            }
        }
        return extras
    }

    /// Floor and walls as inward faces, already in glTF's axes. Doors and windows are gaps in the walls.
    private static func shell(_ room: Room) -> [Mesh.Part] {
        let (x, y, z) = (Float(room.size.x), Float(room.size.y), Float(room.size.z))
        let finish = RoomFinish(room)
        func part(_ colour: SIMD3<Float>, _ faces: [([SIMD3<Float>], SIMD3<Float>)]) -> Mesh.Part {
            var builder = PanelBuilder()
            for (corners, normal) in faces { builder.polygon(corners, facing: normal) }
            func axes(_ vector: SIMD3<Float>) -> SIMD3<Float> { SIMD3(vector.x, vector.z, -vector.y) }
            return Mesh.Part(
                surface: Surface(Colour(red: colour.x, green: colour.y, blue: colour.z)),
                positions: builder.positions.map(axes),
                normals: builder.normals.map(axes), indices: builder.indices)
        }
        func quad(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>, _ d: SIMD3<Float>) -> [SIMD3<
            Float
        >] {
            [a, b, c, d]
        }
        guard room.isPlain else {
            let outline = room.floor
            let floor = part(
                finish.floorMean,
                outline.pieces.map { ($0.corners.map { OutlineShell.point($0, 0) }, SIMD3(0, 0, 1)) })
            let faces = room.walls.flatMap { wall in
                WallHoles(in: wall, of: room, openings: room.openings).pieces(height: room.size.z).map { piece in
                    let (a, b) = (
                        wall.start + wall.along * piece.along.lowerBound,
                        wall.start + wall.along * piece.along.upperBound
                    )
                    let (low, high) = (piece.up.lowerBound, piece.up.upperBound)
                    return (
                        [
                            OutlineShell.point(a, low), OutlineShell.point(b, low), OutlineShell.point(b, high),
                            OutlineShell.point(a, high),
                        ], OutlineShell.point(wall.inward, 0)
                    )
                }
            }
            return [floor, part(finish.wall, faces)]
        }
        let floor = part(
            finish.floorMean, [(quad(.zero, SIMD3(x, 0, 0), SIMD3(x, y, 0), SIMD3(0, y, 0)), SIMD3(0, 0, 1))])
        let walls = part(
            finish.wall,
            [
                (quad(.zero, SIMD3(0, y, 0), SIMD3(0, y, z), SIMD3(0, 0, z)), SIMD3(1, 0, 0)),
                (quad(SIMD3(x, 0, 0), SIMD3(x, y, 0), SIMD3(x, y, z), SIMD3(x, 0, z)), SIMD3(-1, 0, 0)),
                (quad(.zero, SIMD3(x, 0, 0), SIMD3(x, 0, z), SIMD3(0, 0, z)), SIMD3(0, 1, 0)),
                (quad(SIMD3(0, y, 0), SIMD3(x, y, 0), SIMD3(x, y, z), SIMD3(0, y, z)), SIMD3(0, -1, 0)),
            ])
        return [floor, walls]
    }
}
