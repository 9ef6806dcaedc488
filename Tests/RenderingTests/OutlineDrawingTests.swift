import Foundation
import Imaging
import Rendering
import SceneGraph
import Testing

/// Pictures, plans and meshes of rooms that are no boxes.
@Suite struct OutlineDrawingTests {
    private static func ell() throws -> Room {
        let corners = [SIMD2(0, 0), SIMD2(5, 0), SIMD2(5, 2.5), SIMD2(3, 2.5), SIMD2(3, 5.0), SIMD2(0, 5)]
        return Room(
            description: "a study", outline: try FloorOutline(corners), height: 2.5,
            openings: [
                Opening(.door, wall: "wall_1", offset: 1, width: 0.9, height: 2),
                Opening(.window, wall: "wall_6", offset: 2, width: 1.4, bottom: 0.9, height: 1.2),
            ])
    }

    @Test func doorsAndWindowsAreDrawnAsWhatTheyAre() throws {
        let own = item("door_1", (0.9, 0.1, 2), at: (4, 0.05))
        let request = try RenderRequest(room: Self.ell(), items: [own])
        #expect(request.items.map(\.id) == ["door_1", "door_2", "window_1"] && request.openingCount == 2)
        #expect(request.items[2].angle == 90 && abs(request.items[2].position.x) < 0.02)
    }

    @Test(arguments: [RoomView.iso, .top, .eye, .orbit(azimuth: 300, elevation: 30)], [Look.studio, .sketch])
    func theNotchIsNotFloor(view: RoomView, look: Look) throws {
        let room = try Self.ell()
        let request = try RenderRequest(room: room, items: [], view: view, width: 120, height: 90).with(look)
        let picture = try Renderer.picture(of: request)
        #expect(try Renderer.picture(of: request).pixels == picture.pixels)
        let box = try RenderRequest(
            room: Room(description: "a study", size: room.size), items: [], view: view, width: 120, height: 90)
        #expect(try Renderer.picture(of: box.with(look)).pixels != picture.pixels)
        guard view == .top, look == .studio else { return }
        // From above the middle of the notch shows the ground behind, the middle of the arm the floor.
        let camera = Camera(request)
        func colour(_ x: Double, _ y: Double) -> [UInt8]? {
            let place = camera.project(SIMD3(x, y, 0))
            return picture.pixel(x: Int(place.x), y: Int(place.y))
        }
        let (floor, notch) = (try #require(colour(1.5, 3)), try #require(colour(4, 4)))
        #expect(Int(floor[0]) - Int(floor[2]) > 25)
        #expect(abs(Int(notch[0]) - Int(notch[2])) < 25)
    }

    @Test func thePlanShowsTheOutline() throws {
        let desk = item("desk_1", (1.4, 0.7, 0.75), at: (1, 4))
        let plan = FloorPlan.svg(of: try RenderRequest(room: Self.ell(), items: [desk]))
        #expect(plan.contains("<path class=\"room\""))
        #expect(plan.contains("20 m²"))
        for number in 1...6 { #expect(plan.contains(">wall_\(number)</text>")) }
        #expect(plan.contains("class=\"swing\"") && plan.contains("<g id=\"window_1\">"))
        // A door's name is its drawing.
        #expect(!plan.contains(">door</tspan>"))
    }

    @Test func meshesHaveGapsForOpenings() throws {
        let file = try SceneFile.glb(of: RenderRequest(room: Self.ell(), items: []))
        let length = file[12..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(file[20..<(20 + length)])) as? [String: Any])
        let nodes = try #require(json["nodes"] as? [[String: Any]])
        #expect(nodes.compactMap { $0["name"] as? String } == ["room", "door_1", "window_1"])
        let meshes = try #require(json["meshes"] as? [[String: Any]])
        let accessors = try #require(json["accessors"] as? [[String: Any]])
        let primitives = try #require(meshes[0]["primitives"] as? [[String: Any]])
        let counts = primitives.compactMap { primitive -> Int? in
            guard let index = (primitive["attributes"] as? [String: Int])?["POSITION"] else { return nil }
            return accessors[index]["count"] as? Int
        }
        // Four triangles of floor; four plain walls, and 3 and 4 rectangles around the door and the window.
        #expect(counts == [12, (4 + 3 + 4) * 4])
        let room = ((json["asset"] as? [String: Any])?["extras"] as? [String: Any])?["room"] as? [String: Any]
        #expect((room?["outline"] as? [Any])?.count == 6 && (room?["openings"] as? [Any])?.count == 2)
    }
}
