import Foundation
import Imaging
import Rendering
import SceneGraph
import Testing

/// Views from inside and in parallel, turntables, and what is drawn over pictures.
@Suite struct ViewTests {
    @Test func parallelLinesOfSightKeepEqualLengthsEqual() throws {
        var request = try RenderRequest(room: studio, items: [], width: 400, height: 300)
        request.projection = .orthographic
        let camera = Camera(request)
        func length(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
            let (p, q) = (camera.project(a), camera.project(b))
            return ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot()
        }
        let near = length(SIMD3(4, 0, 0), SIMD3(4, 0, 2.5))
        #expect(abs(near - length(SIMD3(0, 3, 0), SIMD3(0, 3, 2.5))) < 1e-9)
        // The whole room is held.
        for x in [0.0, 4] {
            for y in [0.0, 3] {
                for z in [0, 2.5] {
                    let point = camera.project(SIMD3(x, y, z))
                    #expect((0...400).contains(point.x) && (0...300).contains(point.y) && point.depth > 0)
                }
            }
        }
    }

    @Test func oneStandsInTheDoorAndLooksIntoTheRoom() throws {
        let door = item("door_1", (0.9, 0.1, 2), at: (3, 0.05))
        let camera = Camera(try RenderRequest(room: studio, items: [door], view: .eye))
        #expect(camera.position == SIMD3(3, 0.3, 1.6))
        #expect(camera.forward.y > 0.7 && camera.forward.z < 0)
        let free = Camera(try RenderRequest(room: studio, items: [], view: .eye))
        #expect((0...4).contains(free.position.x) && (0...3).contains(free.position.y) && free.position.z == 1.6)
    }

    @Test func aViewerWhoComesNearerSeesThingsLarger() throws {
        let request = try RenderRequest(room: studio, items: [], view: .orbit(azimuth: 200, elevation: 30))
        func span(_ camera: Camera) -> Double {
            abs(camera.project(SIMD3(1, 1.5, 1)).x - camera.project(SIMD3(3, 1.5, 1)).x)
        }
        let plain = span(Camera(request))
        #expect(abs(span(Camera(request.at(distance: 0.5))) / plain - 2) < 0.2)
        #expect(abs(span(Camera(request.at(distance: 2))) / plain - 0.5) < 0.05)
    }

    private func picture(_ change: (inout Overlays) -> Void) throws -> PixelImage {
        var request = try RenderRequest(room: studio, items: furnished, width: 240, height: 180)
        change(&request.overlays)
        return try Renderer.picture(of: request)
    }

    private func changed(_ first: PixelImage, _ second: PixelImage) -> Int {
        stride(from: 0, to: first.pixels.count, by: 3).count { start in
            (0..<3).contains { first.pixels[start + $0] != second.pixels[start + $0] }
        }
    }

    @Test func overlaysAreDrawnOnRequest() throws {
        let plain = try picture { _ in }
        #expect(changed(plain, try picture { $0.labels = true }) > 400)
        #expect(changed(plain, try picture { $0.boxes = true }) > 400)
        #expect(changed(plain, try picture { $0.violations = [.init(from: "desk_1", to: "south_wall")] }) > 60)
        #expect(changed(plain, try picture { $0.violations = [.init(from: "desk_1", to: "nothing")] }) == 0)
        #expect(changed(plain, try picture { $0.walk = true }) > 2000)
    }

    @Test func whatCollidesIsRed() throws {
        let request = try RenderRequest(room: studio, items: furnished, width: 240, height: 180)
        let place = Camera(request).project(SIMD3(2.5, 2.4, 0.75))
        let red = try picture { $0.collisions = ["desk_1"] }
        let pixel = try #require(red.pixel(x: Int(place.x), y: Int(place.y))).map(Int.init)
        #expect(pixel[0] > 2 * pixel[1])
    }

    @Test func oneWalksWhereThereIsRoomForShoulders() throws {
        // A wall of cupboards across the room, with a gap of 0.4 m: too narrow; with 0.6 m one gets through.
        func reached(gap: Double) throws -> Bool {
            let length = 3 - gap
            let wall = item("cupboard_1", (length, 0.4, 2), at: (2, length / 2), angle: 90)
            let door = item("door_1", (0.9, 0.1, 2), at: (0.8, 0.05))
            return WalkableFloor(try RenderRequest(room: studio, items: [wall, door])).isReached(x: 3.2, y: 1)
        }
        #expect(try !reached(gap: 0.4) && reached(gap: 0.6))
        // Rugs and lamps above one's head are no obstacle.
        let free = [
            item("rug_1", (3, 2, 0.02), at: (2, 1.5)),
            item("pendant_light_1", (0.4, 0.4, 0.4), at: (2, 1.5), bottom: 2),
        ]
        #expect(WalkableFloor(try RenderRequest(room: studio, items: free)).isReached(x: 2, y: 1.5))
    }

    @Test func aTurntableIsAnAnimationWhoseFirstPictureEveryViewerShows() throws {
        let request = try RenderRequest(
            room: studio, items: [furnished[0]], view: .orbit(azimuth: 146, elevation: 30), width: 48, height: 36)
        let file = try Turntable.png(of: request, frames: 4, seconds: 2)
        var kinds: [String] = []
        var start = 8
        while start + 12 <= file.count {
            let length = (0..<4).reduce(0) { $0 << 8 | Int(file[start + $1]) }
            kinds.append(String(decoding: file[start + 4..<start + 8], as: UTF8.self))
            start += 12 + length
        }
        #expect(start == file.count && kinds.first == "IHDR" && kinds.last == "IEND")
        #expect(kinds.count { $0 == "fcTL" } == 4 && kinds.contains("acTL"))
        #expect(kinds.count { $0 == "fdAT" } >= 3)
        #expect(try PixelImage(decoding: file) == Renderer.picture(of: request))
    }
}
