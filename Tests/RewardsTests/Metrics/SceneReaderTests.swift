import JSON
import Rewards
import SceneGraph
import Testing

/// One room, written in everyone's form, is the same room.
@Suite struct SceneReaderTests {
    /// A cabinet of 1 x 0.5 x 0.8 m in a room of 4 x 5 m, its middle at (1, 2), facing east.
    private func check(_ reading: SceneReader.Reading, form: SceneForm, id: String) throws {
        #expect(reading.form == form)
        #expect(reading.leftOut.isEmpty)
        let bounds = try #require(reading.scene.floor.bounds)
        #expect(bounds.low == SIMD2(0, 0) && bounds.high == SIMD2(4, 5))
        let object = try #require(reading.scene.objects.first)
        #expect(reading.scene.objects.count == 1)
        #expect(object.id == id)
        #expect(object.box.center.distance(to: Vector3(x: 1, y: 2, z: 0.4)) < 1e-9)
        let extents = object.box.halfExtents
        #expect(abs(extents.x - 0.25) < 1e-9 && abs(extents.y - 0.5) < 1e-9 && abs(object.box.half.z - 0.4) < 1e-9)
    }

    private func read(_ text: String, task: String? = nil, assets: String = "{}") throws -> SceneReader.Reading {
        let reader = SceneReader(assets: try AssetSizes(json: JSONCursor(.parse(assets))))
        return try reader.read(.parse(text), task: task.map { try .parse($0) })
    }

    @Test func oursInThreeForms() throws {
        let object = """
            {"new_object_id": "cabinet_1", "size_in_meters": {"length": 1, "width": 0.5, "height": 0.8},
             "facing": "east_wall", "position": {"x": 1, "y": 2, "z": 0.4}}
            """
        try check(
            read(#"{"size": {"x": 4, "y": 5, "z": 3}, "scene_graph": [\#(object)]}"#), form: .own, id: "cabinet_1")
        let floor = """
            {"new_object_id": "middle of the room", "size_in_meters": {"length": 4, "width": 5, "height": 0}}
            """
        try check(read("[\(object), \(floor)]"), form: .own, id: "cabinet_1")
        try check(
            read(
                """
                {"frame": {"name": "metaspatial"}, "room": {"size": {"x": 4, "y": 5, "z": 3}}, "objects": [
                  {"id": "cabinet_1", "size": {"length": 1, "width": 0.5, "height": 0.8}, "rotation": {"z_angle": 90},
                   "position": {"x": 1, "y": 2, "z": 0.4}}]}
                """), form: .own, id: "cabinet_1")
    }

    @Test func layoutVLMFacesEastAtZero() throws {
        try check(
            read(
                #"{"cabinet-0": {"position": [1, 2, 0.4], "rotation": [0, 0, 0.0]}}"#,
                task: """
                    {"boundary": {"floor_vertices": [[0, 0, 0], [4, 0, 0], [4, 5, 0], [0, 5, 0]]}, "assets": {
                      "cabinet-0": {"assetMetadata": {"boundingBox": {"x": 0.5, "y": 1, "z": 0.8}}}}}
                    """), form: .layoutVLM, id: "cabinet-0")
        #expect(throws: JSONFieldError.self) {
            try read(#"{"cabinet-0": {"position": [1, 2, 0.4], "rotation": [0, 0, 0.0]}}"#)
        }
    }

    @Test func holodeckHasUnitysFrame() throws {
        let house = """
            {"rooms": [{"floorPolygon": [{"x": 0, "y": 0, "z": 0}, {"x": 0, "y": 0, "z": 5}, {"x": 4, "y": 0, "z": 5},
              {"x": 4, "y": 0, "z": 0}]}],
             "walls": [{"id": "w", "segment": [[0, 0], [4, 0]]}],
             "doors": [{"id": "d", "wall0": "w", "holePolygon": [{"x": 1, "y": 0, "z": 0}, {"x": 2, "y": 2, "z": 0}]}],
             "objects": [{"id": "cabinet", "assetId": "A", "position": {"x": 1, "y": 0.4, "z": 2},
              "rotation": {"x": 0, "y": 90, "z": 0}, "vertices": [[70, 145], [70, 255], [130, 255], [130, 145]]}]}
            """
        let reading = try read(house)
        try check(reading, form: .holodeck, id: "cabinet")
        let door = try #require(reading.scene.openings.first)
        #expect(door.foot == SIMD2(1.5, 0) && door.width == 1 && door.height == 2 && door.kind == .door)
        try check(
            read(house, assets: #"{"A": {"assetMetadata": {"boundingBox": {"x": 1, "y": 0.8, "z": 0.5}}}}"#),
            form: .holodeck, id: "cabinet")
    }

    @Test func sceneStatesBringTheirMatrices() throws {
        let state = """
            {"format": "sceneState", "scene": {"arch": {"elements": [
              {"type": "Floor", "points": [[0, 0, 0], [4, 0, 0], [4, 5, 0], [0, 5, 0]]},
              {"type": "Wall", "points": [[0, 0, 0], [0, 5, 0]], "holes": [
                {"type": "Window", "box": {"min": [1, 1], "max": [2, 2]}}]}]},
             "object": [{"index": 3, "modelId": "objaverse.A", "transform": {"data":
              [0, -1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 0, 1, 2, 0, 1]}}]}}
            """
        // An asset with y up whose foot is its origin; its x comes to lie along -y, its z along -x.
        let reading = try read(state, assets: #"{"A": {"min": [-0.5, 0, -0.25], "max": [0.5, 0.8, 0.25]}}"#)
        try check(reading, form: .sceneState, id: "idx3_objaverse.A")
        #expect(reading.scene.openings.first?.foot == SIMD2(0, 1.5))
        #expect(reading.scene.openings.first?.bottom == 1)
        let unknown = try read(state)
        #expect(unknown.leftOut == ["idx3_objaverse.A"] && unknown.scene.objects.isEmpty)
    }

    @Test(arguments: [
        "7", "[]", "{}", #"{"a": 1}"#, #"{"scene_graph": [], "size": {"x": -1, "y": 1, "z": 1}}"#,
        #"{"size": {"x": 4, "y": 4, "z": 3}, "scene_graph": [{"new_object_id": "a"}]}"#,
        #"{"size": {"x": 4, "y": 4, "z": 3}, "scene_graph": [{"new_object_id": "a", "size_in_meters": {"length": 0, "width": 1, "height": 1}}]}"#,
        #"{"size": {"x": 4, "y": 4, "z": 3}, "scene_graph": [{"new_object_id": "a", "size_in_meters": {"length": 1, "width": 1, "height": 1}, "position": {"x": 1e300, "y": 1, "z": 1}}]}"#,
        #"{"format": "sceneState"}"#, #"{"format": "sceneState", "scene": {"arch": {"elements": []}, "object": []}}"#,
        #"{"rooms": [], "objects": []}"#, #"{"rooms": [{"floorPolygon": 1}], "objects": []}"#,
        #"{"a": {"position": [1], "rotation": 0}}"#,
    ])
    func whatIsNoSceneIsRefusedWithItsPlace(text: String) throws {
        #expect(throws: (any Error).self) { try read(text) }
    }

    @Test func tooManyObjectsAreRefused() throws {
        let object: JSONValue = [
            "new_object_id": "a", "size_in_meters": ["length": 1, "width": 1, "height": 1],
            "position": ["x": 1, "y": 1, "z": 1],
        ]
        let document: JSONValue = [
            "size": ["x": 4, "y": 4, "z": 3],
            "scene_graph": .array([JSONValue](repeating: object, count: 100_000)),
        ]
        let error = #expect(throws: JSONFieldError.self) { try SceneReader().read(document) }
        #expect(error?.description.hasPrefix("/scene_graph has 100000 elements") == true)
    }
}
