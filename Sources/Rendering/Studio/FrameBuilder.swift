import Assets

/// Projects a scene and its room, and cuts what reaches out of the picture's grid.
struct FrameBuilder {
    let scene: StudioScene
    let camera: ViewProjection
    let shell: StudioGeometry
    private(set) var positions: [SIMD3<Float>]
    private(set) var normals: [SIMD3<Float>]
    private(set) var coordinates: [SIMD2<Float>]
    private(set) var opaque: [FrameTriangle] = []
    private(set) var ghosts: [FrameTriangle] = []
    private(set) var translucent: [(depth: Float, triangle: FrameTriangle)] = []

    init(scene: StudioScene, camera: ViewProjection, shell: StudioGeometry) {
        self.scene = scene
        self.camera = camera
        self.shell = shell
        positions = shell.positions
        normals = shell.normals
        coordinates = shell.coordinates
    }

    /// Leaves nothing but the vertices.
    mutating func removeTriangles() {
        opaque = []
        ghosts = []
        translucent = []
    }

    mutating func project(
        materials: [StudioMaterial], shellMaterial: UInt32, isGhost: (Int32) -> Bool
    ) {
        let views = FixedArray<SIMD3<Float>>(count: scene.positions.count) { views in
            for index in 0..<scene.positions.count {
                (views + index).initialize(to: camera.view(scene.positions.base[index]))
            }
        }
        // Every part of a mesh lies in a row, so what holds for its material is asked once.
        let ghostly = (0..<scene.materials.count).map { isGhost(scene.materials.base[$0].item) }
        opaque.reserveCapacity(scene.owners.count / 2)
        for number in 0..<scene.owners.count {
            let owner = scene.owners.base[number]
            let corners = SIMD3(
                scene.corners.base[3 * number], scene.corners.base[3 * number + 1], scene.corners.base[3 * number + 2])
            add(
                corners, (views.base[Int(corners.x)], views.base[Int(corners.y)], views.base[Int(corners.z)]),
                materials[Int(owner)], owner, isGhost: ghostly[Int(owner)])
        }
        addShell(materials: materials, shellMaterial: shellMaterial)
    }

    mutating func addShell(materials: [StudioMaterial], shellMaterial: UInt32) {
        let base = UInt32(scene.positions.count)
        for number in shell.owners.indices {
            let (a, b, c) = (
                shell.corners[3 * number], shell.corners[3 * number + 1], shell.corners[3 * number + 2]
            )
            let owner = shellMaterial + shell.owners[number]
            add(
                SIMD3(base + a, base + b, base + c),
                (
                    camera.view(shell.positions[Int(a)]), camera.view(shell.positions[Int(b)]),
                    camera.view(shell.positions[Int(c)])
                ), materials[Int(owner)], owner, isGhost: false)
        }
    }

    @inline(__always)
    mutating func add(
        _ corners: SIMD3<UInt32>, _ views: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), _ material: StudioMaterial,
        _ owner: UInt32, isGhost: Bool
    ) {
        let (a, b, c) = views
        // The plane's side decides before anything is projected: away from the viewer, nothing is seen.
        let across = (b - a).outer(c - a)
        let facing = camera.isOrthographic ? across.z : across.inner(a)
        let isBack = facing <= 0
        guard !isBack || material.isDoubleSided else { return }
        if camera.holds(a), camera.holds(b), camera.holds(c) {
            let triangle = FrameTriangle(
                camera.screen(a), camera.screen(b), camera.screen(c), corners: corners, plane: across.unit,
                material: owner, isBack: isBack)
            guard let triangle else { return }
            keep(triangle, material, isGhost, depth: a.z + b.z + c.z)
        } else {
            cut(corners, views, material, owner, isGhost: isGhost, isBack: isBack)
        }
    }

    private mutating func keep(
        _ triangle: FrameTriangle, _ material: StudioMaterial, _ isGhost: Bool, depth: Float
    ) {
        if isGhost {
            ghosts.append(triangle)
        } else if material.isBlended {
            translucent.append((depth, triangle))
        } else {
            opaque.append(triangle)
        }
    }

    private mutating func cut(
        _ corners: SIMD3<UInt32>, _ views: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), _ material: StudioMaterial,
        _ owner: UInt32, isGhost: Bool, isBack: Bool
    ) {
        let clipped = camera.clip([vertex(corners.x, views.0), vertex(corners.y, views.1), vertex(corners.z, views.2)])
        guard clipped.count >= 3 else { return }
        // From its farthest corner: reckoned from one at the viewer's eye, depths on the horizon would be full of steps.
        let far = clipped.indices.max { clipped[$0].view.z < clipped[$1].view.z } ?? 0
        let polygon = Array(clipped[far...] + clipped[..<far])
        let first = UInt32(scene.positions.count + positions.count)
        for vertex in polygon {
            positions.append(vertex.position)
            normals.append(vertex.normal)
            coordinates.append(vertex.place)
        }
        let plane = (views.1 - views.0).outer(views.2 - views.0).unit
        let screens = polygon.map { camera.screen($0.view) }
        for index in 1..<polygon.count - 1 {
            let triangle = FrameTriangle(
                screens[0], screens[index], screens[index + 1],
                corners: SIMD3(first, first + UInt32(index), first + UInt32(index) + 1),
                plane: plane, material: owner, isBack: isBack)
            guard let triangle else { continue }
            keep(
                triangle, material, isGhost,
                depth: polygon[0].view.z + polygon[index].view.z + polygon[index + 1].view.z)
        }
    }

    private func vertex(_ index: UInt32, _ view: SIMD3<Float>) -> FrameVertex {
        let place = Int(index)
        if place < scene.positions.count {
            return FrameVertex(
                view: view, position: scene.positions.base[place], normal: scene.normals.base[place],
                place: scene.coordinates.base[place])
        }
        let extra = place - scene.positions.count
        return FrameVertex(
            view: view, position: positions[extra], normal: normals[extra], place: coordinates[extra])
    }
}
