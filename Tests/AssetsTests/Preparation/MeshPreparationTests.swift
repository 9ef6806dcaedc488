import Assets
import Foundation
import SceneGraph
import Synchronization
import Testing

@Suite struct MeshPreparationTests {
    /// A box of two by one by four in a file's own axes, without normals.
    private func box() throws -> ImportedModel {
        let corners = [0, 1].flatMap { x in [0, 1].flatMap { y in [0, 1].map { z in (2 * x, y, 4 * z) } } }
        let text =
            corners.map { "v \($0.0) \($0.1) \($0.2)\n" }.joined()
            + "f 1 2 4 3\nf 5 7 8 6\nf 1 5 6 2\nf 3 4 8 7\nf 1 3 7 5\nf 2 6 8 4\n"
        return try OBJReader.read(Array(text.utf8), name: "box.obj")
    }

    @Test func axesComeToBeTheObjectsOwn() {
        let gltf = ModelFrame.gltf
        #expect(gltf.objectVector(SIMD3(0, 1, 0)) == SIMD3(0, 0, 1))
        #expect(gltf.objectVector(SIMD3(0, 0, 1)) == SIMD3(0, 1, 0))
        #expect(gltf.objectVector(SIMD3(1, 0, 0)) == SIMD3(-1, 0, 0))
        #expect(ModelFrame(front: .positiveX, up: .negativeX) == nil)
        for front in ModelFrame.Axis.allCases {
            for up in ModelFrame.Axis.allCases {
                guard let frame = ModelFrame(front: front, up: up) else { continue }
                let (x, y, z) = (
                    frame.objectVector(SIMD3(1, 0, 0)), frame.objectVector(SIMD3(0, 1, 0)),
                    frame.objectVector(SIMD3(0, 0, 1))
                )
                #expect(x.cross(y) == z, "what is right-handed stays so")
                #expect(frame.objectVector(front.vector) == SIMD3(0, 1, 0))
                #expect(frame.objectVector(up.vector) == SIMD3(0, 0, 1))
            }
        }
    }

    @Test func aModelFillsItsBoxAndIsCentred() throws {
        let size = BoxSize(length: 1, width: 0.5, height: 0.25)
        let mesh = try MeshPreparation.mesh(of: box(), name: "box", size: size)
        let bounds = try #require(mesh.bounds)
        #expect(bounds.minimum == SIMD3(-0.5, -0.25, -0.125) && bounds.maximum == SIMD3(0.5, 0.25, 0.125))
        let free = try MeshPreparation.mesh(of: box(), name: "box", unit: 0.01)
        // The file's y is up and its z to the front.
        #expect(try #require(free.bounds).maximum == SIMD3(0.01, 0.02, 0.005))
    }

    @Test func aBoxKeepsItsEdgesAndABallIsRound() throws {
        let mesh = try MeshPreparation.mesh(of: box(), name: "box")
        #expect(mesh.parts[0].positions.count == 24)
        for (position, normal) in zip(mesh.parts[0].positions, mesh.parts[0].normals) {
            #expect(abs(normal.squaredLength - 1) < 1e-5 && normal.dot(position) > 0)
            #expect([abs(normal.x), abs(normal.y), abs(normal.z)].max() == 1)
        }
        let ball = try MeshPreparation.mesh(of: Self.ball(rings: 24), name: "ball", unit: 1)
        for (position, normal) in zip(ball.parts[0].positions, ball.parts[0].normals) {
            #expect(normal.dot(position.normalised) > 0.98)
        }
    }

    /// A ball of radius 1 as a grid of rings.
    static func ball(rings: Int) throws -> ImportedModel {
        var text = ""
        for ring in 0...rings {
            for step in 0..<2 * rings {
                let (tilt, turn) = (Double.pi * Double(ring) / Double(rings), Double.pi * Double(step) / Double(rings))
                text += "v \(sin(tilt) * cos(turn)) \(cos(tilt)) \(sin(tilt) * sin(turn))\n"
            }
        }
        for ring in 0..<rings {
            for step in 0..<2 * rings {
                let (a, b) = (ring * 2 * rings + step + 1, ring * 2 * rings + (step + 1) % (2 * rings) + 1)
                text += "f \(a) \(b) \(b + 2 * rings) \(a + 2 * rings)\n"
            }
        }
        return try OBJReader.read(Array(text.utf8), name: "ball.obj")
    }

    @Test func simplifyingKeepsTheShape() throws {
        let model = try Self.ball(rings: 60)
        var budget = MeshBudget()
        budget.triangles = 1000
        let mesh = try MeshPreparation.mesh(of: model, name: "ball", budget: budget)
        #expect(model.triangleCount > 10_000 && mesh.triangleCount <= 1000 && mesh.triangleCount > 900)
        #expect(try MeshPreparation.mesh(of: model, name: "ball", budget: budget) == mesh, "the same each time")
        let part = try #require(mesh.parts.first)
        for position in part.positions { #expect(abs(position.squaredLength.squareRoot() - 1) < 0.02) }
        for triangle in stride(from: 0, to: part.indices.count, by: 3) {
            let (a, b, c) = (
                part.positions[Int(part.indices[triangle])], part.positions[Int(part.indices[triangle + 1])],
                part.positions[Int(part.indices[triangle + 2])]
            )
            #expect((a + b + c).squaredLength.squareRoot() / 3 > 0.9 && (b - a).cross(c - a).dot(a + b + c) > 0)
        }
    }

    private func area(of mesh: Mesh) -> Float {
        mesh.parts.reduce(0) { sum, part in
            stride(from: 0, to: part.indices.count, by: 3).reduce(sum) { sum, triangle in
                let origin = part.positions[Int(part.indices[triangle])]
                let across = (part.positions[Int(part.indices[triangle + 1])] - origin).cross(
                    part.positions[Int(part.indices[triangle + 2])] - origin)
                return sum + across.squaredLength.squareRoot() / 2
            }
        }
    }

    /// A trunk, and leaves of ten triangles each that hang around it in rows.
    @Test(arguments: [(600, 3000), (2000, 3000), (2000, 1500)])
    func aPlantKeepsItsLeaves(leafCount: Int, budget: Int) throws {
        var (text, first) = ("", 1)
        for leaf in 0..<leafCount {
            let (x, y, z) = (leaf % 40 * 2, leaf / 40 * 2, leaf % 7)
            for step in 0...5 {
                let bend = Double(step * (5 - step)) * 0.02
                text += "v \(x) \(Double(y) + Double(step) / 4) \(Double(z) + bend)\n"
                text += "v \(x + 1) \(Double(y) + Double(step) / 4) \(Double(z) + bend)\n"
            }
            for step in 0..<5 {
                let corner = first + 2 * step
                text += "f \(corner) \(corner + 1) \(corner + 3) \(corner + 2)\n"
            }
            first += 12
        }
        let plant = try OBJReader.read(Array(text.utf8), name: "plant")
        var limits = MeshBudget()
        limits.triangles = .max
        let whole = try MeshPreparation.mesh(of: plant, name: "plant", budget: limits)
        limits.triangles = budget
        let mesh = try MeshPreparation.mesh(of: plant, name: "plant", budget: limits)
        #expect(whole.triangleCount == leafCount * 10 && mesh.triangleCount <= budget)
        #expect(mesh.triangleCount >= min(leafCount * 2, budget * 3 / 4 - 2))
        #expect(abs(area(of: mesh) / area(of: whole) - 1) < 0.05)
        #expect(try MeshPreparation.mesh(of: plant, name: "plant", budget: limits) == mesh, "the same each time")
    }

    @Test func aFlatSheetLosesItsInsideButNotItsBorder() throws {
        var text = ""
        for x in 0...40 { for z in 0...40 { text += "v \(x) 0 \(z)\n" } }
        for x in 0..<40 {
            for z in 0..<40 {
                let a = x * 41 + z + 1
                text += "f \(a) \(a + 1) \(a + 42) \(a + 41)\n"
            }
        }
        var budget = MeshBudget()
        budget.triangles = 20
        let sheet = try OBJReader.read(Array(text.utf8), name: "sheet")
        let mesh = try MeshPreparation.mesh(of: sheet, name: "sheet", budget: budget)
        #expect(mesh.triangleCount <= 20)
        #expect(abs(area(of: mesh) - 1600) < 1)
    }

    @Test func emptyModelsAreErrors() throws {
        let flat = try OBJReader.read(Array("v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3".utf8), name: "line")
        for model in [ImportedModel(), flat] {
            #expect(throws: ModelFileError.self) { try MeshPreparation.mesh(of: model, name: "nothing") }
        }
    }

    @Test func texturesBecomeSmallAndBrokenOnesAreDoneWithout() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: "small")
        let piece = library.catalogue.pieces[0]
        var model = try library.model(of: piece)
        let mesh = try MeshPreparation.mesh(of: model, name: "house", size: piece.size)
        let wall = try #require(mesh.parts.first { $0.texture != nil })
        #expect(wall.texture?.width == 2 && wall.coordinates.count == wall.positions.count)
        #expect(mesh.parts.contains { $0.surface.opacity == 0.5 && $0.alphaMode == .blend })
        var budget = MeshBudget()
        budget.textureSide = 1
        let small = try MeshPreparation.mesh(of: model, name: "house", size: piece.size, budget: budget)
        #expect(small.parts.compactMap(\.texture).first?.width == 1)
        model.pictures[0].bytes.removeLast(30)
        let plain = try MeshPreparation.mesh(of: model, name: "house", size: piece.size)
        #expect(plain.parts.allSatisfy { $0.texture == nil } && plain.triangleCount == mesh.triangleCount)
    }

    @Test func onlySoManyPixelsAreDecoded() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: "small")
        var model = try library.model(of: library.catalogue.pieces[0])
        let painted = try #require(model.materials.firstIndex { $0.picture != nil })
        // Three parts with pictures of their own.
        let part = try #require(model.parts.first { $0.material == painted })
        for _ in 0..<2 {
            model.pictures.append(model.pictures[0])
            model.materials.append(model.materials[painted])
            model.materials[model.materials.count - 1].picture = model.pictures.count - 1
            model.parts.append(part)
            model.parts[model.parts.count - 1].material = model.materials.count - 1
        }
        func textures(_ budget: MeshBudget, needsPictures: Bool = false) throws -> Int {
            try MeshPreparation.mesh(of: model, name: "house", needsPictures: needsPictures, budget: budget)
                .parts.compactMap(\.texture).count
        }
        var budget = MeshBudget()
        #expect(try textures(budget) == 3)
        budget.decodedPixels = 4
        #expect(try textures(budget) == 2, "four pixels are not more than four, eight are")
        #expect(throws: ModelFileError.self) { try textures(budget, needsPictures: true) }
    }

    @Test func aTurnedPieceIsTurnedBeforeItIsFitted() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: "small")
        let piece = library.catalogue.pieces[1]
        let model = try library.model(of: piece)
        let mesh = try MeshPreparation.mesh(of: model, name: "box", rotation: piece.rotation, unit: 1)
        // The file's z, four long, comes to lie along x.
        #expect(try #require(mesh.bounds).maximum == SIMD3(2, 1, 0.5))
    }
}

@Suite struct MeshCacheTests {
    private func house() throws -> Mesh {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: "small")
        return try MeshPreparation.mesh(of: library.model(of: library.catalogue.pieces[0]), name: "house")
    }

    @Test func aMeshComesBackFromItsFile() throws {
        let mesh = try house()
        let bytes = MeshFile.bytes(of: mesh)
        #expect(MeshFile.mesh(bytes) == mesh)
        for count in stride(from: 0, to: bytes.count, by: 13) {
            #expect(MeshFile.mesh(Array(bytes.prefix(count))) == nil)
        }
        for offset in stride(from: 0, to: bytes.count, by: 17) {
            var damaged = bytes
            damaged[offset] ^= 1
            #expect(MeshFile.mesh(damaged) == nil)
        }
    }

    @Test func meshesAreMadeOnceAndDamageIsMended() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "metaspatial-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let mesh = try house()
        var made = 0
        func make() -> Mesh {
            made += 1
            return mesh
        }
        let cache = MeshCache(directory: directory)
        #expect(try cache.mesh("a", make: make) == mesh && cache.mesh("a", make: make) == mesh && made == 1)
        #expect(try MeshCache(directory: directory).mesh("a", make: make) == mesh && made == 1)
        try Data([1, 2, 3]).write(to: directory.appendingPathComponent("a.mesh"))
        #expect(try MeshCache(directory: directory).mesh("a", make: make) == mesh && made == 2)
        #expect(try MeshCache(directory: directory).mesh("a", make: make) == mesh && made == 2)
    }

    @Test func aFileIsReadWhereItLies() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "metaspatial-tests-\(UUID().uuidString).mesh")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(MeshFile.mesh(atPath: file.path) == nil)
        let mesh = try house()
        for content in [[], MeshFile.bytes(of: mesh).dropLast(4), [UInt8](repeating: 7, count: 5000)] {
            try Data(content).write(to: file)
            #expect(MeshFile.mesh(atPath: file.path) == nil)
        }
        try Data(MeshFile.bytes(of: mesh)).write(to: file)
        let read = try #require(MeshFile.mesh(atPath: file.path))
        // What it shows outlives its name.
        try FileManager.default.removeItem(at: file)
        #expect(read == mesh && MeshFile.bytes(of: read) == MeshFile.bytes(of: mesh))
        #expect(MeshFile.mesh(atPath: FileManager.default.temporaryDirectory.path) == nil)
    }

    @Test func whoAsksForAMeshThatIsBeingMadeWaitsForIt() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "metaspatial-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let mesh = try house()
        let cache = MeshCache(directory: directory)
        #expect(cache.preparation(of: "a") == .pending)
        let made = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let found = try? cache.mesh("a") {
                made.withLock { $0 += 1 }
                #expect(cache.preparation(of: "a") == .preparing)
                return mesh
            }
            #expect(found == mesh)
        }
        #expect(made.withLock { $0 } == 1 && cache.preparation(of: "a") == .ready)
        #expect(MeshCache(directory: directory).preparation(of: "a") == .ready)
    }

    @Test func memoryIsBounded() throws {
        let directory = URL(fileURLWithPath: "/dev/null/nowhere")
        let mesh = try house()
        let cache = MeshCache(directory: directory, maximumBytes: 3 * mesh.byteCount)
        for number in 0..<10 {
            _ = try cache.mesh("\(number)") { mesh }
            #expect(cache.byteCount <= 3 * mesh.byteCount)
        }
        #expect(cache.byteCount == 3 * mesh.byteCount)
    }
}
