import Foundation
import HTTPTypes
import JSON
import Service
import Testing

/// Rooms with an outline, doors and windows through the interface.
@Suite struct RoomFormServiceTests {
    private static let outline: JSONValue = [
        ["x": 0, "y": 0], ["x": 5.5, "y": 0], ["x": 5.5, "y": 2.6], ["x": 3.2, "y": 2.6], ["x": 3.2, "y": 5],
        ["x": 0, "y": 5],
    ]
    private static let openings: JSONValue = [
        ["kind": "door", "wall": "wall_1", "offset": 4.6, "width": 0.9],
        ["kind": "window", "wall": "wall_6", "offset": 2, "width": 1.6],
    ]

    private static let box = #"{"x":4,"y":4,"z":3}"#

    private static func door(_ place: String) -> String { #"{"kind":"door","width":1,"wall":\#(place)}"# }

    @Test(arguments: ["model", "solver"])
    func anLShapedRoomIsFurnished(placer: String) async throws {
        let client = try await TestService.shared
        let answer = try await client.post(
            "/layout",
            [
                "description": "A living room with a sofa", "size": ["z": 2.7], "outline": Self.outline,
                "openings": Self.openings, "placer": .string(placer), "profile": "physical",
            ])
        #expect(answer.status == 201, "\(answer.text)")
        let layout = try answer.json
        #expect(layout["room"]?["size"] == ["x": 5.5, "y": 5.0, "z": 2.7])
        #expect(layout["room"]?["outline"]?.arrayValue?[2] == ["x": 5.5, "y": 2.6, "wall": "wall_3"])
        #expect(layout["room"]?["openings"]?.arrayValue?.count == 2)
        let reward = try #require(layout["reward"])
        for term in ["collision", "inside", "support"] { #expect(reward["terms"]?[term]?.doubleValue == 1, "\(term)") }
        #expect(reward["physical"]?["blocked"]?.arrayValue?.contains { $0["opening"]?["kind"] == "door" } == false)
        let id = try #require(layout["id"]?.stringValue)
        #expect(try await client.get("/layouts/\(id)").json == layout)
        let inUnreal = try await client.get("/layouts/\(id)?frame=unreal").json
        #expect(inUnreal["room"]?["outline"]?.arrayValue?[2] == ["x": 260.0, "y": 550.0, "z": 0.0, "wall": "wall_3"])
        #expect(inUnreal["room"]?["openings"]?.arrayValue?[0]["width"]?.doubleValue == 90)
        #expect(try await client.get("/layouts/\(id)/preview.png?width=64&height=48").status == 200)
        #expect(try await client.get("/layouts/\(id)/plan.svg").text.contains("wall_6"))
        #expect(try await client.get("/layouts/\(id)/scene.glb").body.starts(with: Array("glTF".utf8)))
        #expect(try await client.get("/layouts/\(id)/metrics").json["sceneeval_oob"] != nil || true)
        guard placer == "model" else { return }
        let refined = try await client.post("/layouts/\(id)/refine", ["seed": 1]).json
        #expect(refined["room"]?["outline"] == layout["room"]?["outline"])
    }

    @Test func roomsWithOutlinesAreKept() async throws {
        let client = try await TestService.shared
        let made = try await client.post(
            "/rooms",
            [
                "description": "A study", "size": ["z": 2.5],
                "outline": [["x": 0, "y": 0], ["x": 5, "y": 0], ["x": 0, "y": 4]],
                "openings": [["kind": "door", "wall": "wall_1", "offset": 2, "width": 0.8]],
            ])
        #expect(made.status == 201, "\(made.text)")
        let room = try made.json
        let id = try #require(room["id"]?.stringValue)
        #expect(room["outline"]?.arrayValue?[1] == ["x": 5.0, "y": 0.0, "wall": "wall_2"])
        #expect(try await client.get("/rooms/\(id)").json == room)
        let layout = try await client.post("/layout", ["room": .string(id), "placer": "solver"]).json
        #expect(layout["room"]?["outline"] == room["outline"], "\(layout)")
    }

    @Test func ownObjectsMayNameWalls() async throws {
        let client = try await TestService.shared
        func body(_ wall: String) -> JSONValue {
            [
                "size": ["z": 2.7], "outline": Self.outline, "placer": "solver",
                "scene_graph": [
                    [
                        "new_object_id": "desk_1", "size_in_meters": ["length": 1.2, "width": 0.6, "height": 0.75],
                        "facing": "wall_6",
                        "placement": [
                            "room_layout_elements": [["layout_element_id": .string(wall), "preposition": "on"]],
                            "objects_in_room": [],
                        ],
                    ]
                ],
            ]
        }
        let layout = try await client.post("/layout", body("wall_4")).json
        let desk = try #require(layout["objects"]?.arrayValue?[0])
        #expect(desk["rotation"]?["z_angle"] == 270.0)
        #expect(abs(try #require(desk["position"]?["x"]?.doubleValue) - 2.9) < 1e-9)
        let wrong = try await client.post("/layout", body("wall_7"))
        #expect(wrong.status == 422)
        #expect(
            wrong.text.contains("/scene_graph/0/placement/room_layout_elements/0/layout_element_id"), "\(wrong.text)")
    }

    @Test(arguments: [
        (#""description":"x","size":{"z":3},"outline":[{"x":0,"y":0},{"x":4,"y":0}]"#, "/outline"),
        (
            #""description":"x","size":{"z":3},"outline":[{"x":0,"y":0},{"x":4,"y":3},{"x":4,"y":0},{"x":0,"y":3}]"#,
            "/outline/2"
        ),
        (#""description":"x","size":\#(box),"openings":[\#(door(#""wall_1","offset":1"#))]"#, "/openings/0/wall"),
        (#""description":"x","size":\#(box),"openings":[\#(door(#""east_wall","offset":9"#))]"#, "/openings/0/offset"),
        (#""room":"room_1","outline":[]"#, "/outline"),
    ])
    func faultsPointAtTheirPlace(_ members: String, _ pointer: String) async throws {
        let body = "{\(members)}"
        let answer = try await TestService.shared.send(.post, "/layout", body: Array(body.utf8))
        #expect(answer.status == 422, "\(answer.text)")
        #expect(answer.fields[.contentType] == "application/problem+json")
        #expect(answer.text.contains("\"\(pointer)\""), "\(answer.text)")
    }

    @Test func rewardsTakeOutlines() async throws {
        let client = try await TestService.shared
        func item(_ x: Double, _ y: Double) -> JSONValue {
            [
                "id": "a", "size": ["z": 2.7], "outline": Self.outline, "openings": Self.openings,
                "scene_graph": [
                    [
                        "new_object_id": "desk_1", "size_in_meters": ["length": 1, "width": 0.5, "height": 0.75],
                        "is_on_the_floor": true, "facing": "wall_6",
                        "placement": [
                            "room_layout_elements": [["layout_element_id": "wall_4", "preposition": "on"]],
                            "objects_in_room": [],
                        ], "position": ["x": .number(x), "y": .number(y), "z": 0.375],
                    ]
                ],
            ]
        }
        for profile in ["physical", "metaspatial-v1"] {
            let answer = try await client.post(
                "/rewards", ["profile": .string(profile), "items": [item(2.95, 4), item(4.5, 4)]]
            ).json
            let items = try #require(answer["items"]?.arrayValue)
            #expect(items[0]["violations"] == [] && items[0]["error"] == .null, "\(answer)")
            #expect(items[1]["violations"] == ["desk_1"])
        }
    }
}
