import Assets
import SceneGraph

/// All triangles of a picture in the room's frame, ready for the rasteriser.
struct Stage {
    /// What a surface is, as far as shading treats it specially.
    enum Role: UInt8 {
        case object, floor, wall, trim
        /// An object on a wall that is not drawn: laid over the picture, faintly.
        case ghost
    }

    struct Material {
        var surface: Surface
        var role: Role
    }

    var positions: [SIMD3<Float>] = []
    var normals: [SIMD3<Float>] = []
    var indices: [UInt32] = []
    /// One a triangle: an index into `materials`.
    var triangleMaterials: [UInt16] = []
    var materials: [Material] = []
    /// Triangles of objects, as ranges of `indices` with the height of each object: what casts shadows.
    var casters: [(range: Range<Int>, height: Float)] = []
    private var known: [Surface: UInt16] = [:]
    private var knownGhosts: [Surface: UInt16] = [:]

    /// The room and its objects as seen by a camera.
    init(_ request: RenderRequest, camera: Camera) {
        let shell = RoomShell(room: request.room, camera: camera, view: request.view, isOpen: false)
        addShell(shell)
        let isGhost = WallMounting.hangsOnHiddenWall(
            request.items, room: request.room, isDrawn: shell.isDrawn)
        for (item, isGhost) in zip(request.items, isGhost) { add(item, in: request, isGhost: isGhost) }
    }

    private mutating func addShell(_ shell: RoomShell) {
        for panel in shell.panels {
            materials.append(Material(surface: panel.surface, role: panel.role))
            append(
                Mesh.Part(
                    surface: panel.surface, positions: panel.part.positions, normals: panel.part.normals,
                    indices: panel.part.indices), material: UInt16(materials.count - 1))
        }
    }

    private mutating func add(_ item: RenderRequest.Item, in request: RenderRequest, isGhost: Bool) {
        let kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
        // The request has checked the sizes; a kind that cannot be built would simply not be seen.
        guard
            let mesh = try? FurnitureModel.mesh(
                kind: kind, size: item.size, material: item.material, style: item.style)
        else { return }
        let (front, centre) = (Heading.direction(item.angle), item.position)
        let (sine, cosine) = (Float(front.x), Float(front.y))
        let origin = SIMD3(Float(centre.x), Float(centre.y), Float(centre.z))
        let bottom = item.position.z - item.size.height / 2
        let isOverhead =
            bottom > 0.55 * request.room.size.z
            && (kind.support == .ceiling || bottom + item.size.height > 0.97 * request.room.size.z)
        let isVeiled = request.view == .top && isOverhead
        let start = indices.count
        for var part in mesh.parts {
            func turned(_ vector: SIMD3<Float>) -> SIMD3<Float> {
                SIMD3(vector.x * cosine + vector.y * sine, vector.y * cosine - vector.x * sine, vector.z)
            }
            part.positions = part.positions.map { turned($0) + origin }
            part.normals = part.normals.map(turned)
            if isVeiled { part.surface.opacity *= 0.3 }
            append(part, material: isGhost ? ghost(of: part.surface) : material(for: part.surface))
        }
        if !isGhost { casters.append((start..<indices.count, Float(item.size.height))) }
    }

    private mutating func material(for surface: Surface) -> UInt16 {
        if let index = known[surface] { return index }
        // More than 65,535 different surfaces share the last; no catalogue comes near that.
        guard materials.count < Int(UInt16.max) else { return UInt16.max - 1 }
        materials.append(Material(surface: surface, role: .object))
        known[surface] = UInt16(materials.count - 1)
        return UInt16(materials.count - 1)
    }

    private mutating func ghost(of surface: Surface) -> UInt16 {
        if let index = knownGhosts[surface] { return index }
        guard materials.count < Int(UInt16.max) else { return UInt16.max - 1 }
        materials.append(Material(surface: surface, role: .ghost))
        knownGhosts[surface] = UInt16(materials.count - 1)
        return UInt16(materials.count - 1)
    }

    private mutating func append(_ part: Mesh.Part, material: UInt16) {
        let base = UInt32(positions.count)
        positions += part.positions
        normals += part.normals
        indices += part.indices.map { base + $0 }
        triangleMaterials += repeatElement(material, count: part.indices.count / 3)
    }
}
