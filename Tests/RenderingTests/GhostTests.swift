import Imaging
import Rendering
import SceneGraph
import Testing

/// Iso looks from the south-east: the south and east walls are cut away, the north and west walls are drawn.
@Suite struct GhostTests {
    private func picture(_ items: [RenderRequest.Item], view: RoomView = .iso) throws -> PixelImage {
        try Renderer.picture(
            of: RenderRequest(room: studio, items: items, view: view, width: 400, height: 300).with(.sketch))
    }

    /// The pixel where a point of the room appears, red, green, blue.
    private func colour(_ items: [RenderRequest.Item], at point: SIMD3<Double>) throws -> [Int] {
        let image = try picture(items)
        let camera = Camera(try RenderRequest(room: studio, items: items, width: 400, height: 300))
        let place = camera.project(point)
        return try #require(image.pixel(x: Int(place.x), y: Int(place.y))).map(Int.init)
    }

    private let north = item(
        "wall_panel_1", (1, 0.04, 0.6), at: (2, 2.98), bottom: 1.2, angle: 180, material: "red")
    private let south = item(
        "wall_panel_1", (1, 0.04, 0.6), at: (2, 0.02), bottom: 1.2, angle: 0, material: "red")

    @Test func whatHangsOnADrawnWallIsSolid() throws {
        let seen = try colour([north], at: SIMD3(2, 2.96, 1.5))
        #expect(seen[0] > 2 * seen[2])
    }

    @Test func whatHangsOnACutAwayWallLetsTheRoomThrough() throws {
        let point = SIMD3(2.0, 0.04, 1.5)
        let (empty, seen) = (try colour([], at: point), try colour([south], at: point))
        let solid = try colour(
            [item("wall_panel_1", (1, 0.04, 0.6), at: (2, 0.3), bottom: 1.2, material: "red")],
            at: SIMD3(2, 0.28, 1.5))
        // It is seen, and nearer to the room behind it than to itself.
        let change = zip(empty, seen).reduce(0) { $0 + abs($1.0 - $1.1) }
        let difference = zip(empty, solid).reduce(0) { $0 + abs($1.0 - $1.1) }
        #expect(change > 20 && change * 2 < difference)
    }

    @Test func aGhostCastsNoShadow() throws {
        // In every pixel that the ghost does not cover, the picture is that of the empty room.
        let (empty, haunted) = (try picture([]), try picture([south]))
        let camera = Camera(try RenderRequest(room: studio, items: [south], width: 400, height: 300))
        let corners = [1.5, 2.5].flatMap { x in
            [0, 0.04].flatMap { y in [1.2, 1.8].map { camera.project(SIMD3(x, y, $0)) } }
        }
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        let (left, right) = (try #require(xs.min()) - 2, try #require(xs.max()) + 2)
        let (top, bottom) = (try #require(ys.min()) - 2, try #require(ys.max()) + 2)
        var changed = 0
        for y in 0..<300 {
            for x in 0..<400 where empty.pixel(x: x, y: y) != haunted.pixel(x: x, y: y) {
                changed += 1
                #expect(Double(x) > left && Double(x) < right && Double(y) > top && Double(y) < bottom)
            }
        }
        #expect(changed > 500)
    }

    @Test func whatTheFloorOrAnotherObjectCarriesIsSolid() throws {
        let table = item("side_table_1", (0.6, 0.5, 0.6), at: (2, 0.25), material: "white")
        let box = item("object_a", (0.4, 0.4, 0.4), at: (2, 0.2), bottom: 0.6, material: "red")
        for items in [[table, box], [box, table]] {
            let seen = try colour(items, at: SIMD3(2, 0, 0.8))
            #expect(seen[0] > 2 * seen[2])
        }
        let cupboard = item("object_b", (0.6, 0.4, 1.5), at: (2, 0.2), material: "red")
        let seen = try colour([cupboard], at: SIMD3(2, 0, 1))
        #expect(seen[0] > 2 * seen[2])
    }

    @Test func whatStandsOnAHangingShelfFadesWithIt() throws {
        let shelf = item("wall_shelf_1", (1, 0.3, 0.05), at: (2, 0.15), bottom: 1)
        let box = item("object_a", (0.2, 0.2, 0.3), at: (2, 0.18), bottom: 1.05, material: "red")
        let point = SIMD3(2.0, 0.08, 1.2)
        let faint = try colour([shelf, box], at: point)
        #expect(faint[0] < 2 * faint[2])
    }

    @Test func inACornerThingsHangOnTheWallAtTheirBack() throws {
        // Touches the east wall, which is cut away, but hangs on the north wall and faces south.
        let picture = item(
            "wall_panel_1", (1, 0.04, 0.6), at: (3.5, 2.98), bottom: 1.2, angle: 180, material: "red")
        let seen = try colour([picture], at: SIMD3(3.5, 2.96, 1.5))
        #expect(seen[0] > 2 * seen[2])
    }
}
