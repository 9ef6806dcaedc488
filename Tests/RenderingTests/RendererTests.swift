import Imaging
import Rendering
import SceneGraph
import Testing

@Suite struct RendererTests {
    private func draw(
        _ items: [RenderRequest.Item], view: RoomView = .iso, room: Room = studio, width: Int = 200,
        height: Int = 150
    ) throws -> PixelImage {
        try Renderer.picture(
            of: RenderRequest(room: room, items: items, view: view, width: width, height: height).with(.sketch))
    }

    /// The pixel where a point of the room appears.
    private func pixel(
        _ image: PixelImage, at point: SIMD3<Double>, items: [RenderRequest.Item], view: RoomView = .iso,
        room: Room = studio
    ) throws -> [UInt8]? {
        let camera = Camera(
            try RenderRequest(room: room, items: items, view: view, width: image.width, height: image.height))
        let place = camera.project(point)
        return image.pixel(x: Int(place.x), y: Int(place.y))
    }

    @Test func anEmptyRoomHasAFloorTwoWallsAndABackdrop() throws {
        let image = try EmptyRoomPicture.make(room: studio)
        #expect(image.width == 224 && image.height == 224 && image.channels == .rgb)
        let floor = try #require(try pixel(image, at: SIMD3(2, 1.5, 0), items: []))
        let north = try #require(try pixel(image, at: SIMD3(2, 3, 1.5), items: []))
        let west = try #require(try pixel(image, at: SIMD3(0, 1.5, 1.5), items: []))
        let backdrop = try #require(image.pixel(x: 1, y: 1))
        // Oak is warm, walls are nearly grey and bright, the backdrop is dark.
        #expect(Int(floor[0]) - Int(floor[2]) > 45)
        #expect(Int(north[0]) - Int(north[2]) < 40)
        #expect(brightness(north) > brightness(west))
        #expect(brightness(backdrop) < 200 && brightness(west) > 350)
    }

    @Test(arguments: [RoomView.iso, .top, .orbit(azimuth: 30, elevation: 20)])
    func theSameRequestGivesTheSameBytes(view: RoomView) throws {
        let first = try draw(furnished, view: view)
        for _ in 0..<3 { #expect(try draw(furnished, view: view) == first) }
    }

    @Test func aBoxHidesWhatIsBehindIt() throws {
        let red = item("object_a", (0.8, 0.8, 0.8), at: (2, 1), material: "red")
        let blue = item("object_b", (0.8, 0.8, 0.8), at: (2, 2), material: "blue")
        // Level from the south the nearer red box covers the blue one, whatever the order.
        for items in [[red, blue], [blue, red]] {
            let view = RoomView.orbit(azimuth: 180, elevation: 5)
            let image = try draw(items, view: view)
            let seen = try #require(try pixel(image, at: SIMD3(2, 0.6, 0.4), items: items, view: view))
            #expect(Int(seen[0]) > 2 * Int(seen[2]))
        }
    }

    @Test func theTopOfABoxIsLighterThanItsSides() throws {
        let items = [item("object_a", (1, 1, 1), at: (2, 1.5), material: "grey")]
        let image = try draw(items, width: 400, height: 300)
        let top = brightness(try pixel(image, at: SIMD3(2, 1.5, 1), items: items))
        let south = brightness(try pixel(image, at: SIMD3(2, 1, 0.5), items: items))
        let east = brightness(try pixel(image, at: SIMD3(2.5, 1.5, 0.5), items: items))
        // Iso looks from the south-east with the light at the left shoulder: the south side faces it.
        #expect(top > south && south > east)
    }

    @Test func anObjectDarkensTheFloorBesideIt() throws {
        let items = [item("object_a", (0.8, 0.8, 1.2), at: (2, 1.2), material: "grey")]
        let (empty, full) = (try draw([]), try draw(items))
        // From the south-east the light comes from the left, so shade falls to the north-east.
        let place = SIMD3(2.48, 1.68, 0.0)
        let before = brightness(try pixel(empty, at: place, items: items, view: .iso))
        let after = brightness(try pixel(full, at: place, items: items, view: .iso))
        #expect(after < before * 9 / 10)
    }

    @Test func glassLetsThroughWhatIsBehind() throws {
        let red = item("object_a", (0.4, 0.4, 0.4), at: (2, 1.5), material: "red")
        let cover = item("object_b", (1, 1, 1), at: (2, 1.5), material: "glass")
        let solid = item("object_b", (1, 1, 1), at: (2, 1.5), material: "white")
        let view = RoomView.top
        func redness(_ items: [RenderRequest.Item]) throws -> Int {
            let seen = try #require(
                try pixel(draw(items, view: view), at: SIMD3(2, 1.5, 0.4), items: items, view: view))
            return Int(seen[0]) - Int(seen[1])
        }
        let (bare, covered, hidden) = (
            try redness([red]), try redness([red, cover]), try redness([red, solid])
        )
        #expect(bare > covered && covered > hidden + 15)
    }

    @Test func lampsUnderTheCeilingDoNotHideTheRoomFromAbove() throws {
        let lamp = item("pendant_light_1", (1, 1, 0.5), at: (2, 1.5), bottom: 2, material: "black metal")
        let table = item("dining_table_1", (1.2, 1.2, 0.7), at: (2, 1.5), material: "white")
        let open = brightness(
            try pixel(draw([table], view: .top), at: SIMD3(2, 1.5, 0.7), items: [table], view: .top))
        let below = brightness(
            try pixel(
                draw([table, lamp], view: .top), at: SIMD3(2, 1.5, 0.7), items: [table, lamp], view: .top))
        #expect(below > open / 2)
    }

    @Test func aTurnedObjectShowsItsFront() throws {
        // A fireplace is dark in its opening; turned to the south it shows it to a viewer in the south.
        func seen(angle: Double) throws -> Int {
            let items = [
                item("fireplace_1", (1.4, 0.45, 1.2), at: (2, 1.5), angle: angle, material: "white stone")
            ]
            let view = RoomView.orbit(azimuth: 180, elevation: 2)
            let image = try draw(items, view: view, width: 400, height: 300)
            return brightness(try pixel(image, at: SIMD3(2.25, 1.28, 0.62), items: items, view: view))
        }
        #expect(try seen(angle: 180) * 2 < seen(angle: 0))
    }

    @Test func objectsAnywhereAreDrawnSafely() throws {
        let wild = [
            item("sofa_1", (2, 0.9, 0.8), at: (-0.5, 1)), item("wardrobe_1", (2, 0.6, 2.2), at: (9, -9)),
            item("bed_1", (2, 2, 1), at: (10_000, -10_000), angle: 33.3),
            item("tower_1", (900, 900, 900), at: (0, 0), angle: 45),
            item("speck_1", (1e-9, 1e-9, 1e-9), at: (1, 1)),
            // Around the viewer: crosses the near plane.
            item("plant_1", (30, 30, 30), at: (5, -3), bottom: -10),
        ]
        for view in [RoomView.iso, .top, .orbit(azimuth: 359.9, elevation: 0)] {
            for index in wild.indices { _ = try draw([wild[index]], view: view, width: 97, height: 61) }
            #expect(
                try draw(wild, view: view, width: 97, height: 61)
                    == draw(wild, view: view, width: 97, height: 61))
        }
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (33, 65)])
    func picturesOfAnySizeAreDrawn(width: Int, height: Int) throws {
        let image = try draw(furnished, width: width, height: height)
        #expect(image.width == width && image.height == height)
    }

    @Test func thePNGHoldsThePicture() throws {
        let request = try RenderRequest(room: studio, items: furnished, width: 120, height: 90)
        #expect(try PixelImage(decoding: Renderer.png(of: request)) == Renderer.picture(of: request))
    }

    @Test(arguments: [(1000.0, 1000.0, 1000.0), (1000, 800, 3), (300, 400, 5)])
    func theFloorOfAHugeRoomIsDrawnToItsFarEnd(x: Double, y: Double, z: Double) throws {
        let room = Room(description: "a living room", size: Vector3(x: x, y: y, z: z))
        let image = try draw([], room: room, width: 830, height: 622)
        for column in 1..<20 {
            for row in 1..<20 {
                let point = SIMD3(x * Double(column) / 20, y * Double(row) / 20, 0)
                let seen = try #require(try pixel(image, at: point, items: [], room: room))
                #expect(Int(seen[0]) - Int(seen[2]) > 45, "\(point) \(seen)")
            }
        }
    }

    @Test func theBackdropIsEven() throws {
        let image = try draw([])
        #expect(image.pixel(x: 0, y: 0) == image.pixel(x: 199, y: 149))
    }
}
