import Foundation
import HTTPTypes
import JSON
import Service
import Testing
import Yams

/// What `openapi.yaml` describes is what is served.
@Suite struct InterfaceTests {
    @Test func everyDescribedOperationIsServed() async throws {
        let client = try await TestService.shared
        let text = try await client.get("/openapi.yaml")
        #expect(text.status == 200)
        let document = try #require(try Yams.load(yaml: text.text) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(paths.count >= 15)
        for (path, item) in paths {
            let address = path.replacing(/{[a-z]+}/, with: "none")
            let described = Set(item.keys).subtracting(["parameters"]).map { $0.uppercased() }
            let options = try await client.send(.options, address)
            let allowed = (options.fields[.allow] ?? "").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(
                Set(allowed).subtracting(["HEAD", "OPTIONS"]) == Set(described), "\(path) serves \(allowed)")
        }
    }

    @Test func thePageAndItsPartsAreServed() async throws {
        let client = try await TestService.shared
        let page = try await client.get("/")
        #expect(page.status == 200)
        #expect(page.fields[.contentType]?.hasPrefix("text/html") == true)
        #expect(page.fields[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(try await client.get("/healthz").json == ["status": "ok"])
        #expect(try await client.get("/readyz").json == ["status": "ready"])
    }

    @Test func roomsAreKeptAndFurnished() async throws {
        let client = try await TestService.shared
        let made = try await client.post(
            "/rooms", ["description": "A home office.", "size": ["x": 3, "y": 4, "z": 2.5]])
        #expect(made.status == 201, "\(made.text)")
        let room = try made.json
        let id = try #require(room["id"]?.stringValue)
        #expect(try await client.get("/rooms/\(id)").json == room)
        let layout = try await client.post("/layout", ["room": .string(id), "placer": "solver"]).json
        #expect(layout["room"]?["id"]?.stringValue == id)
        #expect(
            layout["objects"]?.arrayValue?.map { $0["id"] }
                == room["scene_graph"]?.arrayValue?.map { $0["new_object_id"] })
    }

    @Test func picturesHaveTags() async throws {
        let client = try await TestService.shared
        let layout = try await client.post(
            "/layout", ["object_count": 3, "size": ["x": 3, "y": 3, "z": 3], "placer": "solver"]
        ).json
        let id = try #require(layout["id"]?.stringValue)
        let views = [
            "iso", "top", "eye", "orbit&azimuth=200&elevation=20&distance=0.8", "iso&look=sketch",
            "top&projection=orthographic&look=draft", "iso&overlays=labels,collisions,violations,boxes,walk",
        ]
        for view in views {
            let path = "/layouts/\(id)/preview.png?width=64&height=48&view=\(view)"
            let picture = try await client.get(path)
            #expect(picture.status == 200 && picture.fields[.contentType] == "image/png")
            #expect(picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(try await client.get(path).body == picture.body)
            let tag = try #require(picture.fields[.eTag])
            #expect(try await client.get(path, fields: [.ifNoneMatch: tag]).status == 304)
        }
        #expect(try await client.get("/layouts/\(id)/preview.png?width=5000").status == 422)
        #expect(try await client.get("/layouts/\(id)/preview.png?view=inside").status == 422)
        #expect(try await client.get("/layouts/\(id)/preview.png?overlays=labels,nothing").status == 422)
        #expect(try await client.get("/layouts/\(id)/plan.svg").text.contains("<svg"))
        #expect(try await client.get("/layouts/\(id)/scene.glb").body.starts(with: Array("glTF".utf8)))
        let scene = try await client.get("/layouts/\(id)/scene.glb?frame=unreal")
        #expect(String(decoding: scene.body, as: UTF8.self).contains("\"frame\":\"unreal\""))
        let turn = try await client.get("/layouts/\(id)/turntable.png?width=32&height=24&frames=3")
        #expect(turn.status == 200 && turn.fields[.contentType] == "image/apng")
        #expect(turn.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try await client.get("/layouts/\(id)/turntable.png?frames=100000").status == 422)
    }

    @Test func keptThingsHaveTags() async throws {
        let client = try await TestService.shared
        let size: JSONValue = ["x": 3, "y": 3, "z": 3]
        for path in ["/layout", "/rooms"] {
            let body: JSONValue =
                path == "/rooms"
                ? ["object_count": 1, "size": size] : ["object_count": 1, "size": size, "placer": "solver"]
            let location = try #require(try await client.post(path, body).fields[.location])
            let tag = try #require(try await client.get(location).fields[.eTag])
            let again = try await client.get(location, fields: [.ifNoneMatch: "\"x\", W/" + tag])
            #expect(again.status == 304 && again.body.isEmpty && again.fields[.eTag] == tag)
        }
    }

    @Test func queriesAreNumbersAsJSONWritesThem() async throws {
        let client = try await TestService.shared
        #expect(try await client.get("/layouts?limit=1").status == 200)
        for text in ["0x10", "%2B1", "nan", "1.5", "", "101"] {
            let answer = try await client.get("/layouts?limit=\(text)")
            #expect(answer.status == 422, "\(text)")
            #expect(try answer.json["errors"]?.arrayValue?.first?["pointer"] == "/limit")
        }
    }

    @Test func aSceneIsDrawnWithoutBeingKept() async throws {
        let client = try await TestService.shared
        let answer = try await client.post(
            "/render",
            [
                "size": ["x": 3, "y": 3, "z": 2.5], "width": 40, "height": 30,
                "scene_graph": [
                    [
                        "new_object_id": "bed_1", "position": ["x": 1, "y": 1, "z": 0.25],
                        "size_in_meters": ["length": 1.6, "width": 2, "height": 0.5],
                    ]
                ],
            ])
        #expect(answer.status == 200 && answer.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let unplaced = try await client.post(
            "/render",
            [
                "size": ["x": 3, "y": 3, "z": 2.5],
                "scene_graph": [
                    ["new_object_id": "bed_1", "size_in_meters": ["length": 1, "width": 2, "height": 1]]
                ],
            ])
        #expect(try unplaced.json["errors"]?.arrayValue?.first?["pointer"] == "/scene_graph/0/position")
    }

    @Test func batchesAreScoredItemByItem() async throws {
        let client = try await TestService.shared
        let bed: JSONValue = [
            "new_object_id": "bed_1", "style": "", "material": "", "is_on_the_floor": true, "facing": "south_wall",
            "size_in_meters": ["length": 1.6, "width": 2.0, "height": 0.5],
            "placement": [
                "room_layout_elements": [["layout_element_id": "north_wall", "preposition": "on"]],
                "objects_in_room": [],
            ],
            "rotation": ["z_angle": 180.0], "position": ["x": 2.0, "y": 4.0, "z": 0.25],
        ]
        let size: JSONValue = ["x": 4, "y": 5, "z": 2.8]
        let good =
            #"<think></think><answer>[{"new_object_id":"bed_1","x":2.0,"y":4.0,"z":0.25}]</answer>"#
        let answer = try await client.post(
            "/rewards",
            [
                "profile": "metaspatial-v1",
                "items": [
                    ["id": "a", "size": size, "scene_graph": [bed], "response": .string(good)],
                    ["id": "b", "size": size, "scene_graph": [bed], "response": "no tags"],
                    ["id": "c", "size": size, "scene_graph": "nonsense"],
                    ["id": "d", "size": size, "scene_graph": [bed], "layout": ["bed_1": ["x": 1, "y": 1, "z": 1]]],
                    ["id": "e", "size": size, "scene_graph": [bed], "response": .string(good), "judge_reply": nil],
                ],
            ])
        #expect(answer.status == 200, "\(answer.text)")
        let items = try #require(try answer.json["items"]?.arrayValue)
        #expect(items.map { $0["id"]?.stringValue } == ["a", "b", "c", "d", "e"])
        #expect(items[0]["total"] == 0.5 && items[0]["violations"] == [])
        #expect(items[1]["total"]?.doubleValue == 0)
        #expect(items[2]["total"] == .null && items[2]["error"]?["detail"] != nil)
        #expect(items[3]["violations"] == ["bed_1"])
        #expect(items[4]["total"] == 0.5 && items[4]["terms"]?["judge_stage"] == "failed")
        let judged = try await client.post(
            "/rewards",
            [
                "judge": "embedded",
                "items": [
                    ["id": "a", "size": size, "scene_graph": [bed], "response": .string(good)],
                    ["id": "b", "size": size, "scene_graph": [bed], "response": "no tags"],
                    ["id": "c", "size": size, "scene_graph": [bed], "response": .string(good), "judge_reply": nil],
                    ["id": "d", "size": size, "scene_graph": [bed], "layout": ["sofa_1": ["x": 1, "y": 1, "z": 1]]],
                ],
            ])
        let graded = try #require(try judged.json["items"]?.arrayValue, "\(judged.text)")
        #expect(graded[0]["terms"]?["judge_stage"] == "graded")
        #expect(graded[0]["terms"]?["judgement"]?["layout_and_furniture"]?["grade"]?.doubleValue ?? 0 > 5)
        #expect(graded[1]["total"]?.doubleValue == 0)
        #expect(graded[2]["terms"]?["judge_stage"] == "failed" && graded[2]["total"] == 0.5)
        #expect(graded[3]["total"]?.doubleValue ?? 1 < 0.21)
        let physical = try await client.post(
            "/rewards",
            [
                "profile": "physical", "judge": "embedded",
                "items": [["size": size, "scene_graph": [bed], "response": .string(good), "description": "A bedroom"]],
            ])
        let terms = try physical.json["items"]?.arrayValue?.first?["terms"]
        #expect(terms?["judge_stage"] == "graded" && terms?["judge_sum"] == .null, "\(physical.text)")
        #expect(terms?["judge"]?.doubleValue ?? 0 > 0.5)
        #expect(try await client.post("/rewards", ["judge": "nobody", "items": []]).status == 422)
        let odd = try await client.post("/rewards", ["items": [["id": ["no": "text"]], 7]])
        #expect(try odd.json["items"]?.arrayValue?.map { $0["id"] } == [.null, .null])
        let tooMany = JSONValue.array([JSONValue](repeating: ["id": "x"], count: 1025))
        #expect(try await client.post("/rewards", ["items": tooMany]).status == 422)
    }
}
