import Embeddings
import HTTPClient
import HTTPServer
import HTTPTypes
import JSON
import Testing

/// An `/embeddings` endpoint that answers as a test tells it.
private actor FakeEmbeddings {
    private(set) var asked: [[String]] = []
    private(set) var keys: [String?] = []
    private var answers: [@Sendable ([String]) -> ServerResponse]

    init(_ answers: [@Sendable ([String]) -> ServerResponse]) { self.answers = answers }

    static func serve(
        _ answers: [@Sendable ([String]) -> ServerResponse], body: (OpenAIEndpoint, FakeEmbeddings) async throws -> Void
    ) async throws {
        let fake = FakeEmbeddings(answers)
        var router = Router()
        try router.post("/v1/embeddings") { try await fake.answer($0) }
        let server = HTTPServer(configuration: ServerConfiguration(port: 0), responder: router)
        let address = try await server.start()
        var endpoint = try OpenAIEndpoint(address: "http://\(address)/v1", model: "m", key: SecretKey("sk-secret"))
        endpoint.retries.firstDelay = 0.01
        endpoint.timeout = 10
        do {
            try await body(endpoint, fake)
        } catch {
            await server.shutdown(gracePeriod: .zero)
            throw error
        }
        await server.shutdown(gracePeriod: .zero)
    }

    private func answer(_ request: ServerRequest) async throws -> ServerResponse {
        let json = try JSONValue.parse(try await request.body.collect(upTo: 1 << 22))
        let texts = (json["input"]?.arrayValue ?? []).compactMap(\.stringValue)
        asked.append(texts)
        keys.append(request.fields[.authorization])
        return (answers.count > 1 ? answers.removeFirst() : answers[0])(texts)
    }

    /// Vectors that tell how many letters a text has and whether it is long, the last text's first.
    @Sendable static func good(_ texts: [String]) -> ServerResponse {
        let data = texts.enumerated().map { index, text -> JSONValue in
            ["index": .integer(index), "embedding": [.number(Double(text.count)), 3]]
        }
        let answer: JSONValue = [
            "data": .array(data.reversed()), "usage": ["total_tokens": .integer(10 * texts.count)],
        ]
        return .text(JSONWriter().string(answer), contentType: "application/json")
    }

    static func raw(_ text: String, _ status: HTTPResponse.Status = .ok) -> @Sendable ([String]) -> ServerResponse {
        { _ in .text(text, status: status, contentType: "application/json") }
    }
}

@Suite("An encoder behind an OpenAI-compatible interface")
struct EndpointEncoderTests {
    @Test("It is sent many texts at a time, with the key, and each text once")
    func asks() async throws {
        try await FakeEmbeddings.serve([FakeEmbeddings.good]) { endpoint, fake in
            let encoder = EndpointEncoder(endpoint)
            let vectors = try await encoder.encode(["abcd", "", "abcd"])
            #expect(vectors == [[0.8, 0.6], [0, 1], [0.8, 0.6]])
            #expect(try await encoder.encode(["", "abcd"]) == [[0, 1], [0.8, 0.6]])
            #expect(await fake.asked == [["abcd", ""]])
            #expect(await fake.keys == ["Bearer sk-secret"])
            let many = (0..<150).map { "text \($0)" }
            #expect(try await encoder.encode(many).count == 150)
            #expect(await fake.asked.map(\.count) == [2, 64, 64, 22])
            let spent = await encoder.spent
            #expect(spent.calls == 4 && spent.tokens == 1520)
        }
    }

    @Test(
        "What are no vectors for the texts is asked for again, and then told",
        arguments: [
            ("", "empty"), ("<html>", "no JSON"), ("{}", "no list"), (#"{"data": []}"#, "0 vectors for 2"),
            (#"{"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}"#, "different lengths"),
            (#"{"data": [{"embedding": [1], "index": 0}, {"embedding": [1], "index": 0}]}"#, "index 0"),
            (#"{"data": [{"embedding": [1], "index": 7}, {"embedding": [1], "index": 0}]}"#, "index 7"),
            (#"{"data": [{"embedding": [1e300]}, {"embedding": [1]}]}"#, "not finite"),
            (#"{"data": [{"embedding": [0]}, {"embedding": [1]}]}"#, "no direction"),
            (#"{"data": [{"embedding": []}, {"embedding": ["a"]}]}"#, "8192 numbers"),
            (#"{"data": [{"embedding": "AAAA"}, {"embedding": "AAAA"}]}"#, "8192 numbers"),
        ])
    func nonsense(_ text: String, _ words: String) async throws {
        try await FakeEmbeddings.serve([FakeEmbeddings.raw(text)]) { endpoint, fake in
            let encoder = EndpointEncoder(endpoint)
            let error = await #expect(throws: EmbeddingError.self) { try await encoder.encode(["a", "b"]) }
            #expect(error?.description.contains(words) == true, "\(error as Any)")
            #expect(await fake.asked.count == 4)
        }
        try await FakeEmbeddings.serve([FakeEmbeddings.raw(text), FakeEmbeddings.good]) { endpoint, fake in
            let vectors = try await EndpointEncoder(endpoint).encode(["a", "b"])
            #expect(vectors.count == 2)
        }
    }

    @Test("Failures that may pass are tried again; a key that is refused is not, and is never shown")
    func failures() async throws {
        try await FakeEmbeddings.serve([
            FakeEmbeddings.raw("slow down", .tooManyRequests), FakeEmbeddings.raw("", .internalServerError),
            FakeEmbeddings.good,
        ]) { endpoint, fake in
            let vectors = try await EndpointEncoder(endpoint).encode(["a"])
            #expect(vectors.count == 1)
            #expect(await fake.asked.count == 3)
        }
        let answer = #"{"error": {"message": "wrong key sk-secret"}}"#
        try await FakeEmbeddings.serve([FakeEmbeddings.raw(answer, .unauthorized)]) { endpoint, fake in
            let encoder = EndpointEncoder(endpoint)
            let error = await #expect(throws: EmbeddingError.self) { try await encoder.encode(["a"]) }
            #expect(error?.description.contains("wrong key (secret)") == true)
            #expect(await fake.asked.count == 1)
        }
    }

    @Test("A budget of calls ends; what is known is still told")
    func budget() async throws {
        try await FakeEmbeddings.serve([FakeEmbeddings.good]) { endpoint, fake in
            var endpoint = endpoint
            endpoint.maximumCalls = 1
            let encoder = EndpointEncoder(endpoint)
            _ = try await encoder.encode(["a"])
            await #expect(throws: EmbeddingError.budgetSpent("1 calls")) { try await encoder.encode(["b"]) }
            #expect(try await encoder.encode(["a"]).count == 1)
            #expect(await fake.asked.count == 1)
        }
    }

    @Test("Nobody there is told; the environment names the server")
    func environment() async throws {
        var endpoint = try OpenAIEndpoint(address: "http://127.0.0.1:1", model: "m")
        endpoint.retries.attempts = 1
        let encoder = EndpointEncoder(endpoint)
        let error = await #expect(throws: EmbeddingError.self) { try await encoder.encode(["a"]) }
        if case .unreachable? = error {} else { Issue.record("\(error as Any)") }
        let none = try EndpointEncoder(environment: [:])
        #expect(none == nil)
        let model = ["METASPATIAL_EMBEDDINGS_MODEL": "m"]
        #expect(try EndpointEncoder(environment: model)?.fingerprint == "endpoint-https://api.openai.com/v1-m")
        #expect(throws: EmbeddingError.self) {
            try EndpointEncoder(environment: model.merging(["METASPATIAL_EMBEDDINGS_URL": "ftp://x"]) { $1 })
        }
    }
}
