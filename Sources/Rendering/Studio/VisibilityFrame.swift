import Assets
import CKernels

/// A picture by the vector kernels: what is seen where, and its light and colour.
///
/// It does what `StudioPainter` does in plain form, sixteen spots at a time. Two things differ: in the soft edge of a
/// shadow four pixels share one look into the shadow map and its slope, and the sRGB curve is a sum of roots.
struct VisibilityFrame {
    let frame: StudioFrame
    let light: RoomLight
    let finish: RoomFinish
    let backdrop: Backdrop
    let isMarked: FixedArray<Bool>
    let buffers: VisibilityBuffers
    let set: ck_instruction_set

    /// Calls `body` with all that the kernels read; the pointers hold as long as the call.
    func withKernelForm<Result>(hasOcclusion: Bool, _ body: (ck_raster_frame) -> Result) -> Result {
        let scene = frame.scene
        let materials = (0..<frame.materials.count).map { kernelForm(frame.materials.base[$0]) }
        let alphas = (0..<frame.materials.count).map { index in
            SIMD2(frame.materials.base[index].colour.w, frame.materials.base[index].cutoff)
        }
        let more = FixedArray(frame.extraVertices)
        let openings = (light.sun?.sunny ?? []).map(\.lightForm)
        let panes = (light.sun?.openings ?? []).map(\.paneForm)
        return withTextures(scene.textures[...], []) { textures in
            textures.withUnsafeBufferPointer { textures in
                materials.withUnsafeBufferPointer { materials in
                    alphas.withUnsafeBytes { alphas in
                        openings.withUnsafeBufferPointer { openings in
                            panes.withUnsafeBufferPointer { panes in
                                withExtendedLifetime((more, frame, light)) {
                                    var form = plainForm(hasOcclusion: hasOcclusion)
                                    form.more_vertices = UnsafeRawPointer(more.base).assumingMemoryBound(to: Float.self)
                                    form.materials = materials.baseAddress
                                    form.alphas = alphas.baseAddress?.assumingMemoryBound(to: Float.self)
                                    form.textures = textures.baseAddress
                                    form.openings = openings.baseAddress
                                    form.opening_count = Int32(openings.count)
                                    form.panes = panes.baseAddress
                                    form.pane_count = Int32(panes.count)
                                    return body(form)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Everything that needs no array made for the occasion.
    private func plainForm(hasOcclusion: Bool) -> ck_raster_frame {
        var form = ck_raster_frame()
        form.view = frame.camera.kernelForm(width: frame.width, height: frame.height)
        form.opaque = buffers.opaque.kernelForm
        form.translucent = buffers.translucent.kernelForm
        form.ghosts = buffers.ghosts.kernelForm
        form.ghost_opacity = StudioPainter.ghostOpacity
        form.columns = Int32(buffers.columns)
        form.rows = Int32(buffers.rows)
        form.names = buffers.names
        form.mixed = buffers.mixed
        form.nearness = buffers.nearness
        form.keeps_nearness = UnsafePointer(buffers.keepsNearness)
        form.step = Int32(buffers.step)
        form.map_width = Int32(buffers.mapWidth)
        form.map_height = Int32(buffers.mapHeight)
        form.map_depths = buffers.mapDepths
        form.map_raw = buffers.mapRaw
        form.map_open = buffers.mapOpen
        form.has_occlusion = hasOcclusion ? 1 : 0
        let scene = frame.scene
        form.vertices = UnsafeRawPointer(scene.vertices.base).assumingMemoryBound(to: Float.self)
        form.vertex_count = UInt32(scene.positions.count)
        form.harmonics = UnsafeRawPointer(light.field.harmonics.base).assumingMemoryBound(to: Float.self)
        let count = light.field.count
        form.field_count = (Int32(count.x), Int32(count.y), Int32(count.z))
        form.field_scale = light.field.scale
        form.key_shadow = light.shadow.kernelForm
        form.to_key = RoomLight.toKey.members
        form.key = RoomLight.key.members
        if let sun = light.sun {
            form.sun_shadow = sun.shadow.kernelForm
            form.to_sun = sun.toSun.members
            form.sunlight = WindowLight.sunlight.members
            form.sky_below = WindowLight.skyBelow.members
            form.sky_above = WindowLight.skyAbove.members
        }
        form.floor = Int32(finish.floor.kernelForm)
        form.floor_base = finish.floorBase.members
        form.wall = finish.wall.members
        form.tile_height = finish.tileHeight
        form.ground = backdrop.colour.members
        form.ground_room = (backdrop.room.x, backdrop.room.y)
        form.ground_centre = (backdrop.centre.x, backdrop.centre.y)
        form.ground_height = backdrop.ground
        form.ground_spread = backdrop.spread
        form.is_inside = backdrop.isInside ? 1 : 0
        return form
    }

    private func kernelForm(_ material: StudioMaterial) -> ck_raster_material {
        var kind = Int32(material.kernelClass)
        if material.isDoubleSided { kind += 256 }
        if material.role == .ceiling { kind += 512 }
        let isMarked = material.item >= 0 && isMarked.base[Int(material.item)]
        return ck_raster_material(
            red: material.colour.x, green: material.colour.y, blue: material.colour.z, roughness: material.roughness,
            metalness: material.metalness, emission: material.emission, seed: material.seed, marked: isMarked ? 1 : 0,
            origin: material.origin.members, sine: material.turn.x, cosine: material.turn.y,
            texture: material.texture, grain: Int32(material.grain), kind: kind)
    }

    /// Collects the textures one in the other, since each lends its texels only for the length of a call.
    private func withTextures<Result>(
        _ left: ArraySlice<StudioTexture>, _ found: [ck_raster_texture], _ body: ([ck_raster_texture]) -> Result
    ) -> Result {
        guard let texture = left.first else { return body(found) }
        return texture.texels.withUnsafeBufferPointer { texels in
            let form = ck_raster_texture(
                texels: texels.baseAddress,
                levels: UnsafeRawPointer(texture.levels.base).assumingMemoryBound(to: Int32.self),
                level_count: Int32(texture.levelCount))
            return withTextures(left.dropFirst(), found + [form], body)
        }
    }
}

extension WindowLight.Opening {
    /// What lets light in, and the sky, as the kernels read them: slanted walls are not drawn by them.
    fileprivate var lightForm: ck_raster_opening { form(plane, low, high) }
    fileprivate var paneForm: ck_raster_opening { form(pane, paneLow, paneHigh) }

    private func form(_ plane: Float, _ low: SIMD2<Float>, _ high: SIMD2<Float>) -> ck_raster_opening {
        ck_raster_opening(axis: Int32(axis ?? 0), plane: plane, low: (low.x, low.y), high: (high.x, high.y))
    }
}

extension RoomFinish.Floor {
    /// The kernels' name of this finish.
    fileprivate var kernelForm: UInt32 {
        switch self {
        case .planks: UInt32(CK_FLOOR_PLANKS)
        case .herringbone: UInt32(CK_FLOOR_HERRINGBONE)
        case .tiles: UInt32(CK_FLOOR_TILES)
        case .carpet: UInt32(CK_FLOOR_CARPET)
        case .concrete: UInt32(CK_FLOOR_CONCRETE)
        case .stone: UInt32(CK_FLOOR_STONE)
        case .plain: UInt32(CK_FLOOR_PLAIN)
        }
    }
}

extension StudioMaterial {
    /// How the kernels find its colour.
    var kernelClass: UInt32 {
        switch role {
        case .floor: UInt32(CK_CLASS_FLOOR)
        case .wall: UInt32(CK_CLASS_WALL)
        case .trim, .ceiling: UInt32(CK_CLASS_EVEN)
        case .object: texture >= 0 ? UInt32(CK_CLASS_TEXTURE) : pattern.kernelForm
        }
    }

    /// The word by which triangles name a material: its number, its class, and whether its alpha is a mask.
    func kernelWord(_ number: UInt32) -> UInt32 {
        number & UInt32(CK_RASTER_MATERIAL_BITS) | kernelClass << 24 | (cutoff > 0 ? UInt32(CK_RASTER_MASK) : 0)
    }
}

extension SurfacePattern {
    /// The kernels' name of this pattern.
    fileprivate var kernelForm: UInt32 {
        switch self {
        case .plain: UInt32(CK_CLASS_EVEN)
        case .wood: UInt32(CK_CLASS_WOOD)
        case .fabric: UInt32(CK_CLASS_FABRIC)
        case .leather: UInt32(CK_CLASS_LEATHER)
        case .stone: UInt32(CK_CLASS_STONE)
        case .metal: UInt32(CK_CLASS_METAL)
        case .wicker: UInt32(CK_CLASS_WICKER)
        }
    }
}
