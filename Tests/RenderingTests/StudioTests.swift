import Assets
import Imaging
import Rendering
import SceneGraph
import Testing

@Suite struct StudioTests {
    @Test func cornersAppearWhereTheyAreProjected() throws {
        // A square of 1 m around (2, 1.5): its edges are 0.5 m from the middle of the picture.
        let (image, camera) = try pictureFromAbove([placed(sheet(redSurface), at: SIMD3(2, 1.5, 0.5))])
        let scale = camera.focal
        #expect(abs(scale - 440 * 0.91 / 4) < 1e-9)
        func isRed(_ x: Double, _ y: Double) throws -> Bool {
            let pixel = try #require(image.pixel(x: Int(220 + x * scale), y: Int(165 - y * scale)))
            return Int(pixel[0]) > 2 * Int(pixel[2])
        }
        for (x, y) in [(0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5), (0.5, 0.5), (-0.5, -0.5)] {
            let inward = SIMD2(x, y) * 0.97
            let outward = SIMD2(x, y) * 1.03
            #expect(try isRed(inward.x, inward.y) && !isRed(outward.x, outward.y))
        }
    }

    @Test func anOpenPlaneIsLitByTheWholeSkyAndTheLamp() throws {
        // Wide and low: hardly a wall is seen from the middle, so what falls there is the sky's light, 1.12 times
        // (0.97, 1, 1.04), and the lamp's (1, 0.94, 0.85) times 0.86 by the cosine of its height.
        let room = Room(size: Vector3(x: 60, y: 60, z: 1))
        let scene = StudioScene(try RenderRequest(room: room, items: []))
        let (ambient, lamp) = scene.light(at: SIMD3(30, 30, 0.01), normal: SIMD3(0, 0, 1))
        for (channel, tint) in [Float(0.97), 1, 1.04].enumerated() {
            // The ways that run level see the walls however far they are, which takes an eighth.
            #expect(abs(ambient[channel] / (1.12 * tint) - 1) < 0.14)
        }
        let height = StudioScene.toLamp.z
        #expect(abs(lamp.x - 0.86 * height) < 1e-5 && abs(lamp.y - 0.86 * 0.94 * height) < 1e-5)
        // By the cosine law a plane at 60 degrees to the lamp gets half of what one that faces it gets.
        let way = StudioScene.toLamp
        let across = SIMD3<Float>(way.y, -way.x, 0) / (way.x * way.x + way.y * way.y).squareRoot()
        let slanted = way * 0.5 + across * Float(0.75).squareRoot()
        let facing = scene.light(at: SIMD3(30, 30, 0.5), normal: way).lamp.x
        #expect(abs(scene.light(at: SIMD3(30, 30, 0.5), normal: slanted).lamp.x / facing - 0.5) < 1e-4)
        #expect(scene.light(at: SIMD3(30, 30, 0.5), normal: way * -1).lamp == .zero)
    }

    @Test func aShadowLiesWhereTheLampsRaysLeadIt() throws {
        // A plate 1 m above the floor throws its shade against the lamp's direction, as far as the lamp is slanted.
        let plate = placed(sheet(redSurface, side: 0.8, isDoubleSided: true), at: SIMD3(1.6, 1.2, 1))
        let scene = StudioScene(try RenderRequest(room: studio, items: [plate]))
        let way = StudioScene.toLamp
        let foot = SIMD2(1.6 - way.x / way.z, 1.2 - way.y / way.z)
        func lamp(_ x: Float, _ y: Float) -> Float {
            scene.light(at: SIMD3(foot.x + x, foot.y + y, 0), normal: SIMD3(0, 0, 1)).lamp.x / (0.86 * way.z)
        }
        #expect(lamp(0, 0) < 0.01)
        #expect(lamp(0.28, 0.28) < 0.05)
        for side in [SIMD2<Float>(0.56, 0), SIMD2(-0.56, 0), SIMD2(0, 0.56), SIMD2(0, -0.56)] {
            #expect(lamp(side.x, side.y) > 0.95)
            // On the edge half of the lamp is seen.
            #expect(abs(lamp(side.x / 1.4, side.y / 1.4) - 0.5) < 0.15)
        }
    }

    @Test func shadowsSoftenWithDistance() throws {
        func breadth(bottom: Double) throws -> Int {
            let plate = placed(sheet(redSurface, side: 1.2, isDoubleSided: true), at: SIMD3(1.6, 1.2, bottom))
            let scene = StudioScene(try RenderRequest(room: studio, items: [plate]))
            let way = StudioScene.toLamp
            let foot = SIMD2(1.6 - way.x / way.z * Float(bottom), 1.2 - way.y / way.z * Float(bottom))
            return (0..<80).count { step in
                let point = SIMD3(foot.x + 0.4 + Float(step) * 0.005, foot.y, 0)
                let lit = scene.light(at: point, normal: SIMD3(0, 0, 1)).lamp.x / (0.86 * way.z)
                return lit > 0.05 && lit < 0.95
            }
        }
        #expect(try breadth(bottom: 1) > 2 * breadth(bottom: 0.15))
    }

    @Test func theLightFieldDarkensUndersidesAndCorners() throws {
        let table = item("dining_table_1", (1.6, 1, 0.75), at: (2, 1.5))
        let scene = StudioScene(try RenderRequest(room: studio, items: [table]))
        let up = SIMD3<Float>(0, 0, 1)
        let (open, below) = (
            scene.light(at: SIMD3(0.6, 1.5, 0), normal: up).ambient.y,
            scene.light(at: SIMD3(2, 1.5, 0), normal: up).ambient.y
        )
        #expect(below < open * 0.7)
        let empty = StudioScene(try RenderRequest(room: studio, items: []))
        let (middle, corner) = (
            empty.light(at: SIMD3(2, 1.5, 0), normal: up).ambient.y,
            empty.light(at: SIMD3(0.02, 0.02, 0), normal: up).ambient.y
        )
        #expect(corner < middle)
    }

    @Test func colourBleedsFromWhatStandsBeside() throws {
        func tint(_ material: String) throws -> Float {
            let box = item("object_a", (0.9, 0.9, 2), at: (1, 2.5), material: material)
            let scene = StudioScene(try RenderRequest(room: studio, items: [box]))
            let light = scene.light(at: SIMD3(0.2, 2.5, 1), normal: SIMD3(1, 0, 0)).ambient
            return light.x / light.z
        }
        #expect(try tint("red") > 1.1 * tint("white"))
    }

    @Test(arguments: [Look.draft, .studio]) func objectsAnywhereAreDrawnSafely(look: Look) throws {
        let wild = [
            item("sofa_1", (2, 0.9, 0.8), at: (-0.5, 1)), item("bed_1", (2, 2, 1), at: (10_000, -10_000), angle: 33.3),
            item("tower_1", (900, 900, 900), at: (0, 0), angle: 45), item("speck_1", (1e-9, 1e-9, 1e-9), at: (1, 1)),
            item("plant_1", (30, 30, 30), at: (5, -3), bottom: -10),
        ]
        for view in [RoomView.iso, .top, .eye, .orbit(azimuth: 359.9, elevation: 0)] {
            for projection in RenderRequest.Projection.allCases {
                var request = try RenderRequest(room: studio, items: wild, view: view, width: 97, height: 61)
                request.projection = projection
                request.look = look
                #expect(try Renderer.picture(of: request) == Renderer.picture(of: request))
            }
        }
    }

    @Test func aSceneMadeBeforeGivesTheSamePicture() throws {
        let request = try RenderRequest(room: studio, items: furnished, width: 160, height: 120)
        let scene = StudioScene(request)
        #expect(try Renderer.picture(of: request, scene: scene) == Renderer.picture(of: request))
        // One that does not fit is not taken.
        let other = try RenderRequest(room: studio, items: [], width: 160, height: 120)
        #expect(try Renderer.picture(of: other, scene: scene) == Renderer.picture(of: other))
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (33, 65), (2000, 16)])
    func picturesOfAnySizeAreDrawn(width: Int, height: Int) throws {
        let image = try Renderer.picture(
            of: RenderRequest(room: studio, items: furnished, width: width, height: height))
        #expect(image.width == width && image.height == height)
    }

    @Test func theSunFallsInByAWindow() throws {
        let window = item("window_1", (1, 0.1, 1), at: (0.05, 1.5), bottom: 1, angle: 90)
        let (dark, bright) = (
            try colourFromAbove([], at: SIMD3(1.55, 2.1, 0)), try colourFromAbove([window], at: SIMD3(1.55, 2.1, 0))
        )
        #expect(bright[0] > dark[0] + 8)
    }

    @Test func aThingIsPicturedAlone() throws {
        let mesh = try FurnitureModel.mesh(
            for: SceneObject(id: "chair_1", size: BoxSize(length: 0.5, width: 0.5, height: 0.9), isOnTheFloor: true))
        let image = try AssetPicture.make(of: mesh, width: 96, height: 96)
        // The ground is pale and even, and the chair stands out from it in the middle.
        let corner = brightness(image.pixel(x: 1, y: 1))
        #expect(corner > 600)
        let dark = (0..<96 * 96).count { brightness(image.pixel(x: $0 % 96, y: $0 / 96)) < corner - 100 }
        #expect(dark > 900)
        #expect(throws: RenderError.self) { try AssetPicture.make(of: Mesh()) }
    }
}
