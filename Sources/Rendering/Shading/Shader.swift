import Assets
import SceneGraph

/// Light and surfaces to colour, in linear light.
struct Shader {
    let stage: Stage
    let shadow: ShadowMap
    let occlusion: FloorOcclusion
    let finish: FloorFinish
    let room: SIMD3<Float>
    let isWallDrawn: [Bool]
    /// The walls of an outline that are drawn.
    private let outlineWalls: [Wall]
    let viewer: SIMD3<Float>
    /// Metres that one pixel covers at a depth of one metre.
    let pixelSlope: Float
    /// Distance over which corners darken, metres.
    private let cornerReach: Float
    private let fill: SIMD3<Float>

    private static let keyLight = SIMD3<Float>(1.0, 0.955, 0.88) * 0.74
    private static let fillLight = SIMD3<Float>(0.86, 0.93, 1.0) * 0.13
    private static let skyLight = SIMD3<Float>(0.50, 0.52, 0.55)
    private static let groundLight = SIMD3<Float>(0.34, 0.31, 0.275)

    init(stage: Stage, request: RenderRequest, camera: Camera) {
        self.stage = stage
        let size = request.room.size
        room = SIMD3(Float(size.x), Float(size.y), Float(size.z))
        isWallDrawn = RoomShell.visibleWalls(of: request.room, from: camera.position, view: request.view)
        outlineWalls =
            request.room.outline == nil ? [] : zip(request.room.walls, isWallDrawn).compactMap { $1 ? $0 : nil }
        viewer = SIMD3<Float>(camera.position)
        pixelSlope = Float(1 / camera.focal)
        // The key light stands high at the viewer's left shoulder; the fill comes from the right.
        let right = SIMD3<Float>(camera.right)
        let ahead = SIMD3<Float>(0, 0, 1).cross(right)
        let toLight = (right * -0.36 - ahead * 0.24 + SIMD3(0, 0, 1)).normalised
        fill = (right * 0.75 - ahead * 0.55 + SIMD3(0, 0, 0.35)).normalised
        shadow = ShadowMap(stage: stage, room: size, toLight: toLight)
        occlusion = FloorOcclusion(stage: stage, room: size)
        finish = FloorFinish(description: request.room.description)
        cornerReach = min(max(0.1 * min(room.x, room.y), 0.06), 0.55)
    }

    /// The light that leaves a point toward the viewer. `normal` need not be of unit length.
    func colour(
        material index: UInt16, point: SIMD3<Float>, normal raw: SIMD3<Float>, depth: Float
    ) -> SIMD3<Float> {
        let material = stage.materials[Int(index)]
        let surface = material.surface
        let normal = raw.normalised
        var albedo = surface.colour.vector
        var ambient: Float = 1
        switch material.role {
        case .floor:
            // Seen at a grazing angle, a pixel covers a longer piece of floor.
            let slant = max((viewer.z - point.z) / max(depth, 1e-6), 0.08)
            albedo = finish.colour(x: point.x, y: point.y, footprint: depth * pixelSlope / slant)
            ambient = floorOpenness(point) * wallOpenness(point, skippingAlong: normal)
        case .wall, .trim:
            ambient = wallOpenness(point, skippingAlong: normal)
            if point.z >= 0 { ambient *= 1 - 0.2 * falloff(point.z) }
        case .object, .ghost:
            if point.z < 0.08, normal.z > 0.5 {
                ambient = floorOpenness(point)
            } else {
                // Sides lose light toward the floor, undersides much more.
                ambient = 1 - (0.3 - 0.16 * normal.z) * falloff(max(point.z, 0))
            }
        }
        let lambert = max(normal.dot(shadow.toLight), 0)
        let visible = lambert > 0 ? shadow.visibility(point, normal: normal) : 0
        let wrap = max((normal.dot(fill) + 0.3) / 1.3, 0)
        let up = 0.5 + 0.5 * normal.z
        let sky = (Self.groundLight + (Self.skyLight - Self.groundLight) * up) * ambient
        var light = sky + Self.keyLight * (lambert * visible) + Self.fillLight * (wrap * ambient)
        light *= 1 - 0.75 * surface.metalness
        var result = albedo * light + albedo * (surface.emission * 1.1)
        if surface.roughness < 0.85, material.role == .object || finish == .tiles && material.role == .floor {
            result += reflection(
                surface, albedo: albedo, point: point, normal: normal, visible: visible, ambient: ambient)
        }
        return result
    }

    /// A highlight of the key light and a blurred mirror image of a plain room, weighed by Schlick's Fresnel term
    /// ("An inexpensive BRDF model", Computer Graphics Forum 13:3, 1994).
    private func reflection(
        _ surface: Surface, albedo: SIMD3<Float>, point: SIMD3<Float>, normal: SIMD3<Float>, visible: Float,
        ambient: Float
    ) -> SIMD3<Float> {
        let toViewer = (viewer - point).normalised
        let facing = max(normal.dot(toViewer), 0)
        let away = 1 - facing
        let fresnel = 0.04 + 0.96 * away * away * away * away * away
        let tint =
            SIMD3<Float>(repeating: fresnel * (1 - surface.roughness))
            * (1 - surface.metalness) + albedo * surface.metalness
        let mirrored = normal * (2 * facing) - toViewer
        let height = (mirrored.z * 0.5 + 0.5).clamped(to: 0...1)
        let surround =
            Self.groundLight * 0.8 + (SIMD3<Float>(0.95, 0.97, 1) - Self.groundLight * 0.8) * height
        let half = (toViewer + shadow.toLight).normalised
        let sharpness = max(4, 90 * (1 - surface.roughness) * (1 - surface.roughness))
        // (1 - x/n)^n ~ exp(-x): Blinn's lobe without a power function.
        let lobe = max(0, 1 - (1 - max(normal.dot(half), 0)) * sharpness / 2)
        let highlight = Self.keyLight * (lobe * lobe * visible * (1 - surface.roughness))
        return tint * surround * ambient + (SIMD3<Float>(repeating: 0.35) + tint) * highlight * 0.6
    }

    /// 1 at a corner to 0 far from it.
    private func falloff(_ distance: Float) -> Float {
        let share = max(0, 1 - distance / (cornerReach * 2))
        return share * share
    }

    private func floorOpenness(_ point: SIMD3<Float>) -> Float {
        1 - occlusion.value(point.x, point.y)
    }

    /// How little the drawn walls darken a point, the wall it lies on aside.
    private func wallOpenness(_ point: SIMD3<Float>, skippingAlong normal: SIMD3<Float>) -> Float {
        var open: Float = 1
        guard outlineWalls.isEmpty else {
            let place = SIMD2(Double(point.x), Double(point.y))
            for wall in outlineWalls {
                let slant = Float(wall.inward.x) * normal.x + Float(wall.inward.y) * normal.y
                guard abs(slant) < 0.5 else { continue }
                let along = ((place - wall.start) * wall.along).sum()
                guard along >= 0, along <= wall.length else { continue }
                let away = Float(((place - wall.start) * wall.inward).sum())
                if away >= 0 { open *= 1 - 0.28 * falloff(away) }
            }
            return open
        }
        if abs(normal.x) < 0.5 {
            if isWallDrawn[0] { open *= 1 - 0.28 * falloff(max(point.x, 0)) }
            if isWallDrawn[1] { open *= 1 - 0.28 * falloff(max(room.x - point.x, 0)) }
        }
        if abs(normal.y) < 0.5 {
            if isWallDrawn[2] { open *= 1 - 0.28 * falloff(max(point.y, 0)) }
            if isWallDrawn[3] { open *= 1 - 0.28 * falloff(max(room.y - point.y, 0)) }
        }
        return open
    }
}
