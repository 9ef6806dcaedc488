import CKernels

extension FrameBuilder {
    /// Projects the scene by the vector kernels: opaque triangles go to `buffers`, sorted into tiles; the layers over
    /// them, and what must be cut, are taken one by one.
    mutating func project(
        into buffers: VisibilityBuffers, _ set: ck_instruction_set, width: Int, height: Int,
        materials: [StudioMaterial], shellMaterial: UInt32, isGhost: (Int32) -> Bool
    ) {
        var view = camera.kernelForm(width: width, height: height)
        let (count, source) = (scene.positions.count, scene.components.base)
        // Vectors are written whole.
        buffers.screenX.reserve(count + 16)
        buffers.screenY.reserve(count + 16)
        buffers.near.reserve(count + 16)
        buffers.cut.reserve(scene.owners.count)
        buffers.opaque.reset(capacity: scene.owners.count + 64)
        ck_raster_project(
            set, &view, source, source + count, source + 2 * count, count, buffers.screenX.base, buffers.screenY.base,
            buffers.near.base)
        var cutCount = 0
        var cuts: [(triangles: Range<Int>, owner: UInt32)] = []
        for part in scene.parts {
            let material = materials[Int(part.owner)]
            if isGhost(scene.materials.base[Int(part.owner)].item) || material.isBlended {
                let ghostly = isGhost(scene.materials.base[Int(part.owner)].item)
                for number in part.triangles { add(number, material, part.owner, isGhost: ghostly) }
                continue
            }
            let first = cutCount
            buffers.opaque.append { target in
                ck_raster_set_up(
                    &view, scene.corners.base, scene.facings.base, part.triangles.lowerBound, part.triangles.upperBound,
                    material.kernelWord(part.owner), material.isDoubleSided ? 1 : 0, buffers.screenX.base,
                    buffers.screenY.base, buffers.near.base, target, buffers.cut.base, &cutCount)
            }
            if cutCount > first { cuts.append((first..<cutCount, part.owner)) }
        }
        for cut in cuts {
            for place in cut.triangles {
                add(Int(buffers.cut.base[place]), materials[Int(cut.owner)], cut.owner, isGhost: false)
            }
        }
        addShell(materials: materials, shellMaterial: shellMaterial)
        for triangle in opaque { buffers.opaque.append(kernelForm(triangle, materials)) }
        buffers.opaque.sort()
        // A stable order: equal depths stay in the scene's order.
        let order = translucent.indices.sorted { (translucent[$1].depth, $0) < (translucent[$0].depth, $1) }
        buffers.translucent.reset(capacity: order.count)
        for index in order { buffers.translucent.append(kernelForm(translucent[index].triangle, materials)) }
        buffers.translucent.sort()
        buffers.ghosts.reset(capacity: ghosts.count)
        for triangle in ghosts { buffers.ghosts.append(kernelForm(triangle, materials)) }
        buffers.ghosts.sort()
        for tile in 0..<buffers.columns * buffers.rows {
            let hasLayers = buffers.translucent.touches(tile) || buffers.ghosts.touches(tile)
            buffers.keepsNearness[tile] = hasLayers ? 1 : 0
        }
    }

    /// Adds triangle `number` of the scene.
    private mutating func add(_ number: Int, _ material: StudioMaterial, _ owner: UInt32, isGhost: Bool) {
        let corners = SIMD3(
            scene.corners.base[3 * number], scene.corners.base[3 * number + 1], scene.corners.base[3 * number + 2])
        let (a, b, c) = (
            scene.positions.base[Int(corners.x)], scene.positions.base[Int(corners.y)],
            scene.positions.base[Int(corners.z)]
        )
        add(corners, (camera.view(a), camera.view(b), camera.view(c)), material, owner, isGhost: isGhost)
    }

    /// A triangle that was taken alone, as the kernels read it.
    private func kernelForm(_ triangle: FrameTriangle, _ materials: [StudioMaterial]) -> ck_raster_triangle {
        let corners = (triangle.corners.x, triangle.corners.y, triangle.corners.z)
        let (x, y) = (triangle.x, triangle.y)
        func nearness(_ corner: Int) -> Float {
            triangle.nearness.x + triangle.nearness.y * Float(x[corner] &- x[0]) / 256
                + triangle.nearness.z * Float(y[corner] &- y[0]) / 256
        }
        let near = camera.isOrthographic ? SIMD3(nearness(0), nearness(1), nearness(2)) : triangle.inverse
        let (a, b, c) = (position(corners.0), position(corners.1), position(corners.2))
        // The corners run the other way round when seen from the front.
        let across = triangle.isBack ? (b - a).outer(c - a) : (c - a).outer(b - a)
        let normal = across.unit
        let material = materials[Int(triangle.material)]
        let word = material.kernelWord(triangle.material) | (triangle.isBack ? UInt32(CK_RASTER_BACK) : 0)
        let density = material.texture >= 0 ? density(corners, across, of: material) : 0
        return ck_raster_triangle(
            x: x.members, y: y.members, nearness: near.members, slope: (triangle.nearness.y, triangle.nearness.z),
            corners: corners, material: word, facing: ck_raster_facing(normal.x, normal.y, normal.z, density))
    }

    private func position(_ vertex: UInt32) -> SIMD3<Float> {
        let index = Int(vertex)
        return index < scene.positions.count ? scene.positions.base[index] : positions[index - scene.positions.count]
    }

    private func place(_ vertex: UInt32) -> SIMD2<Float> {
        let index = Int(vertex)
        return index < scene.positions.count
            ? scene.coordinates.base[index] : coordinates[index - scene.positions.count]
    }

    /// Texels that a metre of a triangle takes.
    private func density(_ corners: (UInt32, UInt32, UInt32), _ across: SIMD3<Float>, of material: StudioMaterial)
        -> Float
    {
        let (u, v) = (place(corners.1) - place(corners.0), place(corners.2) - place(corners.0))
        let area = abs(u.x * v.y - u.y * v.x)
        let face = (across * across).sum().squareRoot()
        return scene.textures[Int(material.texture)].side * (area / max(face, 1e-12)).squareRoot()
    }
}

extension SIMD3<Int32> {
    /// The components as C takes them.
    fileprivate var members: (Int32, Int32, Int32) { (x, y, z) }
}
