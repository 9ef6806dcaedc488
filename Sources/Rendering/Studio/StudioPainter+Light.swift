import Assets

extension StudioPainter {
    /// The light that reaches a spot.
    @inline(__always)
    func illumination(
        _ spot: Fragment, _ material: StudioMaterial, _ x: Float, _ y: Float
    ) -> Illumination {
        let openness = occlusion?.openness(x: x, y: y, depth: spot.depth) ?? 1
        var ambient = light.field.irradiance(spot.point, spot.normal)
        // The field takes the top for open sky; a ceiling is lit by the whole room instead, and evenly.
        if material.role == .ceiling { ambient = SIMD3(repeating: 0.66) + ambient * 0.25 }
        return Illumination(
            ambient: ambient, openness: openness, key: key(spot),
            sun: light.sun == nil ? 0 : sun(spot))
    }

    /// How much of the key light a spot sees.
    @inline(__always)
    func key(_ spot: Fragment) -> Float {
        spot.normal.inner(RoomLight.toKey) > 0 ? light.shadow.visibility(spot.point, normal: spot.normal) : 0
    }

    /// How much of the sun a spot sees.
    @inline(__always)
    func sun(_ spot: Fragment) -> Float {
        guard let sun = light.sun, spot.normal.inner(sun.toSun) > 0 else { return 0 }
        return sun.visibility(spot.point, normal: spot.normal)
    }

    /// The light that leaves a spot toward the viewer, linear.
    @inline(__always)
    func lit(
        _ spot: Fragment, _ material: StudioMaterial, _ light: Illumination, _ bins: TriangleBins
    ) -> SIMD3<Float> {
        let base = colour(spot, material, bins)
        return lit(spot, material, light, base: SIMD3(base.x, base.y, base.z))
    }

    @inline(__always)
    func lit(
        _ spot: Fragment, _ material: StudioMaterial, _ light: Illumination, base: SIMD3<Float>
    ) -> SIMD3<Float> {
        let (factor, shine) = fallen(spot, material, light, base: base)
        return base * factor + shine
    }

    /// What the base colour is to be multiplied by, and what is mirrored on top of it.
    @inline(__always)
    func fallen(
        _ spot: Fragment, _ material: StudioMaterial, _ light: Illumination, base: SIMD3<Float>
    ) -> (factor: SIMD3<Float>, shine: SIMD3<Float>) {
        if material.role == .wall, let sky = self.light.sun?.sky(behind: spot.point) { return (.zero, sky) }
        let normal = spot.normal
        // Pale things send some of the light on into their own seams, which so darken less.
        let open = light.openness + (1 - light.openness) * light.openness * 0.35 * base
        let ambient = light.ambient * open
        let lambert = max(normal.inner(RoomLight.toKey), 0)
        // The finest shade dims the lamp a little too: it is broad.
        let direct = RoomLight.key * (lambert * light.key * (0.6 + 0.4 * light.openness))
        var falling = ambient + direct
        if light.sun > 0, let sun = self.light.sun {
            falling += WindowLight.sunlight * (max(normal.inner(sun.toSun), 0) * light.sun)
        }
        let factor = falling * (1 - material.metalness) + material.emission * 1.5
        let isTile = material.role == .wall && finish.isTiled(up: spot.point.z)
        let roughness = isTile ? 0.22 : material.roughness
        guard roughness < 0.86, material.role != .wall || isTile else { return (factor, .zero) }
        let shine = reflection(
            spot, base: base, roughness: roughness, metalness: material.metalness, ambient: ambient, direct: direct)
        return (factor, shine)
    }

    /// The lamp's highlight by the distribution of T. Trowbridge and K. Reitz ("Average Irregularity Representation of
    /// a Rough Surface", JOSA 65:5, 1975; GGX), and a blurred mirror image of a plain room, weighed by Schlick's
    /// Fresnel term ("An Inexpensive BRDF Model", Computer Graphics Forum 13:3, 1994).
    @inline(__always)
    private func reflection(
        _ spot: Fragment, base: SIMD3<Float>, roughness: Float, metalness: Float, ambient: SIMD3<Float>,
        direct: SIMD3<Float>
    ) -> SIMD3<Float> {
        let toViewer = frame.camera.toViewer(spot.point)
        let facing = min(max(spot.normal.inner(toViewer), 0), 1)
        let away = 1 - facing
        let (square, smooth) = (away * away, 1 - roughness)
        let flat = SIMD3<Float>(repeating: 0.04) * (1 - metalness) + base * metalness
        let fresnel = flat + (SIMD3(repeating: max(smooth, 0.04)) - flat) * (square * square * away)
        // The surroundings: a pale top, walls, and a warm floor, blurred by roughness.
        let mirrored = spot.normal * (2 * facing) - toViewer
        let blur = 0.25 + 0.75 * roughness
        let height = min(max(mirrored.z / blur * 0.5 + 0.5, 0), 1)
        let ease = height * height * (3 - 2 * height)
        let surround = SIMD3<Float>(0.34, 0.28, 0.22) + SIMD3<Float>(0.78, 0.86, 0.95) * ease
        // What little light there is at a spot is also what it mirrors.
        let level = min((ambient.x + ambient.y + ambient.z) * 0.55, 1)
        let gloss = surround * level * (metalness > 0.3 ? 1 : smooth * (0.4 + 0.6 * smooth))
        let half = (toViewer + RoomLight.toKey).unit
        let spread = max(roughness * roughness, 0.02)
        let (nh, lh) = (max(spot.normal.inner(half), 0), max(half.inner(RoomLight.toKey), 0.1))
        let narrow = nh * nh * (spread * spread - 1) + 1
        let lobe = min(spread * spread / (narrow * narrow) * 0.25 / (lh * lh), 6)
        return fresnel * (gloss + direct * lobe)
    }
}
