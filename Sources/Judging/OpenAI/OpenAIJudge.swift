import Foundation
import HTTPClient
import JSON
import Rewards

/// A model behind an OpenAI-compatible interface as judge: it sees the picture and the wish.
///
/// Calls that fail, come too late or are answered by something else than grades are made again, each wait twice as
/// long as the one before. Calls and tokens are counted against a budget. The same picture with the same wish is
/// judged once.
public struct OpenAIJudge: Judge {
    private let ledger: JudgeLedger
    private let client: OpenAIClient

    /// A judge with a budget and a memory of its own.
    public init(_ endpoint: OpenAIEndpoint) {
        ledger = JudgeLedger(limit: endpoint.cacheLimit)
        client = OpenAIClient(endpoint)
    }

    /// Calls made and tokens spent so far, as the server counts them.
    public var spent: (calls: Int, tokens: Int) {
        get async { await client.spent }
    }

    public func judgement(of request: JudgeRequest) async throws -> Judgement {
        let picture: [UInt8]
        do {
            picture = try await request.picture()
        } catch let error as CancellationError {
            throw error
        } catch { throw JudgeError.noPicture("\(error)") }
        let wish = request.scene.room.description
        let key = try PictureDigest.hexadecimal(picture + Array("\n\(request.attempt)\n\(wish)".utf8))
        return try await ledger.judgement(for: key) { try await ask(picture, wish) }
    }

    private func ask(_ picture: [UInt8], _ wish: String) async throws -> Judgement {
        // A server that knows no schemas is asked without one.
        var isStructured = true
        do {
            return try await client.post(
                "/chat/completions", body: { body(picture, wish, isStructured: isStructured) },
                plainer: {
                    defer { isStructured = false }
                    return isStructured
                }, read: read)
        } catch let failure as OpenAIClient.Failure { throw Self.error(failure) }
    }

    private static func error(_ failure: OpenAIClient.Failure) -> JudgeError {
        switch failure {
        case .timedOut(let seconds): return .timedOut(seconds: seconds)
        case .tooLarge(let limit): return .unreadable("it is longer than \(limit) bytes")
        case .refused(let status, let message):
            let shown = JudgeAnswer.excerpt(message)
            return .unreachable("it answers with status \(status)" + (shown.isEmpty ? "" : ": \(shown)"))
        case .failed(let reason): return .unreachable(reason)
        case .budgetSpent(let what): return .budgetSpent(what)
        }
    }

    // MARK: Forms

    private func body(_ picture: [UInt8], _ wish: String, isStructured: Bool) -> JSONValue {
        let image = "data:image/png;base64," + Data(picture).base64EncodedString()
        var members: [(String, JSONValue)] = [
            ("model", .string(client.endpoint.model)),
            (
                "messages",
                [
                    ["role": "system", "content": .string(JudgePrompt.system)],
                    [
                        "role": "user",
                        "content": [
                            ["type": "text", "text": .string(JudgePrompt.request(wish: wish))],
                            ["type": "image_url", "image_url": ["url": .string(image)]],
                        ],
                    ],
                ]
            ),
        ]
        if isStructured {
            members.append(
                (
                    "response_format",
                    [
                        "type": "json_schema",
                        "json_schema": ["name": "grades", "strict": true, "schema": JudgePrompt.schema()],
                    ]
                ))
        }
        return .object(JSONObject(members: members))
    }

    private func read(_ answer: JSONValue?, _ body: [UInt8]) throws(JudgeError) -> Judgement {
        guard let value = answer else {
            let text = String(decoding: body, as: UTF8.self)
            throw .unreadable(text.isEmpty ? "it is empty" : "it is no JSON: '\(JudgeAnswer.excerpt(text))'")
        }
        let message = value["choices"]?.arrayValue?.first?["message"]
        if let refusal = message?["refusal"]?.stringValue {
            throw .unreadable("it refuses: \(JudgeAnswer.excerpt(refusal))")
        }
        guard let content = message?["content"] else { throw .unreadable("it has no message") }
        let parts = content.arrayValue?.compactMap { $0["text"]?.stringValue }.joined()
        return try JudgeAnswer.read(content.stringValue ?? parts ?? "")
    }
}
