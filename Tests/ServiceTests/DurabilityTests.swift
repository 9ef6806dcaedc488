import Foundation
import HTTPTypes
import JSON
import Service
import Testing

/// What was accepted is done once, whoever asks, goes away or starts the server again.
@Suite struct DurabilityTests {
    private let small: JSONValue = ["object_count": 1, "size": ["x": 3, "y": 3, "z": 3], "placer": "solver"]

    @Test func aDataDirectoryHasOneServer() async throws {
        let directory = TestService.temporaryDirectory()
        let first = try await TestService.open(at: directory)
        await #expect(
            performing: {
                _ = try await TestService.open(at: directory)
            }, throws: { "\($0)".contains("in use by another server") })
        await first.close()
        await (try TestService.open(at: directory)).close()
    }

    @Test func whatPreventsAStartIsSaidInALine() async throws {
        let file = TestService.temporaryDirectory()
        try Data().write(to: file)
        await #expect(
            performing: { _ = try await TestService.open(at: file) },
            throws: { "\($0)" == "the data directory '\(file.path)' cannot be made: it is a file" })
        await #expect(
            performing: {
                _ = try await TestService.open(at: TestService.temporaryDirectory(), site: file)
            }, throws: { "\($0)" == "there is no Public/index.html in '\(file.path)'" })
    }

    @Test func acceptedJobsAreCarriedOutByTheNextServer() async throws {
        let directory = TestService.temporaryDirectory()
        let prefer = try #require(HTTPField.Name("Prefer"))
        let first = try await TestService.open(at: directory)
        let client = InProcessClient(first.responder)
        var jobs: [String] = []
        for seed in 0..<6 {
            let body: JSONValue = [
                "object_count": 3, "size": ["x": 4, "y": 4, "z": 3], "seed": .integer(seed), "samples": 4,
            ]
            let answer = try await client.post("/layout", body, fields: [prefer: "respond-async"])
            #expect(answer.status == 202)
            jobs.append(try #require(answer.fields[.location]))
        }
        await first.close()
        let second = try await TestService.open(at: directory)
        let next = InProcessClient(second.responder)
        for job in jobs {
            _ = try await next.get(job + "/events")
            #expect(try await next.get(job).json["status"] == "succeeded")
        }
        await second.close()
    }

    @Test func concurrentRequestsWithOneKeyMakeOneLayout() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let key = UUID().uuidString
        let answers = try await withThrowingTaskGroup(of: InProcessClient.Answer.self) { group in
            for _ in 0..<20 {
                group.addTask { try await client.post("/layout", small, fields: [name: key]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let made = answers.filter { $0.status == 201 }
        #expect(!made.isEmpty && Set(made.map(\.body)).count == 1)
        #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 && $0.fields[.retryAfter] == "1" })
    }

    @Test func aKeyIsGivenUpWhenItsClientGoesAway() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let key = UUID().uuidString
        let long: JSONValue = ["object_count": 20, "size": ["x": 8, "y": 8, "z": 3], "samples": 32]
        let gone = Task { try await client.post("/layout", long, fields: [name: key]) }
        try await Task.sleep(for: .milliseconds(100))
        gone.cancel()
        _ = await gone.result
        #expect(try await client.post("/layout", small, fields: [name: key]).status == 201)
    }

    @Test func aStreamHonoursTheKeyOfAnEarlierRequest() async throws {
        let client = try await TestService.shared
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let key = UUID().uuidString
        let first = try await client.post("/layout", small, fields: [name: key])
        let again = try await client.post(
            "/layout", small, fields: [name: key, .accept: "text/event-stream"])
        #expect(again.text == "event: layout\ndata: \(first.text.dropLast())\n\n")
    }

    @Test func aTooLargeCrowdIsToldToComeAgain() async throws {
        let service = try await TestService.open(at: TestService.temporaryDirectory(), maximumPendingLayouts: 0)
        let client = InProcessClient(service.responder)
        for accept in ["application/json", "text/event-stream"] {
            let answer = try await client.post("/layout", small, fields: [.accept: accept])
            #expect(answer.status == 503 && answer.fields[.retryAfter] == "5")
        }
        // Jobs wait in a line of their own.
        let prefer = try #require(HTTPField.Name("Prefer"))
        let accepted = try await client.post("/layout", small, fields: [prefer: "respond-async"])
        #expect(accepted.status == 202)
        #expect(accepted.fields[try #require(HTTPField.Name("Preference-Applied"))] == "respond-async")
        let job = try #require(accepted.fields[.location])
        #expect(try await client.get(job + "/events").text.contains("event: layout\n"))
        await service.close()
    }

    @Test func faultsThatCostLittleToFindAreNotLeftToAJob() async throws {
        let client = try await TestService.shared
        let prefer = try #require(HTTPField.Name("Prefer"))
        let box: JSONValue = ["length": 9, "width": 1, "height": 1]
        for (member, value, pointer) in [
            ("model", "none" as JSONValue, "/model"),
            ("scene_graph", [["new_object_id": "a", "size_in_meters": box]], "/scene_graph"),
        ] {
            let body: JSONValue = [
                "description": "x", "size": ["x": 3, "y": 3, "z": 3], (member): value,
            ]
            let answer = try await client.post("/layout", body, fields: [prefer: "respond-async"])
            #expect(answer.status == 422)
            #expect(try answer.json["errors"]?.arrayValue?.first?["pointer"]?.stringValue == pointer)
        }
    }
}
