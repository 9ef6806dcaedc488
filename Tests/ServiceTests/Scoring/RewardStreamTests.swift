import Foundation
import HTTPTypes
import JSON
import Service
import Testing

@Suite struct RewardStreamTests {
    private static func item(_ number: Int, z: Double = 0.25) -> JSONValue {
        let place = "{\"new_object_id\":\"bed_1\",\"x\":2,\"y\":\(1 + Double(number) / 100),\"z\":\(z)}"
        let answer = "<think>t</think><answer>[\(place)]</answer>"
        return [
            "id": .string("item \(number)"), "size": ["x": 4, "y": 5, "z": 2.8],
            "scene_graph": [
                [
                    "new_object_id": "bed_1", "size_in_meters": ["length": 1.6, "width": 2, "height": 0.5],
                    "is_on_the_floor": true, "facing": "north_wall",
                    "placement": [
                        "room_layout_elements": [["layout_element_id": "south_wall", "preposition": "on"]],
                        "objects_in_room": [],
                    ], "position": ["x": 0, "y": 0, "z": 0], "rotation": ["z_angle": 0],
                ]
            ], "response": .string(answer),
        ]
    }

    private static func lines(_ text: String) throws -> [JSONValue] {
        try text.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    }

    private static let type: HTTPFields = [.contentType: "application/x-ndjson"]

    @Test(arguments: ["metaspatial-v1", "physical"])
    func linesAreAnsweredAsADocumentIs(profile: String) async throws {
        let client = try await TestService.shared
        let items = (0..<100).map { Self.item($0) }
        let document = try await client.post("/rewards", ["profile": .string(profile), "items": .array(items)]).json
        let text = items.map { JSONWriter().string($0) }.joined(separator: "\n")
        let answer = try await client.send(
            .post, "/rewards?profile=\(profile)", fields: Self.type, body: Array(text.utf8))
        #expect(answer.status == 200 && answer.fields[.contentType] == "application/x-ndjson")
        #expect(try Self.lines(answer.text) == document["items"]?.arrayValue)
        // The results of a document, as lines.
        let asLines = try await client.post(
            "/rewards", ["profile": .string(profile), "items": .array(items)],
            fields: [.accept: "application/x-ndjson"])
        #expect(asLines.text == answer.text)
    }

    @Test func whatIsNoItemIsAnsweredInItsPlace() async throws {
        let client = try await TestService.shared
        let good = JSONWriter().string(Self.item(1))
        let long = "{\"id\": \"" + String(repeating: "x", count: 5 << 20) + "\"}"
        let body = [good, "", "no JSON", "[1, 2", "  \r", "{\"id\": \"e\", \"size\": 1}", long, good, "{}"].joined(
            separator: "\n")
        let answer = try await client.send(.post, "/rewards", fields: Self.type, body: Array(body.utf8))
        let results = try Self.lines(answer.text)
        #expect(results.count == 7)
        #expect(results.map { $0["error"] == .null } == [true, false, false, false, false, true, false])
        #expect(results.map { $0["id"]?.stringValue } == ["item 1", nil, nil, "e", nil, "item 1", nil])
        #expect(results[0] == results[5])
        #expect(results[4]["error"]?["detail"]?.stringValue?.contains("4194304 bytes") == true)
    }

    @Test func aJudgeGradesLinesToo() async throws {
        let client = try await TestService.shared
        let body = (0..<40).map { JSONWriter().string(Self.item($0)) }.joined(separator: "\n") + "\n"
        let answer = try await client.send(
            .post, "/rewards?profile=physical&judge=embedded", fields: Self.type, body: Array(body.utf8))
        let results = try Self.lines(answer.text)
        #expect(results.count == 40 && results.allSatisfy { $0["terms"]?["judge_stage"] == "graded" })
        #expect(results.map { $0["id"]?.stringValue } == (0..<40).map { "item \($0)" })
    }

    @Test func faultsOfTheQueryAreRefusedBeforeAnythingIsRead() async throws {
        let client = try await TestService.shared
        for query in ["profile=nothing", "judge=nobody", "other=1"] {
            let answer = try await client.send(.post, "/rewards?\(query)", fields: Self.type, body: [])
            #expect(answer.status == 422, "\(query): \(answer.text)")
        }
        let empty = try await client.send(.post, "/rewards", fields: Self.type, body: [])
        #expect(empty.status == 200 && empty.body == [])
    }

    @Test func coordinatesThatAreNoNumbersHaveAnOutcomeEach() async throws {
        let client = try await TestService.shared
        let plain = JSONWriter().string(Self.item(0, z: 1))
        let body = ["NaN", "Infinity", "-Infinity", "1e400", "1e308"].map {
            plain.replacingOccurrences(of: "\\\"z\\\":1.0", with: "\\\"z\\\":\($0)")
        }
        for profile in ["metaspatial-v1", "physical"] {
            let answer = try await client.send(
                .post, "/rewards?profile=\(profile)", fields: Self.type, body: Array(body.joined(separator: "\n").utf8))
            let results = try Self.lines(answer.text)
            #expect(results.count == 5)
            for result in results { #expect(result["total"]?.doubleValue?.isFinite == true, "\(result)") }
        }
    }

    @Test func aSceneGraphThatNobodyHasPlacedCanBeAnswered() async throws {
        let client = try await TestService.shared
        func item(x: Double) -> JSONValue {
            let place = "{\"new_object_id\":\"bed_1\",\"x\":\(x),\"y\":1,\"z\":0.25}"
            let answer = "<think>t</think><answer>[\(place)]</answer>"
            return [
                "size": ["x": 4, "y": 5, "z": 2.8],
                "scene_graph": [
                    [
                        "new_object_id": "bed_1", "size_in_meters": ["length": 1.6, "width": 2, "height": 0.5],
                        "is_on_the_floor": true, "facing": "north_wall",
                        "placement": [
                            "room_layout_elements": [["layout_element_id": "south_wall", "preposition": "on"]],
                            "objects_in_room": [],
                        ],
                    ]
                ], "response": .string(answer),
            ]
        }
        let answer = try await client.post("/rewards", ["items": [item(x: 2), item(x: 0)]]).json
        let results = try #require(answer["items"]?.arrayValue)
        #expect(results[0]["total"] == 0.5 && results[0]["collisions"] == [] && results[0]["violations"] == [])
        #expect(results[1]["total"]?.doubleValue ?? 1 < 0.5)
    }
}
