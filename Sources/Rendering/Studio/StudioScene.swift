import Assets
import CKernels
import SceneGraph

/// Everything of a picture that does not depend on where it is seen from: the objects' triangles, and the light
/// among them. Making one costs more than drawing it, so a room that is turned keeps it.
public final class StudioScene: Sendable {
    let room: Room
    let items: [RenderRequest.Item]
    let positions: FixedArray<SIMD3<Float>>
    let normals: FixedArray<SIMD3<Float>>
    let coordinates: FixedArray<SIMD2<Float>>
    let corners: FixedArray<UInt32>
    let owners: FixedArray<UInt32>
    let materials: FixedArray<StudioMaterial>
    let textures: [StudioTexture]
    let light: RoomLight
    // The same for the vector kernels: positions by component, normals with places on textures, and of each triangle its
    // direction and the density of its texels.
    let components: FixedArray<Float>
    let vertices: FixedArray<SIMD8<Float>>
    let facings: FixedArray<UInt32>
    /// Triangles of one material each, in order.
    let parts: [(owner: UInt32, triangles: Range<Int>)]

    /// Builds the objects of a request at their places and lights the room.
    public convenience init(_ request: RenderRequest) { self.init(request, isPlain: false) }

    /// The same, lit by one of the renderer's forms.
    package convenience init(_ request: RenderRequest, form: RenderingForm) {
        self.init(request, isPlain: false, form: form)
    }

    /// - Parameter isPlain: whether the floor has the colour of the ground.
    init(_ request: RenderRequest, isPlain: Bool, form: RenderingForm = .best) {
        Self.keepsFreedMemory
        room = request.room
        items = request.items
        var geometry = StudioGeometry()
        let meshes = request.items.map(Self.mesh)
        geometry.reserve(meshes)
        for (index, item) in request.items.enumerated() { Self.add(item, meshes[index], number: index, to: &geometry) }
        positions = FixedArray(geometry.positions)
        normals = FixedArray(geometry.normals)
        coordinates = FixedArray(geometry.coordinates)
        corners = FixedArray(geometry.corners)
        owners = FixedArray(geometry.owners)
        materials = FixedArray(geometry.materials)
        textures = geometry.textures
        parts = geometry.parts
        let casters = LightCasters(
            positions: positions, corners: corners, materials: geometry.materials, textures: textures, parts: parts)
        // Its memory is used again for what follows.
        geometry = StudioGeometry()
        components = Self.components(of: positions)
        vertices = FixedArray(count: positions.count) { [positions, normals, coordinates] target in
            for index in 0..<positions.count {
                let vertex = Self.vertex(normal: normals.base[index], place: coordinates.base[index])
                (target + index).initialize(to: vertex)
            }
        }
        facings = Self.facings(of: casters, components: components, vertices: vertices)
        light = RoomLight(
            request, finish: isPlain ? .plain : RoomFinish(request.room), casters: casters, form: form)
    }

    /// Scenes and pictures take and free tens of megabytes, which the system would have to clear each time.
    private static let keepsFreedMemory: Void = ck_keep_freed_memory()

    /// The number of triangles of all objects.
    public var triangleCount: Int { owners.count }

    /// The light that falls on a spot of a surface, linear, as a white one would send it back: what comes from all
    /// around, and what the lamp gives.
    package func light(
        at point: SIMD3<Float>, normal: SIMD3<Float>
    ) -> (ambient: SIMD3<Float>, lamp: SIMD3<Float>) {
        let facing = max(normal.inner(RoomLight.toKey), 0)
        let seen = facing > 0 ? light.shadow.visibility(point, normal: normal) : 0
        return (light.field.irradiance(point, normal), RoomLight.key * (facing * seen))
    }

    /// Toward the lamp, of unit length.
    package static var toLamp: SIMD3<Float> { RoomLight.toKey }

    /// Whether a request shows what this scene holds.
    func holds(_ request: RenderRequest) -> Bool { room == request.room && items == request.items }

    /// The mesh of an item: its own, or the parametric solid of its kind.
    static func mesh(of item: RenderRequest.Item) -> Mesh {
        if let mesh = item.mesh { return mesh }
        let kind = Catalogue.standard.kindOrGeneric(forObjectID: item.id)
        // The request has checked the sizes; a kind that cannot be built would simply not be seen.
        return (try? FurnitureModel.mesh(kind: kind, size: item.size, material: item.material, style: item.style))
            ?? Mesh()
    }

    private static func add(
        _ item: RenderRequest.Item, _ mesh: Mesh, number: Int, to geometry: inout StudioGeometry
    ) {
        let front = Heading.direction(item.angle)
        for (place, part) in mesh.parts.enumerated() {
            var material = StudioMaterial(part.surface, role: .object)
            material.item = Int32(number)
            material.origin = SIMD3(Float(item.position.x), Float(item.position.y), Float(item.position.z))
            material.turn = SIMD2(Float(front.x), Float(front.y))
            material.seed = Float((number * 37 + place * 11) % 97)
            if material.pattern == .wood {
                let extent = SIMD3(Float(item.size.length), Float(item.size.width), Float(item.size.height))
                material.grain = extent.x >= max(extent.y, extent.z) ? 0 : extent.y >= extent.z ? 1 : 2
            }
            geometry.add(part, material)
        }
    }

    // MARK: For the vector kernels

    /// A vertex as the kernels read it.
    static func vertex(normal: SIMD3<Float>, place: SIMD2<Float>) -> SIMD8<Float> {
        SIMD8(normal.x, normal.y, normal.z, place.x, place.y, 0, 0, 0)
    }

    /// All x, then all y, then all z.
    private static func components(of positions: FixedArray<SIMD3<Float>>) -> FixedArray<Float> {
        let count = positions.count
        return FixedArray(count: 3 * count) { target in
            for index in 0..<count {
                let position = positions.base[index]
                (target + index).initialize(to: position.x)
                (target + count + index).initialize(to: position.y)
                (target + 2 * count + index).initialize(to: position.z)
            }
        }
    }

    private static func facings(
        of casters: LightCasters, components: FixedArray<Float>, vertices: FixedArray<SIMD8<Float>>
    ) -> FixedArray<UInt32> {
        let count = casters.positions.count
        return FixedArray(repeating: 0, count: casters.corners.count / 3) { target in
            for part in casters.parts {
                let texture = casters.materials[Int(part.owner)].texture
                ck_raster_facings(
                    components.base, components.base + count, components.base + 2 * count,
                    UnsafeRawPointer(vertices.base).assumingMemoryBound(to: Float.self), casters.corners.base,
                    part.triangles.lowerBound, part.triangles.upperBound,
                    texture >= 0 ? casters.textures[Int(texture)].side : 0, target)
            }
        }
    }
}
