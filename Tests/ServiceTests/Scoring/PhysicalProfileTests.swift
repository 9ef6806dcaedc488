import Foundation
import HTTPTypes
import JSON
import Service
import Testing

@Suite struct PhysicalProfileTests {
    private let size: JSONValue = ["x": 4, "y": 5, "z": 2.8]

    @Test(arguments: ["model", "solver"])
    func aLayoutIsScoredByTheProfileThatItAsksFor(placer: String) async throws {
        let client = try await TestService.shared
        let layout = try await client.post(
            "/layout",
            [
                "description": "A calm bedroom with a desk.", "size": size, "seed": 3, "profile": "physical",
                "placer": .string(placer), "samples": 2, "judge": "none",
            ]
        ).json
        let reward = try #require(layout["reward"])
        #expect(reward["profile"] == "physical")
        #expect(reward["terms"]?["collision"]?.doubleValue == 1)
        #expect(reward["terms"]?["inside"]?.doubleValue == 1)
        let total = try #require(reward["total"]?.doubleValue)
        #expect(total > 0.7 && total <= 1)
        #expect(reward["physical"]?["weights"]?["collision"] == 0.25)
        let id = try #require(layout["id"]?.stringValue)
        #expect(try await client.get("/layouts/\(id)").json["reward"] == reward)
        guard placer == "model" else { return }
        // One more turn is scored as the first was.
        let refined = try await client.post("/layouts/\(id)/refine", ["seed": 1]).json
        #expect(refined["reward"]?["profile"] == "physical")
    }

    @Test func batchesAreScoredWithDoorsInMind() async throws {
        let client = try await TestService.shared
        func item(_ openings: JSONValue) -> JSONValue {
            [
                "id": "a", "size": size, "openings": openings,
                "scene_graph": [
                    [
                        "new_object_id": "wardrobe_1",
                        "size_in_meters": ["length": 1.2, "width": 0.6, "height": 2],
                        "is_on_the_floor": true, "facing": "north_wall",
                        "placement": [
                            "room_layout_elements": [["layout_element_id": "south_wall", "preposition": "on"]],
                            "objects_in_room": [],
                        ], "position": ["x": 2, "y": 0.3, "z": 1],
                    ]
                ],
            ]
        }
        let free: JSONValue = [["kind": "door", "wall": "north_wall", "offset": 2, "width": 0.9]]
        let blocked: JSONValue = [["kind": "door", "wall": "south_wall", "offset": 2, "width": 0.9]]
        let wrong: JSONValue = [["kind": "door", "wall": "ceiling", "offset": 2, "width": 0.9]]
        let answer = try await client.post(
            "/rewards",
            ["profile": "physical", "items": [item(free), item(blocked), item(wrong), item(.null)]]
        ).json
        let items = try #require(answer["items"]?.arrayValue)
        #expect(items[0]["total"]?.doubleValue.map { abs($0 - 1) < 1e-12 } == true)
        let door = try #require(items[1]["physical"]?["blocked"]?.arrayValue?.first)
        #expect(door["by"] == ["wardrobe_1"])
        // Between the wardrobe's own sides, which are free, and the door's, most of which is not.
        let part = try #require(door["free"]?.doubleValue)
        let clearance = try #require(items[1]["terms"]?["clearance"]?.doubleValue)
        #expect(part < 0.5 && part < clearance && clearance < 1)
        #expect(items[2]["error"]?["type"] == "invalid-item")
        #expect(items[3]["total"] == items[0]["total"])
    }

    @Test func metricsOfALayout() async throws {
        let client = try await TestService.shared
        func chest(_ id: String, _ wall: String) -> JSONValue {
            [
                "new_object_id": .string(id), "size_in_meters": ["length": 1, "width": 0.5, "height": 0.8],
                "is_on_the_floor": true, "facing": "middle of the room",
                "placement": [
                    "room_layout_elements": [["layout_element_id": .string(wall), "preposition": "on"]],
                    "objects_in_room": [],
                ],
            ]
        }
        let layout = try await client.post(
            "/layout",
            [
                "scene_graph": [chest("chest_1", "north_wall"), chest("cabinet_1", "south_wall")], "size": size,
                "placer": "solver", "seed": 5,
            ]
        ).json
        let id = try #require(layout["id"]?.stringValue)
        let answer = try await client.get("/layouts/\(id)/metrics")
        #expect(answer.status == 200)
        let metrics = try answer.json
        #expect(metrics["objects"] == 2)
        // The solver's boxes are apart and inside, so the furniture in them is, too.
        #expect(metrics["sceneeval"]?["col"]?["pairs"] == [])
        #expect(metrics["sceneeval"]?["oob"]?["objects"] == [])
        #expect(metrics["layoutvlm"]?["collision_free"]?.doubleValue == 1)
        #expect(metrics["layoutvlm"]?["in_boundary"]?.doubleValue == 1)
        #expect(metrics["idesign"]?["bbl"]?.doubleValue == 0)
        #expect(metrics["metaspatial"]?["collision_ratio"]?.doubleValue == 0)
        #expect(metrics["physical"]?["terms"]?["collision"]?.doubleValue == 1)
        let tag = try #require(answer.fields[.eTag])
        let again = try await client.send(.get, "/layouts/\(id)/metrics", fields: [.ifNoneMatch: tag])
        #expect(again.status == 304)
        let missing = try await client.get("/layouts/none/metrics")
        #expect(missing.status == 404)
        #expect(missing.fields[.contentType] == "application/problem+json")
    }
}
