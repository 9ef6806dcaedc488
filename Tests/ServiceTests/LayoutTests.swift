import Foundation
import HTTPTypes
import JSON
import Service
import Testing

@Suite struct LayoutTests {
    private let wish: JSONValue = [
        "description": "A calm bedroom with a desk.", "size": ["x": 4, "y": 5, "z": 2.8], "seed": 3,
    ]

    @Test(arguments: ["model", "solver"])
    func aWishBecomesASoundLayout(_ placer: String) async throws {
        let client = try await TestService.shared
        var body = try #require(wish.objectValue)
        body["placer"] = .string(placer)
        body["samples"] = placer == "model" ? 2 : 1
        let answer = try await client.post("/layout", .object(body))
        #expect(answer.status == 201, "\(answer.text)")
        let layout = try answer.json
        let id = try #require(layout["id"]?.stringValue)
        #expect(answer.fields[.location] == "/layouts/\(id)")
        let objects = try #require(layout["objects"]?.arrayValue)
        #expect(objects.contains { $0["id"]?.stringValue?.contains("bed") == true })
        #expect(objects.contains { $0["id"]?.stringValue?.contains("desk") == true })
        #expect(layout["reward"]?["collisions"] == [])
        #expect(layout["reward"]?["outside"] == [])
        #expect(layout["seed"] == 3)
        if placer == "model" {
            #expect(layout["model"]?["trained"] == false)
            #expect(layout["model"]?["note"]?.stringValue?.contains("untrained") == true)
            #expect(layout["samples"]?["totals"]?.arrayValue?.count == 2)
        } else {
            #expect(layout["model"] == .null)
        }
        let read = try await client.get("/layouts/\(id)")
        #expect(try read.json == layout)
    }

    @Test func theEmbeddedJudgeGradesUnlessRefused() async throws {
        let client = try await TestService.shared
        var body = try #require(wish.objectValue)
        body["samples"] = 4
        body["repair"] = false
        body["profile"] = "metaspatial-v1"
        let judged = try await client.post("/layout", .object(body)).json["reward"]
        let grades = try #require(judged?["judgement"]?["grades"]?.objectValue)
        let sum = grades.members.reduce(0) { $0 + ($1.value["grade"]?.doubleValue ?? 0).rounded(.towardZero) }
        let term = try #require(judged?["terms"]?["judge"]?.doubleValue)
        #expect(term == sum / 50 || sum == 10)
        let physics =
            0.5 - 0.2 * (judged?["terms"]?["collision_ratio"]?.doubleValue ?? 0)
            - 0.2 * (judged?["terms"]?["constraint_ratio"]?.doubleValue ?? 0)
        #expect(abs((judged?["total"]?.doubleValue ?? 0) - physics - term) < 1e-12)
        body["judge"] = "none"
        let bare = try await client.post("/layout", .object(body)).json["reward"]
        #expect(bare?["terms"]?["judge"] == .null && bare?["judgement"] == .null)
        body["judge"] = "nobody"
        #expect(try await client.post("/layout", .object(body)).status == 422)
    }

    @Test func profileAndJudgeEnterTogetherAndARefinementKeepsTheProfile() async throws {
        let client = try await TestService.shared
        // The profile that is taken where nothing is said.
        let body = try #require(wish.objectValue)
        let layout = try await client.post("/layout", .object(body)).json
        let reward = try #require(layout["reward"])
        let weights = try #require(reward["physical"]?["weights"]?.objectValue)
        #expect(weights["judge"]?.doubleValue == 0.2 && reward["profile"] == "physical")
        #expect(reward["terms"]?["judge"] == reward["judgement"]?["score"])
        let sum = weights.members.reduce(0) { sum, weight in
            sum + (weight.value.doubleValue ?? 0) * (reward["terms"]?[weight.key]?.doubleValue ?? 0)
        }
        #expect(abs((reward["total"]?.doubleValue ?? 0) - sum) < 1e-12)
        let id = try #require(layout["id"]?.stringValue)
        let refined = try await client.post("/layouts/\(id)/refine", ["judge": "none"]).json["reward"]
        #expect(refined?["profile"] == "physical" && refined?["terms"]?["judge"] == .null)
        #expect(refined?["physical"]?["weights"]?["judge"] == nil)
    }

    @Test func aRefinedLayoutIsJudgedToo() async throws {
        let client = try await TestService.shared
        let layout = try await client.post("/layout", wish).json
        let id = try #require(layout["id"]?.stringValue)
        let refined = try await client.post("/layouts/\(id)/refine", ["judge": ["kind": "embedded", "median_of": 3]])
        #expect(refined.status == 201, "\(refined.text)")
        #expect(try refined.json["reward"]?["judgement"]?["score"]?.doubleValue ?? 0 > 0)
    }

    @Test(arguments: ["stretches", "ranges"])
    func guidedAnswersKeepRelationsWhateverTheModel(_ facts: String) async throws {
        let client = try await TestService.shared
        var body = try #require(wish.objectValue)
        body["decoding"] = "guided"
        body["facts"] = .string(facts)
        body["repair"] = false
        // Guided decoding tells what the original's regions leave open.
        body["profile"] = "metaspatial-v1"
        let layout = try await client.post("/layout", .object(body)).json
        // The model is untrained: that relations hold is the geometry's work.
        #expect(layout["reward"]?["violations"] == [], "\(layout)")
        #expect(layout["reward"]?["outside"] == [])
        #expect(layout["think"]?.stringValue?.contains(" x") == true)
        if facts == "stretches" { #expect(layout["reward"]?["collisions"] == []) }
    }

    @Test func theSameRequestGivesTheSameLayout() async throws {
        let client = try await TestService.shared
        let objects = try await [0, 1].asyncMap { _ in
            try await client.post("/layout", wish).json["objects"]
        }
        #expect(objects[0] != nil && objects[0] == objects[1])
    }

    @Test func everyFrameIsTheSameLayout() async throws {
        let client = try await TestService.shared
        let layout = try await client.post("/layout", wish).json
        let id = try #require(layout["id"]?.stringValue)
        let position = try #require(layout["objects"]?.arrayValue?.first?["position"])
        let unreal = try await client.get("/layouts/\(id)?frame=unreal").json
        #expect(unreal["frame"]?["handedness"] == "left")
        let turned = try #require(unreal["objects"]?.arrayValue?.first?["position"])
        #expect(turned["x"]?.doubleValue == position["y"]?.doubleValue.map { $0 * 100 })
        #expect(turned["y"]?.doubleValue == position["x"]?.doubleValue.map { $0 * 100 })
    }

    @Test func callersObjectsAreKeptAndPinnedOnesDoNotMove() async throws {
        let client = try await TestService.shared
        let answer = try await client.post(
            "/layout",
            [
                "size": ["x": 3, "y": 3, "z": 2.5],
                "scene_graph": [
                    [
                        "new_object_id": "safe_1", "pinned": true, "position": ["x": 1.5, "y": 1.5, "z": 0.5],
                        "size_in_meters": ["length": 1, "width": 1, "height": 1],
                    ],
                    [
                        "new_object_id": "crate_1",
                        "size_in_meters": ["length": 0.9, "width": 0.9, "height": 0.9],
                    ],
                ],
            ])
        #expect(answer.status == 201, "\(answer.text)")
        let objects = try #require(try answer.json["objects"]?.arrayValue)
        #expect(objects.map { $0["id"]?.stringValue } == ["safe_1", "crate_1"])
        #expect(objects[0]["position"] == ["x": 1.5, "y": 1.5, "z": 0.5])
        #expect(try answer.json["reward"]?["collisions"] == [])
    }

    @Test func conflictsAreNamed() async throws {
        let client = try await TestService.shared
        func block(_ id: String) -> JSONValue {
            ["new_object_id": .string(id), "size_in_meters": ["length": 2, "width": 2, "height": 2]]
        }
        let answer = try await client.post(
            "/layout",
            [
                "size": ["x": 3, "y": 3, "z": 3], "placer": "solver",
                "scene_graph": [block("cube_1"), block("cube_2")],
            ])
        #expect(answer.status == 422)
        #expect(try answer.json["type"] == "urn:metaspatial:problem:no-placement")
        #expect(try answer.json["conflict"]?["objects"] == ["cube_1", "cube_2"])
    }

    @Test func refiningMakesAChild() async throws {
        let client = try await TestService.shared
        let parent = try #require(try await client.post("/layout", wish).json["id"]?.stringValue)
        let answer = try await client.send(.post, "/layouts/\(parent)/refine")
        #expect(answer.status == 201, "\(answer.text)")
        #expect(try answer.json["parent"]?.stringValue == parent)
        #expect(try answer.json["samples"]?["requested"] == 4)
        #expect(try await client.send(.post, "/layouts/nothing/refine").status == 404)
    }

    @Test func aRefinementIsWorthMoreOrLeavesTheObjectsWhereTheyAre() async throws {
        let client = try await TestService.shared
        let parent = try await client.post("/layout", wish).json
        let id = try #require(parent["id"]?.stringValue)
        let before = try #require(parent["reward"]?["total"]?.doubleValue)
        #expect(parent["refinement"] == .null)
        var outcomes: Set<Bool> = []
        for seed in 0..<6 {
            // One cool sample finds something better now and then, and mostly not.
            let body: JSONValue = ["seed": .integer(seed), "samples": 1]
            let child = try await client.post("/layouts/\(id)/refine", body).json
            let after = try #require(child["reward"]?["total"]?.doubleValue)
            #expect(child["refinement"]?["total_before"]?.doubleValue == before)
            guard let improved = child["refinement"]?["improved"]?.boolValue else {
                Issue.record("a refinement does not say what it came to")
                continue
            }
            outcomes.insert(improved)
            #expect(improved ? after >= before : after == before)
            guard !improved else { continue }
            #expect(child["repair"] == .null)
            #expect(
                child["objects"]?.arrayValue?.map { $0["position"] }
                    == parent["objects"]?.arrayValue?.map { $0["position"] })
        }
        #expect(outcomes.contains(false))
    }

    @Test func listsPageAndForget() async throws {
        let client = try await TestService.shared
        var ids: Set<String> = []
        for seed in 0..<3 {
            let made = try await client.post(
                "/layout", ["object_count": 2, "size": ["x": 3, "y": 3, "z": 3], "seed": .integer(seed)])
            ids.insert(try #require(try made.json["id"]?.stringValue))
        }
        var seen: [String] = []
        var path = "/layouts?limit=2"
        while true {
            let page = try await client.get(path).json
            seen += page["items"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            guard let next = page["next"]?.stringValue else { break }
            path = "/layouts?limit=2&cursor=\(next)"
        }
        #expect(ids.isSubset(of: seen) && Set(seen).count == seen.count)
        let gone = try #require(ids.first)
        #expect(try await client.send(.delete, "/layouts/\(gone)").status == 204)
        #expect(try await client.get("/layouts/\(gone)").status == 404)
        #expect(try await client.send(.delete, "/layouts/\(gone)").status == 404)
        #expect(try await client.get("/layouts?cursor=forged").status == 422)
    }

    @Test func anIdempotencyKeyAnswersOnce() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let first = try await client.post("/layout", wish, fields: [name: "once"])
        let second = try await client.post("/layout", wish, fields: [name: "once"])
        #expect(first.status == 201 && first.body == second.body)
        #expect(second.fields[.location] == first.fields[.location])
        let other = try await client.post(
            "/layout", ["object_count": 1, "size": ["x": 3, "y": 3, "z": 3]], fields: [name: "once"])
        #expect(other.status == 422)
    }

    @Test func progressIsStreamed() async throws {
        let client = try await TestService.shared
        let answer = try await client.post("/layout", wish, fields: [.accept: "text/event-stream"])
        #expect(answer.status == 200)
        #expect(answer.fields[.contentType] == "text/event-stream")
        let events = answer.text.split(separator: "\n\n").map(String.init)
        #expect(events.first?.hasPrefix("event: progress\n") == true)
        let last = try #require(events.last)
        #expect(last.hasPrefix("event: layout\ndata: "))
        let layout = try JSONValue.parse(String(last.dropFirst("event: layout\ndata: ".count)))
        #expect(layout["id"]?.stringValue != nil)
    }

    @Test func jobsRunInTheBackground() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Prefer"))
        let accepted = try await client.post("/layout", wish, fields: [name: "respond-async"])
        #expect(accepted.status == 202)
        let path = try #require(accepted.fields[.location])
        let events = try await client.get(path + "/events")
        #expect(events.text.contains("event: layout\n"))
        let job = try await client.get(path).json
        #expect(job["status"] == "succeeded")
        let layout = try #require(job["layout"]?.stringValue)
        #expect(try await client.get("/layouts/\(layout)").status == 200)
        // Watching a finished job still tells how it ended.
        #expect(try await client.get(path + "/events").text.contains("event: layout\n"))
        #expect(try await client.send(.delete, path).json["status"] == "succeeded")
    }

    @Test func whatWasAcknowledgedSurvivesARestart() async throws {
        let directory = TestService.temporaryDirectory()
        let first = try await TestService.open(at: directory)
        let made = try await InProcessClient(first.responder).post(
            "/layout", ["object_count": 2, "size": ["x": 3, "y": 3, "z": 3], "placer": "solver"])
        let layout = try made.json
        await first.close()
        let second = try await TestService.open(at: directory)
        let id = try #require(layout["id"]?.stringValue)
        #expect(try await InProcessClient(second.responder).get("/layouts/\(id)").json == layout)
        await second.close()
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
