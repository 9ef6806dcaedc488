import Foundation
import HTTPTypes
import JSON
import Service
import Testing

/// The furniture catalogue through the API.
@Suite struct AssetTests {
    private static let fixtures = TestService.repository.appendingPathComponent("Tests/AssetsTests/Fixtures")

    private func card() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Self.fixtures.appendingPathComponent("card.glb")))
    }

    /// A service that finds a furniture library and a directory of models in its data directory.
    private func furnished() async throws -> (service: Service, directory: URL) {
        let directory = try await TestService.furnishedDirectory()
        let libraries = directory.appendingPathComponent("assets/libraries", isDirectory: true)
        let models = libraries.appendingPathComponent("found", isDirectory: true)
        try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.fixtures.appendingPathComponent("small.sh3f"), to: libraries.appendingPathComponent("small.sh3f"))
        try FileManager.default.copyItem(
            at: Self.fixtures.appendingPathComponent("card.glb"), to: models.appendingPathComponent("a1.glb"))
        try Data(
            #"{"a1": {"name": "Zorbulator", "license": "by", "user": {"displayName": "Ann"}, "size": [2, 1, 1]}}"#.utf8
        )
        .write(to: models.appendingPathComponent("notes.json"))
        try Data([1, 2, 3]).write(to: models.appendingPathComponent("broken.glb"))
        try Data([1, 2, 3]).write(to: libraries.appendingPathComponent("broken.sh3f"))
        return (try await TestService.open(at: directory), directory)
    }

    @Test func furnitureIsFoundByWords() async throws {
        let client = try await TestService.shared
        let answer = try await client.get("/assets?q=coffee%20table&limit=5")
        #expect(answer.status == 200)
        #expect(try answer.json["items"]?.arrayValue?.first?["id"] == "coffee_table")
        #expect(try await client.get("/assets?q=zorbulators").json["items"] == [])
        #expect(try await client.get("/assets?q=\(String(repeating: "x", count: 201))").status == 422)
        for text in ["%22", "*", "NEAR(", "a%20OR", "-", ""] {
            #expect(try await client.get("/assets?q=\(text)").status == 200)
        }
        let page = try await client.get("/assets?limit=60").json
        let next = try #require(page["next"]?.stringValue)
        let second = try await client.get("/assets?limit=60&cursor=\(next)").json
        #expect(page["items"]?.arrayValue?.count == 60 && page["items"] != second["items"])
    }

    @Test func everyAssetHasAModelAndAPicture() async throws {
        let client = try await TestService.shared
        let asset = try await client.get("/assets/sofa").json
        #expect(asset["kind"] == "sofa" && asset["source"] == "parametric" && asset["licence"] == "Apache-2.0")
        #expect(asset["preparation"] == "ready")
        for (link, start) in [("model", Array("glTF".utf8)), ("thumbnail", [0x89, 0x50, 0x4E, 0x47])] {
            let path = try #require(asset["links"]?[link]?.stringValue)
            let answer = try await client.get(path)
            #expect(answer.status == 200 && answer.body.starts(with: start))
            let tag = try #require(answer.fields[.eTag])
            #expect(try await client.get(path, fields: [.ifNoneMatch: tag]).status == 304)
        }
        #expect(try await client.get("/assets/sofa/thumbnail.png?size=9").status == 422)
        #expect(try await client.get("/assets/none").status == 404)
        #expect(try await client.get("/assets/none/model.glb").status == 404)
    }

    @Test func modelsAreUploaded() async throws {
        let client = try await TestService.shared
        let path = "/assets?name=Playing%20card&front=-z&unit=0.01&licence=CC0&creator=Ann&tags=paper,game"
        let fields: HTTPFields = [try #require(HTTPField.Name("Idempotency-Key")): "card-1"]
        let made = try await client.send(.post, path, fields: fields, body: try card())
        #expect(made.status == 201, "\(made.text)")
        let asset = try made.json
        let id = try #require(asset["id"]?.stringValue)
        #expect(made.fields[.location] == "/assets/\(id)" && asset["front"] == "-z" && asset["creator"] == "Ann")
        #expect(try await client.send(.post, path, fields: fields, body: try card()).json["id"]?.stringValue == id)
        #expect(try await client.get("/assets/\(id)").json == asset)
        #expect(try await client.get("/assets/\(id)/model.glb").body.starts(with: Array("glTF".utf8)))
        #expect(
            try await client.get("/assets?q=playing%20card").json["items"]?.arrayValue?.first?["id"]?.stringValue == id)
    }

    @Test func badModelsAreRefusedWithAReason() async throws {
        let client = try await TestService.shared
        let good = try card()
        for (body, detail) in [
            ([], "too early"), (Array("GET / HTTP/1.1".utf8), "not a binary glTF file"),
            (Array(good.prefix(900)), "too early"),
        ] as [([UInt8], String)] {
            let answer = try await client.send(.post, "/assets", body: body)
            #expect(answer.status == 422 && answer.text.contains(detail), "\(answer.text)")
            #expect(try answer.json["type"] == "urn:metaspatial:problem:invalid-asset")
        }
        for query in [
            "front=%2Bq", "up=%2Bz", "unit=0", "unit=x", "length=1", "name=\(String(repeating: "x", count: 300))",
        ] {
            #expect(try await client.send(.post, "/assets?" + query, body: good).status == 422, "\(query)")
        }
    }

    @Test func modelsWhosePicturesCannotBeReadAreRefused() async throws {
        let client = try await TestService.shared
        var bytes = try card()
        // The picture's header says that it is 16,777,218 pixels wide.
        let signature = Array("IHDR".utf8)
        let header = try #require(bytes.indices.first { bytes[$0...].starts(with: signature) })
        bytes[header + 4] = 1
        let answer = try await client.send(.post, "/assets?name=Card", body: bytes)
        #expect(answer.status == 422 && answer.text.contains("too large"), "\(answer.text)")
        #expect(try answer.json["type"] == "urn:metaspatial:problem:invalid-asset")
    }

    @Test func librariesOfTheDataDirectoryAreReadAndCreditsKept() async throws {
        let (service, directory) = try await furnished()
        defer { try? FileManager.default.removeItem(at: directory) }
        let client = InProcessClient(service.responder)
        let chair = try await client.get("/assets/tests-chair").json
        #expect(chair["name"] == "Chaise élégante" && chair["licence"] == "CC0 — nobody's")
        #expect(chair["creator"] == "Nobody" && chair["library"] == "Test library" && chair["surfaces"] == [0.45])
        #expect(try await client.get("/assets?q=elegante").json["items"]?.arrayValue?.count == 1)
        #expect(try await client.get("/assets/tests-chair/thumbnail.png?size=64").status == 200)
        // Directories of models are read in the background.
        var found = try await client.get("/assets/found-a1")
        for _ in 0..<200 where found.status != 200 {
            try await Task.sleep(for: .milliseconds(20))
            found = try await client.get("/assets/found-a1")
        }
        #expect(try found.json["creator"] == "Ann" && found.json["size"]?["length"]?.doubleValue == 2)
        await service.close()
    }

    @Test func layoutsNameTheirAssetsAndSurviveTheirLoss() async throws {
        let (service, directory) = try await furnished()
        defer { try? FileManager.default.removeItem(at: directory) }
        let client = InProcessClient(service.responder)
        func object(_ id: String, asset: String?) -> JSONValue {
            var members: [(String, JSONValue)] = [
                ("new_object_id", .string(id)), ("size_in_meters", ["length": 0.5, "width": 0.6, "height": 0.9]),
            ]
            if let asset { members.append(("asset", .string(asset))) }
            return .object(JSONObject(members: members))
        }
        let request: JSONValue = [
            "size": ["x": 4, "y": 4, "z": 2.6], "placer": "solver", "seed": 3,
            "scene_graph": [
                object("thing_1", asset: "tests-chair"), object("chair_1", asset: nil),
                object("thing_2", asset: "no such asset"),
            ],
        ]
        #expect(try await client.get("/assets/tests-chair").json["preparation"] == "pending")
        let layout = try await client.post("/layout", request).json
        // Its models are prepared before anybody asks for a picture.
        var preparation: JSONValue?
        for _ in 0..<500 where preparation != "ready" {
            try await Task.sleep(for: .milliseconds(20))
            preparation = try await client.get("/assets/tests-chair").json["preparation"]
        }
        #expect(preparation == "ready")
        let objects = try #require(layout["objects"]?.arrayValue)
        #expect(objects[0]["asset"]?["id"] == "tests-chair" && objects[0]["asset"]?["creator"] == "Nobody")
        #expect(objects[1]["asset"]?["kind"] == "chair" && objects[1]["asset"]?["id"] != nil)
        #expect(objects[2]["asset"] == ["kind": "box"])
        #expect(try await client.post("/layout", request).json["objects"] == layout["objects"], "the same each time")
        let id = try #require(layout["id"]?.stringValue)
        let scene = try await client.get("/layouts/\(id)/scene.glb")
        #expect(scene.status == 200)
        // The library goes, and with it what was prepared of it.
        try FileManager.default.removeItem(at: directory.appendingPathComponent("assets/libraries/small.sh3f"))
        #expect(try await client.get("/layouts/\(id)/preview.png?width=64&height=64").status == 200)
        #expect(try await client.get("/assets/tests-chair/model.glb").status == 404)
        await service.close()
        let reopened = try await TestService.open(at: directory)
        let later = InProcessClient(reopened.responder)
        #expect(try await later.get("/assets/tests-chair").status == 404)
        #expect(try await later.get("/layouts/\(id)/preview.png?width=64&height=64").status == 200)
        #expect(try await later.get("/layouts/\(id)").json["objects"] == layout["objects"], "credits are kept")
        await reopened.close()
    }
}
