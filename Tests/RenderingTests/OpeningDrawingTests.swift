import Imaging
import Rendering
import SceneGraph
import Testing

/// Walls that are cut open for doors and windows, and the light that falls in.
@Suite struct OpeningDrawingTests {
    private static let window = Opening(.window, wall: "wall_3", offset: 1.4, width: 1.6, bottom: 0.9, height: 1.3)
    private static let door = Opening(.door, wall: "wall_1", offset: 1, width: 0.9, height: 2)

    /// A room with one slanted wall in the north-east.
    private static func slanted(_ openings: [Opening]) throws -> Room {
        let corners = [SIMD2(0.0, 0), SIMD2(5, 0), SIMD2(5, 3), SIMD2(3, 5), SIMD2(0, 5)]
        return Room(description: "a study", outline: try FloorOutline(corners), height: 2.6, openings: openings)
    }

    private static func box(_ openings: [Opening]) -> Room {
        Room(description: "a study", size: Vector3(x: 4, y: 5, z: 2.6), openings: openings)
    }

    private static func colour(_ request: RenderRequest, _ place: SIMD3<Double>) throws -> [Int] {
        let spot = Camera(request).project(place)
        let pixel = try Renderer.picture(of: request).pixel(x: Int(spot.x), y: Int(spot.y))
        return try #require(pixel).map(Int.init)
    }

    /// Panes show the sky, in the middle of each sash.
    @Test(arguments: [Look.studio, .draft])
    func panesShowTheSky(look: Look) throws {
        for room in [
            try Self.slanted([Self.window]),
            Self.box([Opening(.window, wall: .westWall, offset: 3, width: 1.6, bottom: 0.9, height: 1.3)]),
        ] {
            let opening = room.openings[0]
            let (wall, foot) = try #require(room.place(of: opening))
            let request = try RenderRequest(room: room, items: [], width: 400, height: 300).with(look)
            for side in [-0.4, 0.4] {
                let place = SIMD2(foot.x, foot.y) + wall.along * side
                let pane = try Self.colour(request, SIMD3(place.x, place.y, 1.5))
                #expect(pane[2] > pane[0] + 15, "\(pane)")
            }
            let beside = SIMD2(foot.x, foot.y) + wall.along * 1.2
            let wallColour = try Self.colour(request, SIMD3(beside.x, beside.y, 1.5))
            #expect(wallColour[2] < wallColour[0] + 5, "\(wallColour)")
        }
    }

    @Test func aWindowInASlantedWallLightsTheFloor() throws {
        let (open, closed) = (try Self.slanted([Self.window]), try Self.slanted([]))
        func light(_ room: Room) throws -> Float {
            let scene = StudioScene(try RenderRequest(room: room, items: []))
            return scene.light(at: SIMD3(3.6, 3.6, 0.02), normal: SIMD3(0, 0, 1)).ambient.sum()
        }
        let (lit, dark) = (try light(open), try light(closed))
        #expect(lit > dark * 1.04, "\(lit) \(dark)")
        // The sun too: somewhere before the window the floor is far brighter than without.
        let pictures = try [open, closed].map { room in
            let request = try RenderRequest(room: room, items: [], view: .top, width: 200, height: 200)
            return (picture: try Renderer.picture(of: request), camera: Camera(request))
        }
        func brightness(_ number: Int, _ x: Double, _ y: Double) -> Int {
            let spot = pictures[number].camera.project(SIMD3(x, y, 0))
            return pictures[number].picture.pixel(x: Int(spot.x), y: Int(spot.y))?.reduce(0) { $0 + Int($1) } ?? 0
        }
        let places = stride(from: 1.0, through: 4, by: 0.2)
        let most = places.flatMap { x in places.map { y in brightness(0, x, y) - brightness(1, x, y) } }.max() ?? 0
        #expect(most > 30, "\(most)")
    }

    @Test func aDoorIsClosed() throws {
        for room in [
            try Self.slanted([Self.door]),
            Self.box([Opening(.door, wall: .northWall, offset: 2, width: 0.9, height: 2)]),
        ] {
            let (wall, foot) = try #require(room.place(of: room.openings[0]))
            let azimuth = wall.inward.y > 0 ? 0.0 : 180
            let request = try RenderRequest(
                room: room, items: [], view: .orbit(azimuth: azimuth, elevation: 25), width: 400, height: 300)
            let leaf = try Self.colour(request, SIMD3(foot.x, foot.y, 0.7))
            // Oak.
            #expect(leaf[0] > leaf[2] + 40, "\(leaf)")
        }
    }

    /// What models are trained on stays as it is.
    @Test func sketchesKnowNoHoles() throws {
        let sill = try Self.slanted([Self.window])
        let request = try RenderRequest(room: sill, items: [], width: 160, height: 120).with(.sketch)
        let hung = try RenderRequest(
            room: try Self.slanted([]), items: Array(request.items.suffix(1)), width: 160, height: 120
        ).with(.sketch)
        #expect(try Renderer.picture(of: request).pixels == Renderer.picture(of: hung).pixels)
    }

    /// Openings at the very ends of a wall, from floor to ceiling, side by side and one in another.
    @Test(arguments: [RoomView.iso, .top, .eye])
    func oddOpeningsAreDrawn(view: RoomView) throws {
        let odd = [
            Opening(.window, wall: .westWall, offset: 2.5, width: 5, bottom: 0, height: 2.6),
            Opening(.door, wall: .northWall, offset: 0.45, width: 0.9, height: 2.6),
            Opening(.window, wall: .northWall, offset: 1.9, width: 2, bottom: 0.5, height: 1),
            Opening(.window, wall: .northWall, offset: 1.9, width: 1, bottom: 0.2, height: 2),
            Opening(.window, wall: .eastWall, offset: 1, width: 0.05, bottom: 2.55, height: 0.05),
            Opening(.window, wall: .westWall, offset: 2.5, width: 1, bottom: 1, height: 1),
        ]
        for look in [Look.studio, .draft] {
            let request = try RenderRequest(room: Self.box(odd), items: [], view: view, width: 200, height: 150)
                .with(look)
            let picture = try Renderer.picture(of: request)
            #expect(Set(picture.pixels).count > 20)
            #expect(try Renderer.picture(of: request).pixels == picture.pixels)
        }
    }
}
