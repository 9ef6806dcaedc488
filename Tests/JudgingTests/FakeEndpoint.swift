import HTTPServer
import HTTPTypes
import JSON
import Synchronization

/// A chat-completions endpoint that answers as a test tells it, and keeps what it was asked.
actor FakeEndpoint {
    /// One answer.
    enum Answer: Sendable {
        /// A chat completion with this content, that took so many tokens.
        case content(String, tokens: Int = 100)
        /// A body as it stands.
        case raw(String, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:])
        /// The grades 7 after a while.
        case slow(Duration)
    }

    struct Asked: Sendable {
        let body: JSONValue
        let authorization: String?
    }

    private var answers: [Answer]
    private(set) var asked: [Asked] = []
    private var server: HTTPServer?

    /// - Parameter answers: in turn; the last stays.
    init(_ answers: [Answer]) { self.answers = answers }

    /// Runs the endpoint while `body` does.
    static func serve(
        _ answers: Answer..., body: (_ url: String, FakeEndpoint) async throws -> Void
    ) async throws {
        let endpoint = FakeEndpoint(answers)
        var router = Router()
        try router.post("/v1/chat/completions") { try await endpoint.answer($0) }
        let server = HTTPServer(configuration: ServerConfiguration(port: 0), responder: router)
        let address = try await server.start()
        do {
            try await body("http://\(address)/v1/", endpoint)
        } catch {
            await server.shutdown(gracePeriod: .zero)
            throw error
        }
        await server.shutdown(gracePeriod: .zero)
    }

    private func answer(_ request: ServerRequest) async throws -> ServerResponse {
        let bytes = try await request.body.collect(upTo: 1 << 22)
        asked.append(
            Asked(
                body: try JSONValue.parse(String(decoding: bytes, as: UTF8.self)),
                authorization: request.fields[.authorization]))
        let answer = answers.count > 1 ? answers.removeFirst() : answers[0]
        switch answer {
        case .content(let text, let tokens): return Self.completion(text, tokens)
        case .raw(let text, let status, let fields):
            return .text(text, status: status, contentType: "application/json", fields: fields)
        case .slow(let duration):
            try await Task.sleep(for: duration)
            return Self.completion(Self.grades(7), 100)
        }
    }

    private static func completion(_ content: String, _ tokens: Int) -> ServerResponse {
        let value: JSONValue = [
            "choices": [["index": 0, "message": ["role": "assistant", "content": .string(content)]]],
            "usage": ["total_tokens": .integer(tokens)],
        ]
        return .text(JSONWriter().string(value), contentType: "application/json")
    }

    /// A good answer with the same grade throughout.
    static func grades(_ grade: Int) -> String {
        let aspect: JSONValue = ["comment": "So it is.", "grade": .integer(grade)]
        let names = [
            "realism_and_3d_geometric_consistency", "functionality_and_activity_based_alignment",
            "layout_and_furniture", "color_scheme_and_material_choices", "overall_aesthetic_and_atmosphere",
        ]
        return JSONWriter().string(.object(JSONObject(members: names.map { ($0, aspect) })))
    }
}
