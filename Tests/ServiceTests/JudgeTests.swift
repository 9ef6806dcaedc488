import Foundation
import JSON
import Rewards
import Service
import Synchronization
import Testing

@Suite("Judges of a server")
struct JudgeTests {
    private struct SleepingJudge: Judge, JudgeProvider {
        func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? { self }
        func judgement(of request: JudgeRequest) async throws -> Judgement {
            // It looks first, so that the picture is drawn.
            guard try await request.picture().starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
                throw JudgeError.noPicture("")
            }
            throw JudgeError.unreachable("it sleeps")
        }
    }

    /// Grades as often as it is told to, and then sleeps.
    private final class TiringJudge: Judge, JudgeProvider {
        private let breath: Mutex<Int>

        init(gradings: Int) { breath = Mutex(gradings) }

        func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? { self }
        func judgement(of request: JudgeRequest) async throws -> Judgement {
            let isAwake = breath.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isAwake else { throw JudgeError.unreachable("it sleeps") }
            return Judgement(grades: Dictionary(uniqueKeysWithValues: JudgeAspect.allCases.map { ($0, .init(9)) }))
        }
    }

    private let wish: JSONValue = ["description": "A bedroom.", "size": ["x": 4, "y": 4, "z": 2.6], "samples": 2]

    private func asking(_ judge: JSONValue) -> JSONValue {
        var body = wish.objectValue ?? JSONObject()
        body["judge"] = judge
        return .object(body)
    }

    @Test("A judge that is down costs no layout; the reward says why it goes without")
    func down() async throws {
        let service = try await TestService.open(at: TestService.furnishedDirectory(), judges: SleepingJudge())
        let client = InProcessClient(service.responder)
        let answer = try await client.post("/layout", asking("openai"))
        #expect(answer.status == 201, "\(answer.text)")
        let reward = try #require(try answer.json["reward"])
        #expect(reward["judgement"]?["unavailable"]?.stringValue?.contains("it sleeps") == true)
        #expect(reward["terms"]?["judge"] == .null)
        #expect(reward["physical"]?["weights"]?["collision"] == 0.25)
        await service.close()
    }

    @Test("Where it was down for the earlier layout alone, a refinement is compared without it")
    func downForOne() async throws {
        let service = try await TestService.open(
            at: TestService.furnishedDirectory(), judges: TiringJudge(gradings: 1))
        let client = InProcessClient(service.responder)
        let parent = try await client.post("/layout", asking("none")).json
        let id = try #require(parent["id"]?.stringValue)
        let body: JSONValue = ["judge": "openai", "samples": 1, "repair": false]
        let child = try await client.post("/layouts/\(id)/refine", body).json
        #expect(child["refinement"]?["total_before"] == parent["reward"]?["total"])
        let improved = try #require(child["refinement"]?["improved"]?.boolValue)
        // The new layout had a judge, the earlier one none: whose reward stands shows by that.
        #expect(improved == (child["reward"]?["terms"]?["judge"] != .null))
        await service.close()
    }

    @Test("A judge that is not set up is told of before anything is made")
    func notSetUp() async throws {
        let client = try await TestService.shared
        let answer = try await client.post("/layout", asking("openai"))
        #expect(answer.status == 422)
        #expect(try answer.json["errors"]?.arrayValue?.first?["pointer"] == "/judge")
        let job = try await client.post("/training/jobs", ["reward": ["judge": "openai"]])
        #expect(job.status == 422)
        #expect(try job.json["errors"]?.arrayValue?.first?["pointer"] == "/reward/judge")
    }

    @Test("The model that is served judges, in a form that it cannot leave")
    func served() async throws {
        let client = try await TestService.shared
        let answer = try await client.post("/layout", asking(["kind": "vlm", "median_of": 3]))
        #expect(answer.status == 201, "\(answer.text)")
        let grades = try #require(try answer.json["reward"]?["judgement"]?["grades"]?.objectValue, "\(answer.text)")
        for grade in grades.members { #expect((1...10).contains(grade.value["grade"]?.doubleValue ?? 0)) }
        let again = try await client.post("/layout", asking(["kind": "vlm", "median_of": 3]))
        #expect(try again.json["reward"]?["judgement"] == answer.json["reward"]?["judgement"])
    }
}
