import Foundation
import HTTPTypes
import JSON
import Service
import Testing

/// Every fault of a request is told as a problem that names the field.
@Suite struct BadInputTests {
    private static let box = #"{"length":1,"width":1,"height":1}"#

    @Test(arguments: [
        (#"{"description":"x"}"#, "/size"),
        (#"{"description":"x","size":{"x":4,"y":5}}"#, "/size/z"),
        (#"{"description":"x","size":{"x":-4,"y":5,"z":3}}"#, "/size/x"),
        (#"{"description":"x","size":{"x":0,"y":5,"z":3}}"#, "/size/x"),
        (#"{"description":"x","size":{"x":1e9,"y":5,"z":3}}"#, "/size/x"),
        (#"{"description":"x","size":{"x":"4","y":5,"z":3}}"#, "/size/x"),
        (#"{"description":"x","size":[4,5,3]}"#, "/size"),
        (#"{"description":"a\u0000b","size":{"x":4,"y":5,"z":3}}"#, "/description"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"model":"none"}"#, "/model"),
        (#"{"description":7,"size":{"x":4,"y":5,"z":3}}"#, "/description"),
        (#"{"size":{"x":4,"y":5,"z":3}}"#, "/description"),
        (#"{"object_count":0,"size":{"x":4,"y":5,"z":3}}"#, "/object_count"),
        (#"{"object_count":5000,"size":{"x":4,"y":5,"z":3}}"#, "/object_count"),
        (#"{"scene_graph":[],"size":{"x":4,"y":5,"z":3}}"#, "/scene_graph"),
        (#"{"scene_graph":{},"size":{"x":4,"y":5,"z":3}}"#, "/scene_graph"),
        (
            #"{"scene_graph":[{"new_object_id":"a","size_in_meters":{"length":1e400,"width":1,"height":1}}],"size":{"x":4,"y":5,"z":3}}"#,
            ""
        ),
        (
            #"{"scene_graph":[{"new_object_id":"a","size_in_meters":\#(box)},{"new_object_id":"a","size_in_meters":\#(box)}],"size":{"x":4,"y":5,"z":3}}"#,
            "/scene_graph"
        ),
        (
            #"{"scene_graph":[{"new_object_id":"a","size_in_meters":\#(box),"placement":{"objects_in_room":[{"object_id":"b","preposition":"on"}]}}],"size":{"x":4,"y":5,"z":3}}"#,
            "/scene_graph"
        ),
        (
            #"{"scene_graph":[{"new_object_id":"a","size_in_meters":\#(box),"placement":{"objects_in_room":[{"object_id":"a","preposition":"beside"}]}}],"size":{"x":4,"y":5,"z":3}}"#,
            "/scene_graph/0/placement/objects_in_room/0/preposition"
        ),
        (
            #"{"scene_graph":[{"new_object_id":"a","size_in_meters":\#(box)}],"size":{"x":0.5,"y":5,"z":3}}"#,
            "/scene_graph"
        ),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"samples":0}"#, "/samples"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"seed":1.5}"#, "/seed"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"temperature":-1}"#, "/temperature"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"decoding":"guessed"}"#, "/decoding"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"decoding":"constrained","facts":"ranges"}"#, "/facts"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"frame":"maya"}"#, "/frame"),
        (#"{"description":"x","size":{"x":4,"y":5,"z":3},"colour":"red"}"#, "/colour"),
        (#"{"room":"room_1","size":{"x":4,"y":5,"z":3}}"#, "/size"),
        (#"{"room":"room_1"}"#, "/room"),
        (#"{"description":"x","size":{"x":NaN,"y":5,"z":3}}"#, ""),
        (#"[]"#, ""), (#"{"#, ""), (#""#, ""), (#"null"#, ""),
    ])
    func faultsPointAtTheirField(_ body: String, _ pointer: String) async throws {
        let answer = try await TestService.shared.send(.post, "/layout", body: Array(body.utf8))
        #expect((400..<500).contains(answer.status))
        #expect(answer.fields[.contentType] == "application/problem+json")
        let problem = try answer.json
        #expect(problem["status"]?.integerValue == answer.status)
        #expect(problem["errors"]?.arrayValue?.first?["pointer"]?.stringValue == pointer, "\(answer.text)")
    }

    @Test func allFaultsAreToldAtOnce() async throws {
        let answer = try await TestService.shared.post(
            "/layout",
            [
                "description": "x", "size": ["x": -1, "y": -2, "z": 3], "samples": 0, "colour": "red",
                "scene_graph": [["new_object_id": ""], ["new_object_id": "a"]],
            ])
        let pointers = try answer.json["errors"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue }
        #expect(
            pointers == [
                "/colour", "/size/x", "/size/y", "/scene_graph/0/new_object_id", "/scene_graph/1/size_in_meters",
                "/samples",
            ])
    }

    @Test func cyclesNameTheirObjects() async throws {
        func object(_ id: String, on parent: String) -> JSONValue {
            [
                "new_object_id": .string(id), "size_in_meters": ["length": 1, "width": 1, "height": 1],
                "placement": [
                    "room_layout_elements": [],
                    "objects_in_room": [["object_id": .string(parent), "preposition": "on"]],
                ],
            ]
        }
        let answer = try await TestService.shared.post(
            "/layout",
            [
                "size": ["x": 4, "y": 4, "z": 3],
                "scene_graph": [object("a", on: "b"), object("b", on: "c"), object("c", on: "a")],
            ])
        #expect(answer.status == 422)
        #expect(try answer.json["conflict"]?["objects"] == ["a", "b", "c"])
    }

    @Test func brokenTextAndDeepNestingAreRefused() async throws {
        let client = try await TestService.shared
        let broken = Array(#"{"description":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        #expect(try await client.send(.post, "/layout", body: broken).status == 400)
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let answer = try await client.send(.post, "/layout", body: Array(deep.utf8))
        #expect(answer.status == 400)
        #expect(answer.text.contains("deeper than 64"))
    }

    @Test func unknownPathsAndMethodsAreProblems() async throws {
        let client = try await TestService.shared
        let missing = try await client.get("/nothing")
        #expect(missing.status == 404 && missing.fields[.contentType] == "application/problem+json")
        let wrong = try await client.get("/layout")
        #expect(wrong.status == 405)
        #expect(wrong.fields[.allow]?.contains("POST") == true)
    }

    @Test func otherSitesMayNotPost() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let body: JSONValue = ["object_count": 1, "size": ["x": 3, "y": 3, "z": 3]]
        #expect(try await client.post("/rooms", body, fields: [name: "cross-site"]).status == 403)
        #expect(try await client.post("/rooms", body, fields: [name: "same-origin"]).status == 201)
    }

    @Test func brokenCheckpointsAreRefusedAndTheOldModelStays() async throws {
        let client = try await TestService.shared
        let directory = TestService.temporaryDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        func register() async throws -> InProcessClient.Answer {
            try await client.post("/models", ["path": .string(directory.path), "id": "broken"])
        }
        #expect(try await register().status == 422)
        try Data("{\"model_type\": \"qwen2_5_vl\"}".utf8).write(to: directory.appendingPathComponent("config.json"))
        try Data([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]).write(
            to: directory.appendingPathComponent("model.safetensors"))
        let answer = try await register()
        #expect(answer.status == 422, "\(answer.text)")
        #expect(answer.fields[.contentType] == "application/problem+json")
        #expect(try await client.get("/models/broken").status == 404)
        #expect(try await client.post("/models", ["path": "/etc"]).status == 422)
        #expect(try await client.post("/models", ["path": "a\0b"]).status == 422)
        #expect(try await client.get("/readyz").status == 200)
    }
}
