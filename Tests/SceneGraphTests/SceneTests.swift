import JSON
import SceneGraph
import Testing

@Suite struct SceneTests {
    private let room = Room(size: Vector3(x: 4, y: 5, z: 2.8))

    private func object(
        _ id: String, length: Double = 1, facing: String = "",
        _ relations: Relation...
    ) -> SceneObject {
        SceneObject(
            id: id, size: BoxSize(length: length, width: 0.5, height: 1), isOnTheFloor: true, facing: facing,
            relations: relations)
    }

    @Test func anglesComeFromFacingThenFromTheFirstParent() throws {
        let scene = try Scene(
            room: room,
            objects: [
                object("chair_1", Relation(.inFront, object: "desk_1")),
                object("desk_1", facing: "east_wall", Relation(.on, .westWall)),
                object("rug_1", Relation(.on, .middle)),
            ])
        #expect(scene.angles == [90, 90, 0])
        #expect(scene.topologicalOrder.map { scene.objects[$0].id } == ["desk_1", "rug_1", "chair_1"])
    }

    @Test func faultsNameTheirObjects() throws {
        #expect(throws: SceneError.duplicateID("a")) {
            try Scene(room: room, objects: [object("a"), object("a")])
        }
        #expect(throws: SceneError.unknownTarget(object: "a", target: "b")) {
            try Scene(room: room, objects: [object("a", Relation(.on, object: "b"))])
        }
        #expect(throws: SceneError.selfRelation("a")) {
            try Scene(room: room, objects: [object("a", Relation(.on, object: "a"))])
        }
        #expect(throws: SceneError.cycle(["a", "b", "c"])) {
            try Scene(
                room: room,
                objects: [
                    object("a", Relation(.on, object: "b")), object("b", Relation(.on, object: "c")),
                    object("c", Relation(.on, object: "a")), object("d", Relation(.on, object: "c")),
                ])
        }
        #expect(throws: SceneError.self) { try Scene(room: room, objects: [object("a", length: 4.5)]) }
        // Turned by 90 degrees the same wardrobe stands along the longer wall.
        #expect(throws: Never.self) {
            try Scene(room: room, objects: [object("a", length: 4.5, facing: "east_wall")])
        }
    }

    @Test func idesignFormIsReadAndWrittenVerbatim() throws {
        let text = """
            {"new_object_id":"lamp_1","style":"modern","material":"metal","size_in_meters":{"length":0.3,\
            "width":0.3,"height":1.5},"is_on_the_floor":true,"facing":"east_wall","placement":\
            {"room_layout_elements":[{"layout_element_id":"west_wall","preposition":"on"}],"objects_in_room":\
            [{"object_id":"bed_1","preposition":"left of","is_adjacent":false}]},"quantity":1,\
            "cluster":{"constraint_area":{"x_neg":0.0}},"rotation":{"z_angle":90.0},\
            "position":{"x":0.15,"y":1.0,"z":0.75}}
            """
        let object = try SceneObject(json: JSONCursor(try JSONValue.parse(text)))
        #expect(JSONWriter().string(object.json) == text)
        #expect(object.label == "lamp")
    }

    @Test(arguments: [
        (#"{}"#, "/new_object_id"),
        (#"{"new_object_id":"a"}"#, "/size_in_meters"),
        (#"{"new_object_id":"a","size_in_meters":{"length":-1,"width":1,"height":1}}"#, "/size_in_meters/length"),
        (#"{"new_object_id":"a","size_in_meters":{"length":1,"width":0,"height":1}}"#, "/size_in_meters/width"),
        (#"{"new_object_id":"a","size_in_meters":{"length":1,"width":1,"height":"x"}}"#, "/size_in_meters/height"),
        (
            #"{"new_object_id":"a","size_in_meters":{"length":1,"width":1,"height":1},"placement":{"room_layout_elements":[{"layout_element_id":"wall","preposition":"on"}]}}"#,
            "/placement/room_layout_elements/0/layout_element_id"
        ),
        (#"{"new_object_id":"south_wall","size_in_meters":{"length":1,"width":1,"height":1}}"#, "/new_object_id"),
        (
            #"{"new_object_id":"a","size_in_meters":{"length":1,"width":1,"height":1},"pinned":true}"#,
            "/position"
        ),
    ])
    func badObjectsPointAtTheirField(_ text: String, _ pointer: String) throws {
        let value = try JSONValue.parse(text)
        let error = #expect(throws: JSONFieldError.self) { try SceneObject(json: JSONCursor(value)) }
        #expect(error?.pointer == pointer)
    }
}

@Suite struct CoordinateFrameTests {
    @Test(arguments: CoordinateFrame.allCases)
    func statesItsTrueHandedness(_ frame: CoordinateFrame) {
        let x = frame.position(Vector3(x: 1, y: 0, z: 0))
        let y = frame.position(Vector3(x: 0, y: 1, z: 0))
        let z = frame.position(Vector3(x: 0, y: 0, z: 1))
        let determinant =
            x.x * (y.y * z.z - y.z * z.y) - x.y * (y.x * z.z - y.z * z.x) + x.z * (y.x * z.y - y.y * z.x)
        #expect((determinant < 0) == (frame.json["handedness"] == "left"))
    }

    /// Turning the frame's front axis by the frame's angle must give the direction in which the object faces.
    @Test(arguments: CoordinateFrame.allCases, [0.0, 90, 180, 270, 30])
    func anglesTurnTheFrontAxisTowardTheFacing(_ frame: CoordinateFrame, _ angle: Double) {
        let facing = Heading.direction(angle)
        let wanted = frame.position(Vector3(x: facing.x, y: facing.y, z: 0))
        let (s, c) = (Heading.direction(frame.angle(angle)).x, Heading.direction(frame.angle(angle)).y)
        let unit = frame.unitsPerMetre
        let turned =
            switch frame {
            case .metaspatial: Vector3(x: s, y: c, z: 0)  // front +y, clockwise from above
            case .blender: Vector3(x: s, y: -c, z: 0)  // front -y, counter-clockwise
            case .gltf, .godot, .unity: Vector3(x: s, y: 0, z: c)  // front +z about +y
            case .unreal: Vector3(x: c * unit, y: s * unit, z: 0)  // front +x toward +y
            }
        #expect(turned.distance(to: wanted) < 1e-9)
    }
}
