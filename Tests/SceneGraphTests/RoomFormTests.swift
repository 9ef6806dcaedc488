import JSON
import SceneGraph
import Testing

/// Rooms that are more than a size: outlines, walls, doors and windows.
@Suite struct RoomFormTests {
    private static let ell = """
        {"size": {"z": 2.7}, "outline": [{"x": 0, "y": 0}, {"x": 5, "y": 0}, {"x": 5, "y": 2.5, "wall": "niche"},
        {"x": 3, "y": 2.5}, {"x": 3, "y": 5}, {"x": 0, "y": 5}],
        "openings": [{"kind": "door", "wall": "wall_1", "offset": 1, "width": 0.9}]}
        """

    private static func room(_ text: String) throws -> Room { try Room(json: JSONCursor(JSONValue.parse(text))) }

    @Test func anOutlineHasWallsWithNames() throws {
        let room = try Self.room(Self.ell)
        #expect(room.size == Vector3(x: 5, y: 5, z: 2.7) && !room.isPlain)
        #expect(room.walls.map(\.name) == ["wall_1", "wall_2", "niche", "wall_4", "wall_5", "wall_6"])
        #expect(abs(room.floor.area - 20) < 1e-12)
        let niche = try #require(room.wall(named: "niche"))
        #expect(niche.inward == SIMD2(0, -1) && niche.angle == 180 && niche.length == 2)
        #expect(niche.likeness == .northWall)
        let (wall, foot) = try #require(room.place(of: room.openings[0]))
        #expect(wall.name == "wall_1" && foot == Vector3(x: 1, y: 0, z: 0))
        // What is written is read again.
        let written = JSONValue.object(JSONObject(members: [("size", room.size.json)] + room.formMembers))
        #expect(try Room(json: JSONCursor(written)) == room)
    }

    @Test func clockwiseCornersAreTurnedAround() throws {
        let room = try Self.room(
            """
            {"size": {"z": 3}, "outline": [{"x": 0, "y": 0, "wall": "west"}, {"x": 0, "y": 4}, {"x": 4, "y": 0}]}
            """)
        #expect(room.floor.corners == [SIMD2(0, 0), SIMD2(4, 0), SIMD2(0, 4)])
        #expect(room.walls.map(\.name) == ["wall_1", "wall_2", "west"])
        #expect(abs(try #require(room.wall(named: "wall_2")).angle - 225) < 1e-9)
        #expect(try #require(room.wall(named: "wall_2")).likeness == nil)
    }

    @Test func aRectangleMayBeAnOutline() throws {
        let outlined = try Self.room(
            """
            {"size": {"x": 4, "y": 3, "z": 2.5},
            "outline": [{"x": 4, "y": 3}, {"x": 0, "y": 3}, {"x": 0, "y": 0}, {"x": 4, "y": 0}]}
            """)
        let room = Room(size: outlined.size)
        #expect(room.size == Vector3(x: 4, y: 3, z: 2.5) && room.isPlain && !outlined.isPlain)
        // Its walls have both names: the third side runs along the south.
        #expect(outlined.walls.map(\.name) == ["wall_1", "wall_2", "wall_3", "wall_4"])
        #expect(outlined.wall(named: "south_wall")?.angle == outlined.wall(named: "wall_3")?.angle)
        #expect(outlined.wall(named: "north_wall")?.start == SIMD2(0, 3))
        #expect(room.walls.map(\.name) == ["south_wall", "east_wall", "north_wall", "west_wall"])
        let door = Opening(.door, wall: .northWall, offset: 1, width: 0.8, height: 2)
        #expect(outlined.with([door]).openings.first?.wall == "wall_1")
        #expect(outlined.with([door]).openings.first?.offset == 3)
        for wall in room.walls {
            #expect(RoomElement(rawValue: wall.name)?.angle == wall.angle)
            #expect(RoomElement(rawValue: wall.name)?.facingAngle == wall.facingAngle)
        }
        // Offsets count from the west and the south.
        let window = Opening(.window, wall: .northWall, offset: 1, width: 1, bottom: 1, height: 1)
        #expect(room.place(of: window)?.foot == Vector3(x: 1, y: 3, z: 1))
    }

    @Test(arguments: [
        (#"[{"x":0,"y":0},{"x":4,"y":0}]"#, "/outline"),
        (#"[]"#, "/outline"),
        (#"{"x":0}"#, "/outline"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":"3"}]"#, "/outline/2/y"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":1e9,"y":3}]"#, "/outline/2/x"),
        (#"[{"x":0,"y":0},{"x":-4,"y":0},{"x":4,"y":3}]"#, "/outline/1/x"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/2"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":3},{"x":0,"y":0}]"#, "/outline/3"),
        (#"[{"x":0,"y":0},{"x":4,"y":3},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/2"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":2,"y":0}]"#, "/outline/1"),
        (#"[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":3},{"x":2,"y":0},{"x":0,"y":3}]"#, "/outline/2"),
        (#"[{"x":1,"y":0},{"x":4,"y":0},{"x":4,"y":3}]"#, "/outline"),
        (#"[{"x":0,"y":0},{"x":0.05,"y":0},{"x":0,"y":3}]"#, "/outline"),
        (#"[{"x":0,"y":0,"wall":"a"},{"x":4,"y":0,"wall":"a"},{"x":0,"y":3}]"#, "/outline/1/wall"),
        (#"[{"x":0,"y":0,"wall":"wall_2"},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/0/wall"),
        (#"[{"x":0,"y":0,"wall":"ceiling"},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/0/wall"),
        (#"[{"x":0,"y":0,"wall":""},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/0/wall"),
        (#"[{"x":0,"y":0,"z":1},{"x":4,"y":0},{"x":0,"y":3}]"#, "/outline/0/z"),
    ])
    func badOutlinesAreRefusedAtTheirPlace(_ outline: String, _ pointer: String) throws {
        #expect(faults(#"{"size": {"z": 2.5}, "outline": \#(outline)}"#) == [pointer])
    }

    @Test(arguments: [
        (#"{"kind":"door","wall":"wall_9","offset":1,"width":0.9}"#, "/openings/0/wall"),
        (#"{"kind":"door","wall":"south_wall","offset":1,"width":0.9}"#, "/openings/0/wall"),
        (#"{"kind":"door","wall":"wall_1","offset":3.8,"width":0.9}"#, "/openings/0/offset"),
        (#"{"kind":"door","wall":"wall_1","offset":2,"width":9}"#, "/openings/0/width"),
        (#"{"kind":"door","wall":"wall_1","offset":2,"width":0.9,"height":3}"#, "/openings/0/height"),
        (#"{"kind":"hatch","wall":"wall_1","offset":2,"width":0.9}"#, "/openings/0/kind"),
    ])
    func openingsLieInTheirWall(_ opening: String, _ pointer: String) throws {
        let outline = #"[{"x":0,"y":0},{"x":4,"y":0},{"x":0,"y":3}]"#
        #expect(faults(#"{"size":{"z":2.5},"outline":\#(outline),"openings":[\#(opening)]}"#) == [pointer])
    }

    @Test func sizesThatContradictTheOutlineAreRefused() {
        let outline = #"[{"x":0,"y":0},{"x":4,"y":0},{"x":0,"y":3}]"#
        #expect(faults(#"{"size":{"x":5,"y":3,"z":2.5},"outline":\#(outline)}"#) == ["/size/x"])
        #expect(faults(#"{"size":{},"outline":\#(outline)}"#) == ["/size/z"])
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try Self.room(text)
            return []
        } catch let form as JSONFormError {
            return form.faults.map(\.pointer)
        } catch let fault as JSONFieldError {
            return [fault.pointer]
        } catch {
            return ["\(error)"]
        }
    }

    @Test func manyCornersAreRefusedBeforeTheyAreLookedAt() {
        let corners = (0..<65).map { #"{"x":\#($0),"y":\#($0 % 2)}"# }.joined(separator: ",")
        #expect(faults(#"{"size":{"z":2.5},"outline":[\#(corners)]}"#) == ["/outline"])
    }

    // MARK: Objects

    @Test func objectsRelateToWallsAndFaceThem() throws {
        let room = try Self.room(Self.ell)
        let text = """
            {"new_object_id": "sofa_1", "size_in_meters": {"length": 1.5, "width": 0.8, "height": 0.8}, "facing": "wall_1",
            "placement": {"room_layout_elements": [{"layout_element_id": "niche", "preposition": "on"}]}}
            """
        let object = try SceneObject(json: JSONCursor(JSONValue.parse(text)), room: room)
        #expect(object.relations == [Relation(.on, wall: "niche")])
        let scene = try Scene(room: room, objects: [object])
        #expect(scene.angles == [180])
        #expect(try SceneObject(json: JSONCursor(object.json), room: room) == object)
        // In a box-shaped room there is no such wall.
        #expect(throws: JSONFieldError.self) { try SceneObject(json: JSONCursor(JSONValue.parse(text))) }
        #expect(throws: SceneError.unknownWall(object: "sofa_1", wall: "niche")) {
            try Scene(room: Room(size: room.size), objects: [object])
        }
    }

    @Test func aBoxInTheNotchIsOutside() throws {
        let room = try Self.room(Self.ell)
        let box = BoxSize(length: 1, width: 1, height: 1)
        #expect(room.holds(size: box, angle: 0, center: Vector3(x: 4, y: 2, z: 0.5)))
        #expect(!room.holds(size: box, angle: 0, center: Vector3(x: 4, y: 2.1, z: 0.5)))
        #expect(!room.holds(size: box, angle: 0, center: Vector3(x: 4, y: 4, z: 0.5)))
        // A turned box needs more room in a corner.
        #expect(room.holds(size: box, angle: 0, center: Vector3(x: 0.5, y: 0.5, z: 0.5)))
        #expect(!room.holds(size: box, angle: 45, center: Vector3(x: 0.5, y: 0.5, z: 0.5)))
        // The corner of the walls lies in the box, and none of the box's corners outside.
        let plank = BoxSize(length: 3, width: 0.2, height: 1)
        #expect(!room.holds(size: plank, angle: 45, center: Vector3(x: 3, y: 2.5, z: 1)))
        #expect(abs(room.floor.overlap(FloorPolygon(from: SIMD2(2, 2), to: SIMD2(4, 3))) - 1.5) < 1e-12)
    }

    // MARK: Prompts

    @Test func everyPromptTellsTheOutline() throws {
        let room = try Self.room(Self.ell)
        let scene = try Scene(
            room: room,
            objects: [
                SceneObject(
                    id: "bed_1", size: BoxSize(length: 1.6, width: 2, height: 0.5), isOnTheFloor: true,
                    facing: "south_wall", relations: [Relation(.on, wall: "niche")])
            ])
        let large = PromptForm.metaspatial.text(for: scene)
        #expect(large.contains("(0.0, 0.0), (5.0, 0.0), (5.0, 2.5), (3.0, 2.5), (3.0, 5.0), (0.0, 5.0)"))
        #expect(large.contains("'niche' from (5.0, 2.5) to (3.0, 2.5)"))
        #expect(large.contains("a door in 'wall_1' from (0.55, 0.0) to (1.45, 0.0)"))
        for form in [PromptForm.compact, .ranged] {
            let lines = form.text(for: scene).split(separator: "\n")
            #expect(lines.contains("outline 0.00,0.00 5.00,0.00 5.00,2.50 3.00,2.50 3.00,5.00 0.00,5.00"))
            #expect(lines.contains("door wall_1 0.55,0.00..1.45,0.00"))
        }
        #expect(PromptForm.ranged.text(for: scene).contains("bed_1 x3.80..4.20 y1.50 z0.25"))
    }
}
