import Assets
import SceneGraph
import Testing

/// Every kind at its three sizes, and at sizes that nobody would build.
private let odd = [
    BoxSize(length: 3, width: 0.02, height: 0.9), BoxSize(length: 0.02, width: 3, height: 2),
    BoxSize(length: 1, width: 1, height: 0.001), BoxSize(length: 50, width: 40, height: 30),
    BoxSize(length: 1e-6, width: 1e-6, height: 1e-6), BoxSize(length: 0.05, width: 0.05, height: 6),
]

@Suite struct FurnitureModelTests {
    @Test(arguments: Catalogue.standard.kinds + [.generic])
    func everyKindFillsItsBoxExactly(kind: FurnitureKind) throws {
        for size in [kind.typicalSize, kind.minimumSize, kind.maximumSize] + odd {
            let mesh = try FurnitureModel.mesh(kind: kind, size: size)
            let bounds = try #require(mesh.bounds)
            let half =
                SIMD3(
                    Float(max(size.length, 1e-4)), Float(max(size.width, 1e-4)), Float(max(size.height, 1e-4))
                ) / 2
            for axis in 0..<3 {
                #expect(abs(bounds.maximum[axis] - half[axis]) <= 1e-4 * half[axis])
                #expect(abs(bounds.minimum[axis] + half[axis]) <= 1e-4 * half[axis])
                #expect(bounds.maximum[axis] <= half[axis] && bounds.minimum[axis] >= -half[axis])
            }
            #expect(mesh.triangleCount >= 8 && mesh.triangleCount < 8000)
        }
    }

    @Test(arguments: Catalogue.standard.kinds + [.generic])
    func proportionsAreBuiltTrueAtTypicalSize(kind: FurnitureKind) throws {
        // Fitting to the box must be a touch-up, or shapes would be drawn squashed.
        let scale = try FurnitureModel.fittingScale(kind: kind, size: kind.typicalSize)
        for axis in 0..<3 { #expect(scale[axis] > 0.8 && scale[axis] < 1.25, "\(scale)") }
    }

    @Test(arguments: Catalogue.standard.kinds + [.generic])
    func trianglesFaceTheWayOfTheirNormals(kind: FurnitureKind) throws {
        let mesh = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize)
        for part in mesh.parts {
            #expect(part.positions.count == part.normals.count && part.indices.count % 3 == 0)
            for start in stride(from: 0, to: part.indices.count, by: 3) {
                let corners = part.indices[start..<start + 3].map(Int.init)
                try #require(corners.allSatisfy { $0 < part.positions.count })
                let (a, b, c) = (
                    part.positions[corners[0]], part.positions[corners[1]], part.positions[corners[2]]
                )
                let area = (b - a).cross(c - a)
                guard area.squaredLength > 1e-14 else { continue }
                let normal = part.normals[corners[0]] + part.normals[corners[1]] + part.normals[corners[2]]
                #expect(area.normalised.dot(normal) > 0)
            }
            for normal in part.normals { #expect(abs(normal.squaredLength - 1) < 1e-3) }
        }
    }

    /// The centre of what stands higher than a share of the height.
    private func centre(ofKind id: String, above share: Float) throws -> SIMD3<Float> {
        let kind = try #require(Catalogue.standard[id])
        let mesh = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize)
        let limit = Float(kind.typicalSize.height) * (share - 0.5)
        let points = mesh.parts.flatMap(\.positions).filter { $0.z > limit }
        try #require(!points.isEmpty)
        return points.reduce(SIMD3<Float>(), +) / Float(points.count)
    }

    @Test(arguments: [
        "double_bed", "sofa", "chair", "armchair", "office_chair", "toilet", "vanity", "bunk_bed",
    ])
    func whatHasABackHasItAwayFromItsFront(id: String) throws {
        #expect(try centre(ofKind: id, above: 0.9).y <= 0.001)
    }

    @Test(arguments: ["wardrobe", "fridge", "dresser", "nightstand", "stove", "washing_machine", "piano"])
    func handlesAndDoorsAreOnTheFront(id: String) throws {
        let kind = try #require(Catalogue.standard[id])
        let mesh = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize)
        let front = mesh.parts.flatMap(\.positions).filter { $0.y > Float(kind.typicalSize.width) * 0.4 }
        let back = mesh.parts.flatMap(\.positions).filter { $0.y < -Float(kind.typicalSize.width) * 0.4 }
        #expect(front.count > back.count)
    }

    @Test func theNamedMaterialIsSeen() throws {
        let kind = try #require(Catalogue.standard["sofa"])
        let red = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize, material: "red velvet")
        let blue = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize, material: "navy velvet")
        #expect(red != blue)
        #expect(red.parts.contains { $0.surface.colour.red > 3 * $0.surface.colour.blue })
    }

    @Test func kindsOfTheSameWoodDifferInTone() throws {
        func woods(_ id: String) throws -> Set<Colour> {
            let kind = try #require(Catalogue.standard[id])
            let mesh = try FurnitureModel.mesh(kind: kind, size: kind.typicalSize, material: "oak")
            let parts = mesh.parts.filter { $0.surface.roughness == 0.55 }
            return Set(parts.map(\.surface.colour))
        }
        let tones = try ["desk", "wardrobe", "dresser", "nightstand", "dining_table"].map(woods)
        for (index, first) in tones.enumerated() {
            for second in tones[..<index] { #expect(first.isDisjoint(with: second)) }
            // Each is still oak: warm.
            for tone in first { #expect(tone.red > tone.blue * 1.4) }
        }
    }

    @Test func theSameObjectGivesTheSameMesh() throws {
        let object = SceneObject(
            id: "bookshelf_1", style: "rustic", material: "wood",
            size: BoxSize(length: 1, width: 0.3, height: 2), isOnTheFloor: true)
        #expect(try FurnitureModel.mesh(for: object) == FurnitureModel.mesh(for: object))
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1001]) func badSizesAreTypedErrors(side: Double) {
        #expect(throws: FurnitureModel.Failure.self) {
            try FurnitureModel.mesh(kind: .generic, size: BoxSize(length: 1, width: side, height: 1))
        }
    }
}
