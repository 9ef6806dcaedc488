import Rendering
import SceneGraph
import Testing

@Suite struct CameraTests {
    private func camera(
        _ view: RoomView, _ size: Vector3, width: Int = 800, height: Int = 600
    ) throws -> Camera {
        Camera(try RenderRequest(room: Room(size: size), items: [], view: view, width: width, height: height))
    }

    @Test func aKnownPointIsProjectedByThePinholeFormula() {
        // One point at the origin seen from the north at elevation 0, with a frame around it to fix the distance.
        let corners: [SIMD3<Double>] = [SIMD3(-1, 0, -1), SIMD3(1, 0, 1)]
        let camera = Camera(
            seeing: corners, azimuth: 0, elevation: 0, fieldOfView: 90, width: 200, height: 200, margin: 0)
        // 90 degrees and a half side of 1 m: one metre away, focal length 100 pixels.
        #expect(abs(camera.focal - 100) < 1e-9)
        #expect(abs(camera.position.y - 1) < 1e-9)
        let centre = camera.project(SIMD3(0, 0, 0))
        #expect(abs(centre.x - 100) < 1e-9 && abs(centre.y - 100) < 1e-9 && abs(centre.depth - 1) < 1e-9)
        // Looking south, east is to the left; up is up.
        let east = camera.project(SIMD3(1, 0, 0))
        #expect(abs(east.x) < 1e-9)
        let high = camera.project(SIMD3(0, -1, 1))
        #expect(abs(high.y - 50) < 1e-9 && abs(high.depth - 2) < 1e-9)
    }

    @Test(arguments: [
        Vector3(x: 4, y: 3, z: 2.5), Vector3(x: 0.5, y: 0.5, z: 0.5), Vector3(x: 100, y: 100, z: 5),
        Vector3(x: 100, y: 0.5, z: 3), Vector3(x: 0.5, y: 2, z: 100), Vector3(x: 0.1, y: 1000, z: 1000),
    ])
    func theWholeRoomFitsWithAMargin(size: Vector3) throws {
        for (width, height) in [(800, 600), (100, 1000), (1000, 100), (224, 224)] {
            for view in [RoomView.iso, .orbit(azimuth: 0, elevation: 0), .orbit(azimuth: -77, elevation: 90)] {
                let camera = try camera(view, size, width: width, height: height)
                var (left, right) = (Double.infinity, -Double.infinity)
                var (top, bottom) = (Double.infinity, -Double.infinity)
                for x in [0, size.x] {
                    for y in [0, size.y] {
                        for z in [0, size.z] {
                            let point = camera.project(SIMD3(x, y, z))
                            #expect(point.depth > 0)
                            (left, right) = (min(left, point.x), max(right, point.x))
                            (top, bottom) = (min(top, point.y), max(bottom, point.y))
                        }
                    }
                }
                let (w, h) = (Double(width), Double(height))
                #expect(left >= 0.04 * w && right <= 0.96 * w && top >= 0.04 * h && bottom <= 0.96 * h)
                // And it fills the picture one way or the other.
                #expect(right - left > 0.9 * w || bottom - top > 0.9 * h)
            }
        }
    }

    @Test func theViewFromAboveHasNorthUpAndEastToTheRight() throws {
        let camera = try camera(.top, Vector3(x: 4, y: 3, z: 2.5))
        let southWest = camera.project(SIMD3(0, 0, 0))
        let northEast = camera.project(SIMD3(4, 3, 0))
        #expect(southWest.x < northEast.x && southWest.y > northEast.y)
        #expect(abs(southWest.x + northEast.x - 800) < 1e-6)
        #expect(abs(southWest.y + northEast.y - 600) < 1e-6)
    }

    @Test func theUsualViewIsFromTheSouthEastAndAbove() throws {
        let camera = try camera(.iso, Vector3(x: 4, y: 3, z: 2.5))
        #expect(camera.position.x > 4 && camera.position.y < 0 && camera.position.z > 2.5)
    }

    @Test(arguments: [(0.0, 0.0, 1.0), (90, 1, 0), (180, 0, -1), (270, -1, 0), (-90, -1, 0)])
    func anOrbitStandsAtItsCompassBearing(azimuth: Double, east: Double, north: Double) throws {
        let camera = try camera(.orbit(azimuth: azimuth, elevation: 30), Vector3(x: 2, y: 2, z: 2))
        let way = SIMD2(camera.position.x - 1, camera.position.y - 1)
        let length = (way * way).sum().squareRoot()
        #expect(abs(way.x / length - east) < 1e-9 && abs(way.y / length - north) < 1e-9)
    }

    private func camera(_ items: [RenderRequest.Item], _ view: RoomView = .iso) throws -> Camera {
        Camera(try RenderRequest(room: studio, items: items, view: view))
    }

    @Test(arguments: [RoomView.iso, .orbit(azimuth: 300, elevation: 20)])
    func thingsInTheirPlacesDoNotMoveTheCamera(view: RoomView) throws {
        // Also when a rounding leaves something a hair outside.
        let close = item("sofa_1", (2, 0.9, 0.8), at: (2, 0.45 - 1e-9), angle: 1e-7)
        #expect(try camera(furnished + [close], view).position == camera([], view).position)
    }

    @Test(arguments: [RoomView.iso, .top, .orbit(azimuth: 20, elevation: 5)])
    func whatSticksOutOfTheRoomIsFramed(view: RoomView) throws {
        let sofa = item("sofa_1", (2, 0.9, 0.8), at: (2, -0.6))
        let wardrobe = item("wardrobe_1", (1.5, 0.6, 2.1), at: (5.3, 2), angle: 30)
        let camera = try camera([sofa, wardrobe], view)
        for x in [1.0, 3] {
            for y in [-1.05, -0.15] {
                for z in [0, 0.8] {
                    let point = camera.project(SIMD3(x, y, z))
                    #expect((0...800).contains(point.x) && (0...600).contains(point.y))
                }
            }
        }
        let corner = camera.project(SIMD3(5.3 + 0.75 * 0.866 + 0.3 * 0.5, 2, 2.1))
        #expect((0...800).contains(corner.x) && (0...600).contains(corner.y))
    }

    @Test func whatIsFarAwayDoesNotShrinkTheRoom() throws {
        // Beyond half of the room's diagonal (2.8 m) an object does not count; a giant counts for that much only.
        let far = item("chair_1", (0.5, 0.5, 0.9), at: (200, -50))
        #expect(try camera([far]).position == camera([]).position)
        let giant = item("tower_1", (900, 900, 900), at: (2, 1.5))
        let (bounded, plain) = (try camera([giant]), try camera([]))
        func extent(_ camera: Camera) -> Double {
            camera.project(SIMD3(4, 3, 0)).x - camera.project(SIMD3(0, 0, 0)).x
        }
        #expect(extent(bounded) > 0.3 * extent(plain))
    }
}
