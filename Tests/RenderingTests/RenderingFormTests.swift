import Assets
import Imaging
import Rendering
import SceneGraph
import Testing

/// The vector kernels give the picture that the plain form gives.
@Suite struct RenderingFormTests {
    static let forms = RenderingForm.allCases.filter { $0 != .plain && $0.isSupported }

    /// How far two pictures lie apart: the mean difference of a byte, and the share of bytes that differ by more than 24.
    private func distance(_ a: PixelImage, _ b: PixelImage) -> (mean: Double, far: Double) {
        var (sum, far) = (0, 0)
        for (first, second) in zip(a.pixels, b.pixels) {
            let apart = abs(Int(first) - Int(second))
            sum += apart
            far += apart > 24 ? 1 : 0
        }
        return (Double(sum) / Double(a.pixels.count), Double(far) / Double(a.pixels.count))
    }

    @Test(
        arguments: forms,
        [RoomView.iso, .top, .eye, .orbit(azimuth: 33, elevation: 0), .orbit(azimuth: 300, elevation: 70)])
    func formsAgree(form: RenderingForm, view: RoomView) throws {
        for projection in RenderRequest.Projection.allCases {
            var request = try RenderRequest(room: studio, items: furnished, view: view, width: 323, height: 241)
            request.projection = projection
            request.overlays.collisions = ["desk_1"]
            let scene = StudioScene(request)
            let plain = try Renderer.picture(of: request, scene: scene, form: .plain)
            let apart = distance(plain, try Renderer.picture(of: request, scene: scene, form: form))
            #expect(apart.mean < 0.5 && apart.far < 0.004, "\(apart)")
        }
    }

    @Test(
        arguments: forms,
        [
            "a kitchen", "a carpeted lounge", "a garage", "a hotel lobby", "a study", "a bathroom", "a theater",
            "a living room",
        ])
    func finishesAndMaterialsAgree(form: RenderingForm, description: String) throws {
        let materials = ["oak", "velvet", "leather", "marble", "steel", "rattan", "glass", "plaster"]
        let items =
            materials.enumerated().map { number, material in
                item(
                    "cabinet_\(number)", (0.6, 0.5, 0.9),
                    at: (0.5 + Double(number % 4), 0.8 + Double(number / 4) * 1.2),
                    angle: Double(number) * 25, material: material)
            } + [item("window_1", (1.4, 0.1, 1.2), at: (0.05, 1.5), bottom: 0.9, angle: 90)]
        let room = Room(description: description, size: studio.size)
        let request = try RenderRequest(
            room: room, items: items, view: .orbit(azimuth: 120, elevation: 35), width: 256, height: 256)
        let scene = StudioScene(request)
        let plain = try Renderer.picture(of: request, scene: scene, form: .plain)
        let apart = distance(plain, try Renderer.picture(of: request, scene: scene, form: form))
        #expect(apart.mean < 0.6 && apart.far < 0.006, "\(apart)")
    }

    @Test(arguments: forms) func masksAndTexturesAgree(form: RenderingForm) throws {
        // Leaves cut out of a picture: a ring of red with nothing in its middle.
        let pixels = (0..<32 * 32).flatMap { index -> [UInt8] in
            let (x, y) = (Double(index % 32) - 15.5, Double(index / 32) - 15.5)
            return [200, UInt8(index % 32 * 4), 30, (x * x + y * y).squareRoot() > 6 ? 255 : 0]
        }
        let image = try PixelImage(width: 32, height: 32, channels: .rgba, pixels: pixels)
        let leaf = sheet(whiteSurface, texture: try Texture(image), alphaMode: .mask(cutoff: 0.5), isDoubleSided: true)
        let items = [placed(leaf, at: SIMD3(2, 1.5, 0.6)), placed(leaf, at: SIMD3(2.4, 1.7, 1.2), id: "object_b")]
        let request = try RenderRequest(room: studio, items: items, width: 300, height: 260)
        let scene = StudioScene(request)
        let plain = try Renderer.picture(of: request, scene: scene, form: .plain)
        let apart = distance(plain, try Renderer.picture(of: request, scene: scene, form: form))
        #expect(apart.mean < 0.5 && apart.far < 0.004, "\(apart)")
    }

    @Test(arguments: [RenderingForm.plain] + forms) func sliversLookLikeWhatTheyArePartOf(form: RenderingForm) throws {
        // A sheet that pales from end to end, cut lengthwise, with hairs between its strips.
        let ramp = try PixelImage(
            width: 64, height: 64, channels: .rgb,
            pixels: (0..<64 * 64).flatMap { [UInt8](repeating: UInt8($0 % 64 * 4), count: 3) })
        let whole = sheet(whiteSurface, texture: try Texture(ramp))
        var cuts: [Float] = [-0.5, 0.5]
        for hair in 1..<40 {
            let from = Float(hair) / 40 - 0.5
            cuts += [from, from + 0.0003 * Float(1 + hair % 10)]
        }
        var cut = whole
        cut.parts[0].positions = cuts.sorted().flatMap { [SIMD3(-0.5, $0, 0), SIMD3(0.5, $0, 0)] }
        cut.parts[0].normals = cut.parts[0].positions.map { _ in SIMD3(0, 0, 1) }
        cut.parts[0].coordinates = cut.parts[0].positions.map { SIMD2($0.x + 0.5, 0.5 - $0.y) }
        cut.parts[0].indices = (0..<UInt32(cuts.count - 1)).flatMap { strip in
            [0, 1, 3, 0, 3, 2].map { corner in UInt32(corner) + 2 * strip }
        }
        func picture(of mesh: Mesh) throws -> PixelImage {
            var lying = placed(mesh, at: SIMD3(2, 1.5, 0.8))
            lying.angle = 27
            let request = try RenderRequest(
                room: studio, items: [lying], view: .orbit(azimuth: 200, elevation: 24), width: 640, height: 480)
            return try Renderer.picture(of: request, scene: StudioScene(request, form: form), form: form)
        }
        let farthest =
            zip(try picture(of: whole).pixels, try picture(of: cut).pixels)
            .map { abs(Int($0) - Int($1)) }.max() ?? 255
        #expect(farthest < 40)
    }

    @Test(arguments: forms) func anyPictureIsDrawnAlikeTwice(form: RenderingForm) throws {
        let wild = [
            item("sofa_1", (2, 0.9, 0.8), at: (-0.5, 1)), item("bed_1", (2, 2, 1), at: (10_000, -10_000), angle: 33.3),
            item("tower_1", (900, 900, 900), at: (0, 0), angle: 45), item("speck_1", (1e-9, 1e-9, 1e-9), at: (1, 1)),
            item("plant_1", (30, 30, 30), at: (5, -3), bottom: -10),
        ]
        let scene = StudioScene(try RenderRequest(room: studio, items: wild))
        for (width, height) in [(1, 1), (97, 61), (33, 400)] {
            for view in [RoomView.iso, .top, .eye, .orbit(azimuth: 359.9, elevation: 0)] {
                for projection in RenderRequest.Projection.allCases {
                    var request = try RenderRequest(room: studio, items: wild, view: view, width: width, height: height)
                    request.projection = projection
                    #expect(
                        try Renderer.picture(of: request, scene: scene, form: form)
                            == Renderer.picture(of: request, scene: scene, form: form))
                }
            }
        }
    }

    @Test(arguments: forms) func lightIsCarriedAlike(form: RenderingForm) throws {
        let window = item("window_1", (1.4, 0.1, 1.2), at: (0.05, 1.5), bottom: 0.9, angle: 90)
        let request = try RenderRequest(room: studio, items: furnished + [window])
        let (plain, quick) = (StudioScene(request, form: .plain), StudioScene(request, form: form))
        let directions: [SIMD3<Float>] = [
            SIMD3(1, 0, 0), SIMD3(-1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1), SIMD3(0, 0, -1),
        ]
        var lampApart: Float = 0
        for number in 0..<300 {
            let share = SIMD3(Float(number % 7), Float(number / 7 % 6), Float(number / 42)) / SIMD3(6.5, 5.5, 7.5)
            let point = share * SIMD3(4, 3, 2.5)
            let normal = directions[number % 6]
            let (a, b) = (plain.light(at: point, normal: normal), quick.light(at: point, normal: normal))
            for channel in 0..<3 {
                #expect(abs(a.ambient[channel] - b.ambient[channel]) < 1e-3 * (1 + a.ambient[channel]))
                // A texel on an edge of the map may fall to either side.
                #expect(abs(a.lamp[channel] - b.lamp[channel]) < 0.05)
                lampApart += abs(a.lamp[channel] - b.lamp[channel])
            }
        }
        #expect(lampApart < 0.1)
    }
}
