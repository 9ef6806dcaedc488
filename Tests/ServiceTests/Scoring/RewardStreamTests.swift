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

    /// Large documents are cut apart and read on all cores; nothing but the time may show it.
    @Test func aLargeDocumentIsAnsweredAsASmallOneIs() async throws {
        let client = try await TestService.shared
        let items = (0..<400).map { Self.item($0) }
        let body = JSONWriter().bytes(["profile": "physical", "items": .array(items)])
        #expect(body.count > 2 * 65_536)
        let large = try await client.send(.post, "/rewards", body: body)
        var results: [JSONValue] = []
        for start in stride(from: 0, to: items.count, by: 50) {
            let part = JSONWriter().bytes(["profile": "physical", "items": .array(Array(items[start..<start + 50]))])
            #expect(part.count < 65_536)
            results += try await client.send(.post, "/rewards", body: part).json["items"]?.arrayValue ?? []
        }
        #expect(large.status == 200 && large.fields[.contentType] == "application/json")
        #expect(try large.json == ["profile": "physical", "items": .array(results)])
        let graded = JSONWriter().bytes(["profile": "physical", "judge": "embedded", "items": .array(items)])
        let grades = try await client.send(.post, "/rewards", body: graded).json["items"]?.arrayValue ?? []
        #expect(grades.count == 400 && grades.allSatisfy { $0["terms"]?["judge_stage"] == "graded" })
    }

    @Test func faultsOfALargeDocumentAreToldAsThoseOfASmallOne() async throws {
        let client = try await TestService.shared
        let text = JSONWriter().string(["items": .array((0..<400).map { Self.item($0) })])
        // In the midst of an item: the whole is no JSON, whatever else is wrong, and the place is that in the document.
        let place = text.index(text.startIndex, offsetBy: 100_000)
        let end = try #require(text[place...].firstIndex(of: "}"))
        let offset = text.utf8.distance(from: text.startIndex, to: end)
        let broken = text.replacingCharacters(in: end...end, with: "]").replacingOccurrences(
            of: "{\"items\"", with: "{\"profile\":1,\"items\"")
        let refused = try await client.send(.post, "/rewards", body: Array(broken.utf8))
        #expect(refused.status == 400)
        #expect(try refused.json["detail"]?.stringValue == "unexpected ']' at line 1, column \(offset + 13)")
        for (change, pointer) in [
            ("{\"profile\":1,\"items\"", "/profile"), ("{\"other\":1,\"items\"", "/other"),
            ("{\"judge\":\"nobody\",\"items\"", "/judge"),
        ] {
            let body = text.replacingOccurrences(of: "{\"items\"", with: change)
            let answer = try await client.send(.post, "/rewards", body: Array(body.utf8))
            #expect(answer.status == 422)
            #expect(try answer.json["errors"]?.arrayValue?.first?["pointer"]?.stringValue?.hasPrefix(pointer) == true)
        }
        let many = JSONWriter().bytes(["items": .array((0..<1025).map { Self.item($0) })])
        let tooMany = try await client.send(.post, "/rewards", body: many)
        #expect(tooMany.status == 422)
        #expect(
            try tooMany.json["errors"]?.arrayValue?.first?["detail"]
                == "has 1025 elements; at most 1024 are allowed")
        // What is wrong with one item is its own.
        let odd = JSONWriter().bytes(["items": .array((0..<400).map { Self.item($0) } + [7, ["id": "x", "size": 1]])])
        let results = try await client.send(.post, "/rewards", body: odd).json["items"]?.arrayValue ?? []
        #expect(results.count == 402 && results[..<400].allSatisfy { $0["error"] == .null })
        #expect(results[400]["error"]?["detail"] == "/items/400 must be an object, not number")
        #expect(results[401]["id"] == "x" && results[401]["error"]?["type"] == "invalid-item")
    }
}
