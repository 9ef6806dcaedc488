import Foundation
import Imaging
import JSON
import Service
import Testing
import VLM

/// GGUF files behind the same doors as directories.
struct GGUFServiceTests {
    /// A directory that models may be opened from, with copies of fixtures.
    private func directory(_ files: [String: String]) throws -> URL {
        let directory = TestService.temporaryDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let fixtures = TestService.repository.appendingPathComponent("Tests/VLMTests/Fixtures/gguf")
        for (name, fixture) in files {
            try FileManager.default.copyItem(
                at: fixtures.appendingPathComponent(fixture), to: directory.appendingPathComponent(name))
        }
        return directory
    }

    private func register(_ url: URL, _ more: [String: JSONValue] = [:]) async throws -> InProcessClient.Answer {
        var body = JSONObject(members: [("path", .string(url.path))])
        for (key, value) in more { body[key] = value }
        return try await TestService.shared.post("/models", .object(body))
    }

    private static let size: JSONValue = ["x": 4, "y": 4, "z": 3]

    @Test func aModelOfTextAloneIsServed() async throws {
        let client = try await TestService.shared
        let file = try directory(["small text.gguf": "tiny-tied-Q8_0.gguf"]).appendingPathComponent("small text.gguf")
        let made = try await register(file)
        #expect(made.status == 201, "\(made.text)")
        let model = try made.json
        #expect(model["id"] == "small-text" && model["architecture"] == "Qwen2")
        #expect(model["reads_images"] == false && model["trained"] == false && model["prompt_form"] == "compact")
        #expect(try await client.get("/models").json["items"]?.arrayValue?.contains(model) == true)

        let chat: [String: JSONValue] = ["model": "small-text", "max_tokens": 5, "seed": 1]
        func ask(_ content: JSONValue) async throws -> InProcessClient.Answer {
            let messages: JSONValue = [["role": "user", "content": content]]
            return try await client.post(
                "/v1/chat/completions", .object(JSONObject(members: chat.map { ($0, $1) } + [("messages", messages)])))
        }
        #expect(try await ask("Hello").status == 200)
        let image = try PixelImage(width: 30, height: 30, channels: .rgb, pixels: [UInt8](repeating: 9, count: 2700))
        let url = "data:image/png;base64," + Data(try image.pngData()).base64EncodedString()
        let refused = try await ask([["type": "image_url", "image_url": ["url": .string(url)]]])
        #expect(refused.status == 400 && refused.text.contains("reads text only"))

        // A layout is asked for without the picture of the room.
        let layout = try await client.post(
            "/layout", ["model": "small-text", "object_count": 2, "size": Self.size, "samples": 2])
        #expect(layout.status == 201, "\(layout.text)")
        #expect(try layout.json["model"]?["id"] == "small-text")
        let id = try #require(try layout.json["id"]?.stringValue)
        let refined = try await client.post("/layouts/\(id)/refine", ["model": "small-text"])
        #expect(refined.status == 201, "\(refined.text)")
    }

    @Test func aModelWithItsVisionTowerReadsPictures() async throws {
        let client = try await TestService.shared
        let directory = try directory([
            "pair.gguf": "tiny-tied-Q8_0.gguf", "mmproj-pair.gguf": "mmproj-tiny-tied.gguf",
        ])
        // The directory holds one model.
        let found = try await register(directory, ["id": "found"])
        #expect(found.status == 201, "\(found.text)")
        #expect(try found.json["reads_images"] == true && found.json["architecture"] == "Qwen2.5-VL")
        let named = try await register(
            directory.appendingPathComponent("pair.gguf"),
            ["id": "named", "mmproj": .string(directory.appendingPathComponent("mmproj-pair.gguf").path)])
        #expect(try named.json["sha256"] == found.json["sha256"])
        let layout = try await client.post("/layout", ["model": "named", "object_count": 1, "size": Self.size])
        #expect(layout.status == 201, "\(layout.text)")
    }

    @Test func filesThatAreNoModelsAreNamed() async throws {
        let directory = try directory(["a.gguf": "tiny-tied-Q8_0.gguf", "b.gguf": "mmproj-tiny-tied.gguf"])
        let file = directory.appendingPathComponent("a.gguf")
        let text = directory.appendingPathComponent("c.gguf")
        try Data("no model".utf8).write(to: text)
        let cut = directory.appendingPathComponent("d.gguf")
        try Data(contentsOf: file).prefix(30_000).write(to: cut)
        for (url, more, word) in [
            (text, [:], "/path"), (cut, [:], "d.gguf"), (directory.appendingPathComponent("none.gguf"), [:], "/path"),
            (file, ["mmproj": .string(text.path)], "/mmproj"), (file, ["mmproj": .string(file.path)], "vision tower"),
            (directory.appendingPathComponent("b.gguf"), [:], "vision tower alone"),
            (directory, [:], "several GGUF models"), (file, ["mmproj": "/etc/passwd"], "/mmproj"),
        ] as [(URL, [String: JSONValue], String)] {
            let answer = try await register(url, more)
            #expect(answer.status == 422 && answer.fields[.contentType] == "application/problem+json")
            #expect(answer.text.contains(word), "\(answer.text)")
        }
    }
}
