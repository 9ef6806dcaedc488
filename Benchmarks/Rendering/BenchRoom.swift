import Assets
import Foundation
import JSON
import Rendering
import SceneGraph

/// A furnished room of Sweet Home 3D's real models, and crowds of them.
struct BenchRoom {
    /// The models' names.
    let names: [String]
    private let items: [RenderRequest.Item]
    private let room = Room(description: "a living room", size: Vector3(x: 6, y: 4, z: 3))

    /// Where each kind stands: x and y in metres, and the angle.
    private static let places: [(kind: String, x: Double, y: Double, angle: Double)] = [
        ("sofa", 3, 0.6, 0), ("coffee_table", 3, 1.8, 0), ("armchair", 5.2, 1.6, 270), ("bookshelf", 0.3, 2.4, 90),
        ("plant", 5.5, 3.5, 0), ("dining_table", 1.7, 3.1, 0), ("chair", 1.3, 2.3, 0), ("chair", 2.1, 2.3, 0),
        ("floor_lamp", 0.5, 0.5, 0), ("piano", 4.2, 3.6, 180),
    ]

    /// Of each kind the model whose triangles are nearest to a tenth of 53,000.
    init(libraries: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: libraries.path).filter {
            $0.hasSuffix(".sh3f")
        }.sorted()
        var assets: [Asset] = []
        for file in files {
            let path = libraries.appendingPathComponent(file).path
            let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
            assets += Asset.assets(of: library.catalogue, path: path, taken: Set(assets.map(\.id)))
        }
        let cache = FileManager.default.temporaryDirectory.appendingPathComponent("metaspatial-bench-\(getpid())")
        defer { try? FileManager.default.removeItem(at: cache) }
        let loader = AssetLoader(cache: MeshCache(directory: cache))
        var chosen: [String: (asset: Asset, mesh: Mesh)] = [:]
        var names: [String] = []
        items = Self.places.enumerated().compactMap { number, place in
            if chosen[place.kind] == nil {
                let models = assets.filter { $0.kind == place.kind }.prefix(8).compactMap { asset in
                    (try? loader.mesh(of: asset)).map { (asset: asset, mesh: $0) }
                }
                func miss(_ mesh: Mesh) -> Int { abs(mesh.triangleCount - 5300) }
                chosen[place.kind] = models.min { (miss($0.mesh), $0.asset.id) < (miss($1.mesh), $1.asset.id) }
            }
            guard let model = chosen[place.kind] else { return nil }
            names.append("\(model.asset.name) (\(model.asset.library), \(model.mesh.triangleCount))")
            let size = model.asset.size
            return RenderRequest.Item(
                id: "\(place.kind)_\(number)", size: size,
                position: Vector3(x: place.x, y: place.y, z: size.height / 2), angle: place.angle, mesh: model.mesh)
        }
        self.names = names
        guard !items.isEmpty else { throw BenchError.noModels(libraries.path) }
    }

    /// Writes the models as a server keeps them: prepared meshes, and where each stands.
    func keep(in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let rows = try items.enumerated().map { number, item -> JSONValue in
            try Data(MeshFile.bytes(of: item.mesh ?? Mesh())).write(to: folder.appendingPathComponent("\(number).mesh"))
            let numbers = [
                item.size.length, item.size.width, item.size.height, item.position.x, item.position.y, item.position.z,
                item.angle,
            ]
            return ["id": .string(item.id), "numbers": .array(numbers.map { .number($0) })]
        }
        let text = JSONWriter().string(.array(rows))
        try Data(text.utf8).write(to: folder.appendingPathComponent("room.json"))
    }

    /// Reads what `keep` has written.
    init(keptIn folder: URL) throws {
        let text = try String(contentsOf: folder.appendingPathComponent("room.json"), encoding: .utf8)
        let rows = try JSONCursor(JSONValue.parse(text)).array()
        names = []
        items = try rows.enumerated().map { number, row in
            let values = try row["numbers"].array().map { try $0.finiteDouble() }
            return RenderRequest.Item(
                id: try row["id"].string(), size: BoxSize(length: values[0], width: values[1], height: values[2]),
                position: Vector3(x: values[3], y: values[4], z: values[5]), angle: values[6],
                mesh: MeshFile.mesh(atPath: folder.appendingPathComponent("\(number).mesh").path))
        }
    }

    /// The room in a square picture.
    func request(side: Int) throws -> RenderRequest {
        try RenderRequest(room: room, items: items, width: side, height: side)
    }

    /// A hall with this many of the models.
    func crowd(_ count: Int, side: Int) throws -> RenderRequest {
        let columns = Int(Double(count).squareRoot().rounded(.up))
        let crowd = (0..<count).map { number in
            var item = items[number % items.count]
            item.id += "_\(number)"
            item.position.x = 1.2 + Double(number % columns) * 2.2
            item.position.y = 1.2 + Double(number / columns) * 2.2
            return item
        }
        let breadth = Double(columns) * 2.2 + 0.4
        return try RenderRequest(
            room: Room(size: Vector3(x: breadth, y: breadth, z: 3)), items: crowd, width: side, height: side)
    }

    /// The room with every triangle cut until there are about so many.
    func dense(_ triangles: Int, side: Int) throws -> RenderRequest {
        let own = items.reduce(0) { $0 + ($1.mesh?.triangleCount ?? 0) }
        let cuts = max(Int((Double(triangles) / Double(max(own, 1))).squareRoot().rounded()), 1)
        let dense = items.map { item in
            var item = item
            item.mesh = item.mesh.map { mesh in Mesh(parts: mesh.parts.map { Self.cut($0, cuts) }) }
            return item
        }
        return try RenderRequest(room: room, items: dense, width: side, height: side)
    }

    /// Each triangle as `cuts` times `cuts` small ones.
    private static func cut(_ part: Mesh.Part, _ cuts: Int) -> Mesh.Part {
        guard cuts > 1 else { return part }
        var result = part
        (result.positions, result.normals, result.coordinates, result.indices) = ([], [], [], [])
        let isMapped = !part.coordinates.isEmpty
        for start in stride(from: 0, to: part.indices.count, by: 3) {
            let corners = (0..<3).map { Int(part.indices[start + $0]) }
            let base = UInt32(result.positions.count)
            for row in 0...cuts {
                for column in 0...(cuts - row) {
                    let (u, v) = (Float(column) / Float(cuts), Float(row) / Float(cuts))
                    let weights = [1 - u - v, u, v]
                    func mean<Vector: SIMD>(_ values: [Vector]) -> Vector where Vector.Scalar == Float {
                        values[corners[0]] * weights[0] + values[corners[1]] * weights[1]
                            + values[corners[2]] * weights[2]
                    }
                    result.positions.append(mean(part.positions))
                    result.normals.append(mean(part.normals))
                    if isMapped { result.coordinates.append(mean(part.coordinates)) }
                }
            }
            func place(_ row: Int, _ column: Int) -> UInt32 {
                base + UInt32(row * (cuts + 1) - row * (row - 1) / 2 + column)
            }
            for row in 0..<cuts {
                for column in 0..<(cuts - row) {
                    result.indices += [place(row, column), place(row, column + 1), place(row + 1, column)]
                    if column + 1 < cuts - row {
                        result.indices += [place(row, column + 1), place(row + 1, column + 1), place(row + 1, column)]
                    }
                }
            }
        }
        return result
    }
}
