import HTTPClient
import HTTPServer
import HTTPTypes
import JSON
import Judging
import Rewards
import SceneGraph
import Testing

@Suite("A judge behind an OpenAI-compatible interface")
struct OpenAIJudgeTests {
    private func request(_ wish: String = "A calm bedroom.", picture: [UInt8] = [0x89, 0x50], attempt: Int = 0) throws
        -> JudgeRequest
    {
        let scene = try Scene(room: Room(description: wish, size: Vector3(x: 4, y: 4, z: 2.5)), objects: [])
        var request = JudgeRequest(scene: scene) { picture }
        request.attempt = attempt
        return request
    }

    private func configuration(_ url: String) throws -> OpenAIEndpoint {
        var configuration = try OpenAIEndpoint(address: url, model: "eye", key: SecretKey("sk-secret"))
        configuration.retries.firstDelay = 0.01
        configuration.timeout = 10
        return configuration
    }

    private func grade(_ judge: OpenAIJudge, _ request: JudgeRequest) async throws -> Double {
        try await judge.judgement(of: request)[.layout].value
    }

    private func expect(
        _ expected: Double, of judge: OpenAIJudge, _ request: JudgeRequest,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await grade(judge, request)
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    @Test("It is shown the picture and the wish, with the key, and asked for grades in a form")
    func asks() async throws {
        try await FakeEndpoint.serve(.content(FakeEndpoint.grades(8))) { url, endpoint in
            let judge = OpenAIJudge(try configuration(url))
            let judgement = try await judge.judgement(of: request())
            #expect(JudgeAspect.allCases.allSatisfy { judgement[$0] == Judgement.Grade(8, comment: "So it is.") })
            let asked = try #require(await endpoint.asked.first)
            #expect(asked.authorization == "Bearer sk-secret")
            #expect(asked.body["model"] == "eye")
            let parts = try #require(asked.body["messages"]?.arrayValue?.last?["content"]?.arrayValue)
            #expect(parts.first?["text"]?.stringValue?.contains("A calm bedroom.") == true)
            #expect(parts.last?["image_url"]?["url"] == "data:image/png;base64,iVA=")
            let schema = asked.body["response_format"]?["json_schema"]?["schema"]
            #expect(schema?["required"]?.arrayValue?.count == 5)
            let spent = await judge.spent
            #expect(spent.calls == 1 && spent.tokens == 100)
        }
    }

    @Test(
        "What is no grading is asked for again",
        arguments: [
            FakeEndpoint.Answer.content("I like this room very much."), .content(""),
            .content(#"{"layout_and_furniture": {"grade": 7}"#), .content(#"{"layout_and_furniture": {"grade": 7}}"#),
            .content(FakeEndpoint.grades(11)), .content(FakeEndpoint.grades(0)), .content("[1, 2, 3, 4, 5]"),
            .raw("<!DOCTYPE html><html><body>Welcome</body></html>"), .raw(""), .raw("{}"), .raw(#"{"choices": []}"#),
            .raw(#"{"choices": [{"message": {"content": null, "refusal": "I cannot"}}]}"#),
            .raw("slow down", status: .tooManyRequests), .raw("{}", status: .internalServerError),
            .raw("", status: .serviceUnavailable), .raw("no such parameter", status: .badRequest),
        ])
    func again(_ nonsense: FakeEndpoint.Answer) async throws {
        try await FakeEndpoint.serve(nonsense, .content(FakeEndpoint.grades(6))) { url, endpoint in
            try await expect(6, of: OpenAIJudge(configuration(url)), request())
            #expect(await endpoint.asked.count == 2)
        }
    }

    @Test("It gives up after as many attempts as it may make, and says what it met")
    func givesUp() async throws {
        for (answer, part) in [
            (FakeEndpoint.Answer.content("no"), "no JSON object"), (.raw("<html>"), "<html>"), (.raw(""), "empty"),
            (.raw("tea", status: .tooManyRequests), "429"), (.raw("{}", status: .internalServerError), "500"),
        ] {
            try await FakeEndpoint.serve(answer) { url, endpoint in
                let judge = OpenAIJudge(try configuration(url))
                let request = try self.request()
                let error = await #expect(throws: JudgeError.self) { try await judge.judgement(of: request) }
                #expect(error?.description.contains(part) == true, "\(error as Any)")
                #expect(await endpoint.asked.count == 4)
            }
        }
    }

    @Test("Words and fences around the grades do not matter, nor do grades without comments")
    func wrapped() async throws {
        let plain = JudgeAspect.allCases.map { #""\#($0.rawValue)": 5"# }.joined(separator: ", ")
        for text in [
            "Here you are:\n```json\n\(FakeEndpoint.grades(5))\n```", "Sure! \(FakeEndpoint.grades(5)) Anything else?",
            "{\(plain)}",
        ] {
            try await FakeEndpoint.serve(.content(text)) { url, _ in
                try await expect(5, of: OpenAIJudge(configuration(url)), request())
            }
        }
    }

    @Test("A key that is refused is not tried again, and never shown")
    func refused() async throws {
        let answer = FakeEndpoint.Answer.raw(
            #"{"error": {"message": "wrong key sk-secret"}}"#, status: .unauthorized)
        try await FakeEndpoint.serve(answer) { url, endpoint in
            let judge = OpenAIJudge(try configuration(url))
            let request = try self.request()
            let error = await #expect(throws: JudgeError.self) { try await judge.judgement(of: request) }
            #expect(error?.description.contains("wrong key (secret)") == true)
            #expect(await endpoint.asked.count == 1)
            #expect(!"\(judge)".contains("sk-secret"))
            var dump = ""
            Swift.dump(try configuration(url), to: &dump)
            #expect(!dump.contains("sk-secret"))
        }
    }

    @Test("Who is too slow, or not there at all, is given up")
    func slow() async throws {
        try await FakeEndpoint.serve(.slow(.seconds(20))) { url, endpoint in
            var configuration = try self.configuration(url)
            configuration.timeout = 0.1
            configuration.retries.attempts = 2
            let judge = OpenAIJudge(configuration)
            let request = try self.request()
            await #expect(throws: JudgeError.timedOut(seconds: 0.1)) { try await judge.judgement(of: request) }
        }
        let judge = OpenAIJudge(try configuration("http://127.0.0.1:1/v1"))
        let nobody = try self.request()
        let error = await #expect(throws: JudgeError.self) { try await judge.judgement(of: nobody) }
        if case .unreachable? = error {} else { Issue.record("\(error as Any)") }
    }

    @Test("A server that knows no schemas is asked without one")
    func unstructured() async throws {
        try await FakeEndpoint.serve(
            .raw("response_format is unknown", status: .badRequest), .content(FakeEndpoint.grades(9))
        ) { url, endpoint in
            try await expect(9, of: OpenAIJudge(configuration(url)), request())
            #expect(await endpoint.asked.map { $0.body["response_format"] != nil } == [true, false])
        }
        try await FakeEndpoint.serve(.raw("no such model", status: .badRequest)) { url, endpoint in
            let judge = OpenAIJudge(try configuration(url))
            let request = try self.request()
            await #expect(throws: JudgeError.self) { try await judge.judgement(of: request) }
            #expect(await endpoint.asked.count == 2)
        }
    }

    @Test("The same picture with the same wish is judged once")
    func cached() async throws {
        try await FakeEndpoint.serve(.content(FakeEndpoint.grades(3)), .content(FakeEndpoint.grades(4))) {
            url, endpoint in
            let judge = OpenAIJudge(try configuration(url))
            let grades = try await withThrowingTaskGroup(of: Double.self) { group in
                for _ in 0..<8 { group.addTask { try await grade(judge, try request()) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(grades == [Double](repeating: 3, count: 8))
            #expect(await endpoint.asked.count == 1)
            try await expect(4, of: judge, request(picture: [1]))
            try await expect(4, of: judge, request("Another wish."))
            try await expect(4, of: judge, request(attempt: 1))
            try await expect(3, of: judge, request())
            #expect(await endpoint.asked.count == 4)
        }
    }

    @Test("A budget of calls or tokens ends; what is known is still told")
    func budget() async throws {
        try await FakeEndpoint.serve(.content(FakeEndpoint.grades(3), tokens: 600)) { url, endpoint in
            var configuration = try self.configuration(url)
            configuration.maximumCalls = 2
            let judge = OpenAIJudge(configuration)
            for picture in [1, 2] { try await expect(3, of: judge, request(picture: [UInt8(picture)])) }
            let third = try request(picture: [3])
            await #expect(throws: JudgeError.budgetSpent("2 calls")) { try await judge.judgement(of: third) }
            try await expect(3, of: judge, request(picture: [1]))
            configuration.maximumCalls = nil
            configuration.maximumTokens = 1000
            let thrifty = OpenAIJudge(configuration)
            for picture in [1, 2] { try await expect(3, of: thrifty, request(picture: [UInt8(picture)])) }
            await #expect(throws: JudgeError.budgetSpent("1000 tokens")) { try await thrifty.judgement(of: third) }
            #expect(await endpoint.asked.count == 4)
        }
    }

    @Test("A caller who leaves does not wait for the answer")
    func cancelled() async throws {
        try await FakeEndpoint.serve(.slow(.seconds(30))) { url, _ in
            var configuration = try self.configuration(url)
            configuration.timeout = 60
            let judge = OpenAIJudge(configuration)
            let request = try self.request()
            let task = Task { try await judge.judgement(of: request) }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("A room that cannot be drawn is not judged")
    func noPicture() async throws {
        struct Blind: Error {}
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: [])
        let judge = OpenAIJudge(try configuration("http://127.0.0.1:1"))
        let error = await #expect(throws: JudgeError.self) {
            try await judge.judgement(of: JudgeRequest(scene: scene) { throw Blind() })
        }
        if case .noPicture? = error {} else { Issue.record("\(error as Any)") }
    }

    @Test("The environment names the judge; what is missing is told by its variable")
    func environment() throws {
        func detail(_ environment: [String: String]) -> String {
            do {
                _ = try EnvironmentJudges(environment).judge(.openAI)
                return ""
            } catch { return error.description }
        }
        #expect(detail([:]).contains("METASPATIAL_JUDGE_MODEL"))
        #expect(detail(["METASPATIAL_JUDGE_MODEL": "m"]).isEmpty)
        #expect(detail(["METASPATIAL_JUDGE_MODEL": "m", "METASPATIAL_JUDGE_URL": "file:///etc"]).contains("http"))
        let calls = ["METASPATIAL_JUDGE_MODEL": "m", "METASPATIAL_JUDGE_MAXIMUM_CALLS": "-1"]
        #expect(detail(calls).contains("MAXIMUM_CALLS"))
        let key = ["METASPATIAL_JUDGE_MODEL": "m", "METASPATIAL_JUDGE_API_KEY": "a\r\nX-Evil: 1"]
        #expect(detail(key).contains("key") && !detail(key).contains("Evil"))
        let full = try OpenAIEndpoint(
            environment: [
                "METASPATIAL_JUDGE_MODEL": "m", "METASPATIAL_JUDGE_URL": "http://here:1/v1/",
                "METASPATIAL_JUDGE_TIMEOUT": "5", "METASPATIAL_JUDGE_MAXIMUM_TOKENS": "1000",
            ], prefix: "METASPATIAL_JUDGE")
        #expect(full.address == "http://here:1/v1" && full.timeout == 5 && full.maximumTokens == 1000)
        #expect(throws: JudgeError.self) { try EnvironmentJudges([:]).judge(.vlm) }
        let embedded = try EnvironmentJudges([:]).judge(.embedded)
        #expect(embedded is InstantJudge)
    }
}
