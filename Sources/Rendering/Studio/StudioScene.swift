import Assets
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

    /// Builds the objects of a request at their places and lights the room.
    public convenience init(_ request: RenderRequest) { self.init(request, isPlain: false) }

    /// - Parameter isPlain: whether the floor has the colour of the ground.
    init(_ request: RenderRequest, isPlain: Bool) {
        room = request.room
        items = request.items
        var geometry = StudioGeometry()
        for (index, item) in request.items.enumerated() { Self.add(item, number: index, to: &geometry) }
        positions = FixedArray(geometry.positions)
        normals = FixedArray(geometry.normals)
        coordinates = FixedArray(geometry.coordinates)
        corners = FixedArray(geometry.corners)
        owners = FixedArray(geometry.owners)
        materials = FixedArray(geometry.materials)
        textures = geometry.textures
        light = RoomLight(
            request, finish: isPlain ? .plain : RoomFinish(request.room), casters: geometry)
    }

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

    private static func add(_ item: RenderRequest.Item, number: Int, to geometry: inout StudioGeometry) {
        let front = Heading.direction(item.angle)
        for (place, part) in mesh(of: item).parts.enumerated() {
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
}
