/// The triangles of a picture that the viewer can see, binned into square tiles.
struct TriangleList {
    /// Side of a tile in pixels.
    static let tile = 32

    let triangles: [ScreenTriangle]
    let columns: Int
    let rows: Int
    /// `entries[starts[t] ..< starts[t + 1]]` are the triangles that may touch tile `t`, in drawing order.
    let starts: [Int32]
    let entries: [UInt32]

    init(triangles: [ScreenTriangle], width: Int, height: Int) {
        self.triangles = triangles
        columns = (width + Self.tile - 1) / Self.tile
        rows = (height + Self.tile - 1) / Self.tile
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        for triangle in triangles {
            Self.forEachTile(of: triangle, columns: columns, rows: rows) { counts[$0 + 1] += 1 }
        }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        var cursors = counts
        var entries = [UInt32](repeating: 0, count: Int(counts[counts.count - 1]))
        for (index, triangle) in triangles.enumerated() {
            Self.forEachTile(of: triangle, columns: columns, rows: rows) { tile in
                entries[Int(cursors[tile])] = UInt32(index)
                cursors[tile] += 1
            }
        }
        starts = counts
        self.entries = entries
    }

    private static func forEachTile(
        of triangle: ScreenTriangle, columns: Int, rows: Int, _ body: (Int) -> Void
    ) {
        let box = triangle.bounds
        let (x0, x1) = (max(box.minX, 0) / tile, min(box.maxX / tile, columns - 1))
        let (y0, y1) = (max(box.minY, 0) / tile, min(box.maxY / tile, rows - 1))
        guard box.maxX >= 0, box.maxY >= 0, x0 <= x1, y0 <= y1 else { return }
        for row in y0...y1 {
            for column in x0...x1 { body(row * columns + column) }
        }
    }

    /// Projects a stage: opaque triangles and ghosts in the stage's order, and translucent ones from far to near.
    static func make(
        stage: Stage, camera: RasterCamera, width: Int, height: Int
    ) -> (opaque: TriangleList, translucent: TriangleList, ghosts: TriangleList) {
        let views = stage.positions.map(camera.view)
        var opaque: [ScreenTriangle] = []
        var ghosts: [ScreenTriangle] = []
        var translucent: [(depth: Float, triangle: ScreenTriangle)] = []
        opaque.reserveCapacity(stage.indices.count / 5)
        for number in 0..<(stage.indices.count / 3) {
            let corner = (
                Int(stage.indices[3 * number]), Int(stage.indices[3 * number + 1]),
                Int(stage.indices[3 * number + 2])
            )
            let (a, b, c) = (views[corner.0], views[corner.1], views[corner.2])
            let material = stage.triangleMaterials[number]
            let isGhost = stage.materials[Int(material)].role == .ghost
            let isOpaque = stage.materials[Int(material)].surface.opacity >= 1
            // The plane's side decides before anything is projected: away from the viewer, nothing is seen.
            guard (b - a).cross(c - a).dot(a) > 0 else { continue }
            let vertices = (
                ClippedVertex(view: a, normal: stage.normals[corner.0]),
                ClippedVertex(view: b, normal: stage.normals[corner.1]),
                ClippedVertex(view: c, normal: stage.normals[corner.2])
            )
            func add(_ corners: (ClippedVertex, ClippedVertex, ClippedVertex)) {
                guard let triangle = ScreenTriangle(corners, camera: camera, material: material) else {
                    return
                }
                if isGhost {
                    ghosts.append(triangle)
                } else if isOpaque {
                    opaque.append(triangle)
                } else {
                    translucent.append((a.z + b.z + c.z, triangle))
                }
            }
            if camera.holds(a), camera.holds(b), camera.holds(c) {
                add(vertices)
            } else {
                let polygon = camera.clip([vertices.0, vertices.1, vertices.2])
                for index in stride(from: 1, to: polygon.count - 1, by: 1) {
                    add((polygon[0], polygon[index], polygon[index + 1]))
                }
            }
        }
        // A stable order: equal depths stay in the stage's order.
        let order = translucent.indices.sorted {
            (translucent[$1].depth, $0) < (translucent[$0].depth, $1)
        }
        return (
            TriangleList(triangles: opaque, width: width, height: height),
            TriangleList(triangles: order.map { translucent[$0].triangle }, width: width, height: height),
            TriangleList(triangles: ghosts, width: width, height: height)
        )
    }
}
