import Foundation
import Imaging
import JSON
import Service
import Testing

/// `/v1`: what clients of OpenAI's interface send and read.
struct ChatCompletionTests {
    private func send(_ more: [String: JSONValue] = [:]) async throws -> InProcessClient.Answer {
        var body = JSONObject(members: [
            ("messages", [["role": "user", "content": "Hello"]]), ("max_tokens", 8), ("seed", 1),
        ])
        for (key, value) in more { body[key] = value }
        return try await TestService.shared.post("/v1/chat/completions", .object(body))
    }

    private func chunks(_ answer: InProcessClient.Answer) throws -> [JSONValue] {
        let lines = answer.text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }
        #expect(lines.last == "[DONE]")
        return try lines.dropLast().map { try JSONValue.parse(Array($0.utf8)) }
    }

    @Test func theActiveModelIsListed() async throws {
        let list = try await TestService.shared.get("/v1/models").json
        #expect(list["object"]?.stringValue == "list")
        #expect(list["data"]?.arrayValue?.first?["id"]?.stringValue == "default")
        #expect(try await TestService.shared.get("/v1/models/default").status == 200)
    }

    @Test func anAnswerHasItsCountsAndIsReproducible() async throws {
        let answer = try await send(["n": 3, "model": "default"])
        #expect(answer.status == 200)
        let choices = try #require(answer.json["choices"]?.arrayValue)
        #expect(choices.count == 3)
        let usage = try #require(answer.json["usage"])
        #expect(usage["completion_tokens"]?.integerValue ?? 0 <= 24)
        #expect(try await send(["n": 3]).json["choices"]?.arrayValue == choices)
        let single = try await send().json["choices"]?.arrayValue
        #expect(single?.first == choices.first)
    }

    @Test func aStreamSaysTheSame() async throws {
        let whole = try await send().json
        let stream = try await send(["stream": true, "stream_options": ["include_usage": true]])
        #expect(stream.fields[.contentType] == "text/event-stream")
        let chunks = try chunks(stream)
        let text = chunks.compactMap { $0["choices"]?.arrayValue?.first?["delta"]?["content"]?.stringValue }.joined()
        #expect(text == whole["choices"]?.arrayValue?.first?["message"]?["content"]?.stringValue)
        #expect(chunks.last?["usage"] == whole["usage"])
        #expect(chunks.last?["choices"] == [])
    }

    @Test func logProbabilitiesAreTold() async throws {
        let answer = try await send(["logprobs": true, "top_logprobs": 4]).json
        let content = try #require(answer["choices"]?.arrayValue?.first?["logprobs"]?["content"]?.arrayValue)
        #expect(!content.isEmpty)
        for token in content {
            #expect(token["logprob"]?.doubleValue ?? 1 <= 0)
            #expect(token["top_logprobs"]?.arrayValue?.count == 4)
            #expect(token["bytes"]?.arrayValue?.isEmpty == false)
        }
    }

    @Test func schemasAreFollowed() async throws {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "name": ["enum": ["bed", "lamp"]], "at": ["$ref": "#/$defs/place"], "why": ["type": "string"],
                "count": ["type": "integer", "exclusiveMinimum": 0, "maximum": 3],
            ],
            "required": ["name", "at"],
            "$defs": [
                "place": [
                    "type": "array", "items": ["type": "number", "minimum": 0, "maximum": 2.5], "minItems": 2,
                    "maxItems": 2,
                ]
            ],
        ]
        let format: JSONValue = ["type": "json_schema", "json_schema": ["name": "a", "schema": schema]]
        let answer = try await send(["response_format": format, "max_tokens": 2000, "n": 4]).json
        for choice in try #require(answer["choices"]?.arrayValue) {
            let text = try #require(choice["message"]?["content"]?.stringValue)
            let value = JSONCursor(try JSONValue.parse(Array(text.utf8)))
            #expect(try ["bed", "lamp"].contains(value["name"].string()))
            for number in try value["at"].array() { _ = try number.double(in: 0...2.5) }
            _ = try value["count"].integer(in: 1...3)
            #expect(choice["finish_reason"] == "stop")
        }
        let cut = try await send(["response_format": format, "max_tokens": 3]).json
        #expect(cut["choices"]?.arrayValue?.first?["finish_reason"] == "length")
        #expect(cut["usage"]?["completion_tokens"] == 3)
    }

    @Test(
        arguments: [
            ["messages": []], ["messages": [["role": "tool", "content": "x"]]], ["temperature": 3], ["n": 0],
            ["tools": [["type": "function"]]], ["nonsense": 1], ["top_logprobs": 2], ["max_tokens": 1_000_000],
            ["stop": ["a", "b", "c", "d", "e"]], ["response_format": ["type": "grammar"]],
            [
                "messages": [
                    [
                        "role": "user",
                        "content": [["type": "image_url", "image_url": ["url": "https://example.org/a.png"]]],
                    ]
                ]
            ],
            [
                "messages": [
                    [
                        "role": "user",
                        "content": [["type": "image_url", "image_url": ["url": "data:image/png;base64,AAAA"]]],
                    ]
                ]
            ],
            [
                "response_format": [
                    "type": "json_schema",
                    "json_schema": [
                        "name": "a",
                        "schema": [
                            "type": "object", "properties": ["a": ["$ref": "#/$defs/b"]],
                            "$defs": ["b": ["anyOf": [["type": "null"], ["$ref": "#/$defs/b"]]]],
                        ],
                    ],
                ]
            ],
        ] as [[String: JSONValue]])
    func faultsAreSaidInTheClientsForm(_ fields: [String: JSONValue]) async throws {
        for isStreamed in [false, true] {
            let answer = try await send(fields.merging(["stream": .bool(isStreamed)]) { $1 })
            #expect(answer.status == 400)
            let error = try #require(answer.json["error"])
            #expect(error["type"] == "invalid_request_error")
            #expect(error["message"]?.stringValue?.isEmpty == false)
        }
    }

    /// A picture in the form that messages have.
    private func picture(width: Int, height: Int) throws -> JSONValue {
        let image = try PixelImage(
            width: width, height: height, channels: .rgb, pixels: [UInt8](repeating: 90, count: 3 * width * height))
        let url = "data:image/png;base64," + Data(try image.pngData()).base64EncodedString()
        return [["role": "user", "content": [["type": "image_url", "image_url": ["url": .string(url)]]]]]
    }

    @Test(arguments: [(20_000, 1), (1, 20_000), (16_000, 4), (4, 16_000)])
    func picturesOfImpossibleSidesAreTold(width: Int, height: Int) async throws {
        let answer = try await send(["messages": try picture(width: width, height: height)])
        #expect(answer.status == 400)
        let message = try #require(try answer.json["error"]?["message"]?.stringValue)
        #expect(message.contains("large") || message.contains("elongated"), "\(message)")
        #expect(try await send(["messages": try picture(width: 40, height: 20)]).status == 200)
    }

    @Test func aPromptBeyondTheContextIsTold() async throws {
        let text = String(repeating: "word ", count: 100_000)
        let answer = try await send(["messages": [["role": "user", "content": .string(text)]]])
        #expect(answer.status == 400)
        #expect(try answer.json["error"]?["code"] == "context_length_exceeded")
        let layout = try await TestService.shared.post(
            "/layout",
            [
                "description": .string(text), "object_count": 60, "size": ["x": 20, "y": 20, "z": 3],
                "think_tokens": 512,
            ])
        // The room's description is bounded, or the prompt is: either way the client is told.
        #expect(layout.status == 422 && layout.fields[.contentType] == "application/problem+json", "\(layout.text)")
    }

    @Test func unknownModelsAndPathsAre404() async throws {
        let answer = try await send(["model": "gpt-9"])
        #expect(answer.status == 404)
        #expect(try answer.json["error"]?["code"] == "model_not_found")
        #expect(try await TestService.shared.get("/v1/nothing").json["error"]?["code"] == "not_found")
    }
}
