import Assets
import CKernels
import SceneGraph

/// One view of a scene: its triangles on the picture, sorted into tiles.
struct StudioFrame: Sendable {
    /// How an object is shown.
    enum Treatment: UInt8 {
        case solid
        /// It hangs on a wall that is not drawn: laid over the picture, faintly.
        case ghost
        /// It hangs from the ceiling and is seen from above: it must not hide the room.
        case veiled
    }

    let scene: StudioScene
    let camera: ViewProjection
    let width: Int
    let height: Int
    /// Vertices that the scene has not: the room's, and where triangles are cut.
    let extraPositions: FixedArray<SIMD3<Float>>
    let extraNormals: FixedArray<SIMD3<Float>>
    let extraCoordinates: FixedArray<SIMD2<Float>>
    /// The scene's materials, changed as this view demands, then the room's.
    let materials: FixedArray<StudioMaterial>
    let opaque: TriangleBins
    /// From far to near.
    let translucent: TriangleBins
    let ghosts: TriangleBins
    let hasMasks: Bool

    /// - Parameters:
    ///   - buffers: where the opaque triangles go for the vector kernels; without them they are in `opaque`.
    ///   - set: the kernels' instruction set.
    init(
        _ request: RenderRequest, scene: StudioScene, camera: Camera, isPlain: Bool = false,
        buffers: VisibilityBuffers? = nil, set: ck_instruction_set? = nil
    ) {
        let size = request.room.size
        let diagonal = (size.x * size.x + size.y * size.y + size.z * size.z).squareRoot()
        let projection = ViewProjection(camera, reach: diagonal * 6 + 20)
        let shell =
            isPlain ? StudioShell.ground(request) : StudioShell.geometry(request, camera: camera)
        let treatments = Self.treatments(request, camera: camera)
        var materials = (0..<scene.materials.count).map { index in
            var material = scene.materials.base[index]
            if treatments[Int(material.item)] == .veiled {
                material.colour.w *= 0.3
                material.isBlended = true
            }
            return material
        }
        let shellMaterial = UInt32(materials.count)
        materials += shell.materials

        var builder = FrameBuilder(scene: scene, camera: projection, shell: shell)
        func isGhost(_ item: Int32) -> Bool { treatments[Int(item)] == .ghost }
        if let buffers, let set {
            builder.project(
                into: buffers, set, width: request.width, height: request.height, materials: materials,
                shellMaterial: shellMaterial, isGhost: isGhost)
        } else {
            builder.project(materials: materials, shellMaterial: shellMaterial, isGhost: isGhost)
        }
        self.scene = scene
        self.camera = projection
        width = request.width
        height = request.height
        extraPositions = FixedArray(builder.positions)
        extraNormals = FixedArray(builder.normals)
        extraCoordinates = FixedArray(builder.coordinates)
        self.materials = FixedArray(materials)
        // With the kernels all triangles are in the buffers already.
        if buffers != nil { builder.removeTriangles() }
        opaque = TriangleBins(builder.opaque, width: width, height: height)
        // A stable order: equal depths stay in the scene's order.
        let order = builder.translucent.indices.sorted {
            (builder.translucent[$1].depth, $0) < (builder.translucent[$0].depth, $1)
        }
        translucent = TriangleBins(order.map { builder.translucent[$0].triangle }, width: width, height: height)
        ghosts = TriangleBins(builder.ghosts, width: width, height: height)
        hasMasks = materials.contains { $0.cutoff > 0 }
    }

    private static func treatments(_ request: RenderRequest, camera: Camera) -> [Treatment] {
        let isInside = if case .eye = request.view { true } else { false }
        let isDrawn = RoomShell.visibleWalls(of: request.room, from: camera.position, view: request.view)
        let isGhost =
            isInside
            ? [Bool](repeating: false, count: request.items.count)
            : WallMounting.hangsOnHiddenWall(request.items, room: request.room, isDrawn: isDrawn)
        return zip(request.items, isGhost).map { item, isGhost in
            if isGhost { return .ghost }
            guard request.view == .top else { return .solid }
            let bottom = item.position.z - item.size.height / 2
            let isOverhead =
                bottom > 0.55 * request.room.size.z
                && (Catalogue.standard.kindOrGeneric(forObjectID: item.id).support == .ceiling
                    || bottom + item.size.height > 0.97 * request.room.size.z)
            return isOverhead ? .veiled : .solid
        }
    }

    /// The frame's own vertices as the kernels read them: normal, place on the texture.
    var extraVertices: [SIMD8<Float>] {
        (0..<extraPositions.count).map { index in
            StudioScene.vertex(normal: extraNormals.base[index], place: extraCoordinates.base[index])
        }
    }

    @inline(__always)
    func position(_ vertex: UInt32) -> SIMD3<Float> {
        let index = Int(vertex)
        return index < scene.positions.count
            ? scene.positions.base[index] : extraPositions.base[index - scene.positions.count]
    }

    @inline(__always)
    func normal(_ vertex: UInt32) -> SIMD3<Float> {
        let index = Int(vertex)
        return index < scene.positions.count
            ? scene.normals.base[index] : extraNormals.base[index - scene.positions.count]
    }

    @inline(__always)
    func coordinate(_ vertex: UInt32) -> SIMD2<Float> {
        let index = Int(vertex)
        return index < scene.positions.count
            ? scene.coordinates.base[index] : extraCoordinates.base[index - scene.positions.count]
    }
}
