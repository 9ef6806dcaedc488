import Assets
import Testing

@Suite struct OBJReaderTests {
    private func read(_ text: String, limits: ModelLimits = ModelLimits(), materials: String? = nil) throws
        -> ImportedModel
    {
        try OBJReader.read(Array(text.utf8), name: "test.obj", limits: limits) { name in
            name.hasSuffix(".mtl") ? materials.map { Array($0.utf8) } : name == "wood grain.png" ? [1, 2, 3] : nil
        }
    }

    private func reason(_ text: String, limits: ModelLimits = ModelLimits()) -> ModelFileError? {
        do {
            _ = try read(text, limits: limits)
            return nil
        } catch {
            return error as? ModelFileError
        }
    }

    private static let square = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n"

    @Test func polygonsBecomeTriangles() throws {
        let model = try read(Self.square + "f 1 2 3 4\nf -4 -3 -2\n")
        #expect(model.triangleCount == 3 && model.parts.count == 1)
        #expect(model.parts[0].positions.count == 4)
        #expect(model.parts[0].indices == [0, 1, 2, 0, 2, 3, 0, 1, 2])
        #expect(model.bounds?.minimum == .zero && model.bounds?.maximum == SIMD3(1, 1, 0))
        #expect(model.parts[0].normals.isEmpty && model.parts[0].textureCoordinates.isEmpty)
    }

    @Test func concavePolygonsKeepTheirShape() throws {
        // An L of area 3, whichever corner it begins at, and either way round.
        let corners: [SIMD2<Float>] = [
            SIMD2(0, 0), SIMD2(2, 0), SIMD2(2, 1), SIMD2(1, 1), SIMD2(1, 2), SIMD2(0, 2),
        ]
        for start in corners.indices {
            for step in [1, 5] {
                let order = corners.indices.map { corners[(start + step * $0) % 6] }
                let text = order.map { "v \($0.x) 7 \($0.y)\n" }.joined() + "f 1 2 3 4 5 6\n"
                let part = try read(text).parts[0]
                #expect(part.indices.count == 12)
                var area: Float = 0
                var signs: Set<Bool> = []
                for index in stride(from: 0, to: 12, by: 3) {
                    let (a, b, c) = (
                        part.positions[Int(part.indices[index])], part.positions[Int(part.indices[index + 1])],
                        part.positions[Int(part.indices[index + 2])]
                    )
                    let twice = (b.z - a.z) * (c.x - a.x) - (b.x - a.x) * (c.z - a.z)
                    area += abs(twice) / 2
                    if twice != 0 { signs.insert(twice > 0) }
                }
                #expect(area == 3 && signs.count == 1)
            }
        }
    }

    @Test func coordinatesCountFromTheTopAndNormalsAreKept() throws {
        let text = Self.square + "vt 0 0\nvt 1 0.25 0\nvt 1\nvn 0 0 2\nf 1/1/1 2/2/1 3/3/1\nf 1//1 2//1 3//1\n"
        let model = try read(text)
        #expect(model.parts.count == 2)
        #expect(model.parts[0].textureCoordinates == [SIMD2(0, 1), SIMD2(1, 0.75), SIMD2(1, 1)])
        #expect(model.parts.allSatisfy { $0.normals == [SIMD3<Float>](repeating: SIMD3(0, 0, 2), count: 3) })
    }

    @Test(arguments: [
        ("1", 1.0), ("-2.5", -2.5), ("+.5e1", 5), ("1e-3", 0.001),
        ("123456789012345678901", 123_456_789_012_345_683_968),
        ("0.1", 0.1), ("3.14159265358979", 3.141_592_653_589_79), ("1E+02", 100), ("-0", 0), ("1e-999", 0),
    ])
    func numbersAreReadAsWritten(text: String, value: Double) throws {
        let limits = {
            var limits = ModelLimits(); limits.maximumCoordinate = 1e30; return limits
        }()
        let model = try read("v \(text) 0 0\nv 0 0 0\nv 0 1 0\nf 1 2 3", limits: limits)
        #expect(model.parts[0].positions[0].x == Float(value))
    }

    @Test func materialsAreFound() throws {
        let text = "mtllib a b.mtl\n" + Self.square + "usemtl dark oak\nf 1 2 3\nusemtl none\nf 1 2 3\n"
        let materials = """
            newmtl dark oak
              Kd 0 0 0
            map_Kd -blendu on -s 1 1 1 wood grain.png
            Ns 0
            """
        let model = try read(text, materials: materials)
        #expect(model.materials.map(\.name) == ["dark oak", "none"])
        #expect(model.materials[0].picture == 0 && model.materials[0].surface.roughness == 1)
        #expect(model.pictures == [.init(name: "wood grain.png", bytes: [1, 2, 3])])
        #expect(model.notes == ["the material 'none' is missing"])
        #expect(try read(text).notes.first == "the material file 'a b.mtl' is missing")
    }

    @Test func shadingGroupsPartTheTriangles() throws {
        let model = try read(Self.square + "s 1\nf 1 2 3\ns off\nf 1 3 4\ns 0\nf 1 2 4")
        #expect(model.parts.map(\.isSmooth) == [true, false])
        #expect(model.parts.map { $0.indices.count } == [3, 6])
    }

    @Test(arguments: [
        ("v 1 2", "line 1", ModelFileError.Reason.malformed("a vertex has too few numbers")),
        ("v 1 2 x", "line 1", .malformed("'x' is not a number")),
        ("\n\nv 1 2 nan", "line 3", .notFinite("a vertex")),
        ("v 1e30 0 0", "line 1", .notFinite("a vertex")),
        ("v 1 2 -inf", "line 1", .notFinite("a vertex")),
        ("v 0 0 0\nf 1 1 2", "line 2", .outOfRange("vertex", index: 2, count: 1)),
        ("v 0 0 0\nf 1 1 0", "line 2", .outOfRange("vertex", index: 0, count: 1)),
        ("v 0 0 0\nf 1 1 -2", "line 2", .outOfRange("vertex", index: -2, count: 1)),
        ("v 0 0 0\nf 1 1 1000000000", "line 2", .malformed("'1000000000' is not an index")),
        ("v 0 0 0\nf 1/1/1/1 1 1", "line 2", .malformed("a corner has too many indices")),
        ("v 0 0 0\nf /1 1 1", "line 2", .malformed("a corner has no vertex")),
    ])
    func whatIsWrongIsNamed(text: String, place: String, reason wanted: ModelFileError.Reason) {
        let error = reason(text)
        #expect(error?.reason == wanted && error?.place == place && error?.file == "test.obj")
    }

    @Test func moreThanTheLimitIsRefused() {
        var limits = ModelLimits()
        limits.maximumVertices = 3
        #expect(reason(Self.square, limits: limits)?.reason == .tooLarge("vertices", count: 4, limit: 3))
        limits = ModelLimits()
        limits.maximumTriangles = 1
        #expect(reason(Self.square + "f 1 2 3 4", limits: limits)?.reason == .tooLarge("triangles", count: 2, limit: 1))
        limits = ModelLimits()
        limits.maximumFileBytes = 10
        #expect(
            reason(Self.square, limits: limits)?.reason == .tooLarge("bytes", count: Self.square.utf8.count, limit: 10))
    }

    @Test func normalsAndCoordinatesThatAreNoneAreDoneWithout() throws {
        let model = try read(Self.square + "vt nan 0\nvn nan nan nan\nf 1/1/1 2/1/1 3/9/1\n")
        #expect(model.parts[0].textureCoordinates.isEmpty && model.parts[0].normals.count == 3)
    }

    @Test(arguments: ["", "\\", "f", "f 1", "v", "usemtl", "mtllib", "s", "\u{0}", "f \\\n", "# only words\r"])
    func scrapsAreReadOrRefused(text: String) {
        let error = reason(text)
        #expect(error == nil || error?.description.contains("test.obj") == true)
    }
}
