import Foundation
import JSON
import Rewards

/// A model behind an OpenAI-compatible interface as judge: it sees the picture and the wish.
///
/// Calls that fail, come too late or are answered by something else than grades are made again, each wait twice as
/// long as the one before. Calls and tokens are counted against a budget. The same picture with the same wish is
/// judged once.
public struct OpenAIJudge: Judge {
    private let configuration: OpenAIJudgeConfiguration
    private let ledger: JudgeLedger
    private let client: CurlClient

    /// A judge with a budget and a memory of its own.
    public init(_ configuration: OpenAIJudgeConfiguration) {
        self.configuration = configuration
        ledger = JudgeLedger(configuration)
        client = CurlClient(maximumConcurrent: configuration.maximumConcurrent)
    }

    /// Calls made and tokens spent so far, as the server counts them.
    public var spent: (calls: Int, tokens: Int) {
        get async { (await ledger.calls, await ledger.tokens) }
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

    // MARK: Attempts

    private func ask(_ picture: [UInt8], _ wish: String) async throws -> Judgement {
        var isStructured = true
        var failure = JudgeError.unreachable("it was never asked")
        for attempt in 0..<max(1, configuration.attempts) {
            try await ledger.takeCall()
            var wait = min(configuration.firstDelay * Double(1 << min(attempt, 20)), configuration.maximumDelay)
            do {
                let response = try await client.post(
                    configuration.endpoint + "/chat/completions", fields: fields,
                    body: body(picture, wish, isStructured: isStructured), timeout: configuration.timeout)
                switch response.status {
                case 200..<300:
                    do throws(JudgeError) {
                        return try await read(response.body)
                    } catch { failure = error }
                case 400, 422:
                    // A server that knows no schemas is asked without one.
                    failure = error(response)
                    guard isStructured else { throw failure }
                    isStructured = false
                    wait = 0
                case 408, 409, 425, 429, 500...:
                    failure = error(response)
                    wait = min(max(wait, response.retryAfter ?? 0), configuration.maximumDelay)
                default: throw error(response)
                }
            } catch CurlClient.Failure.timedOut {
                failure = .timedOut(seconds: configuration.timeout)
            } catch CurlClient.Failure.tooLarge(let limit) {
                failure = .unreadable("it is longer than \(limit) bytes")
            } catch CurlClient.Failure.failed(let reason) {
                failure = .unreachable(reason)
            }
            if attempt + 1 < configuration.attempts {
                // Some spread, so that many who failed together do not return together.
                try await Task.sleep(for: .seconds(wait * Double.random(in: 0.75...1)))
            }
        }
        throw failure
    }

    private func error(_ response: CurlClient.Response) -> JudgeError {
        let text = String(decoding: response.body, as: UTF8.self)
        let message = (try? JSONValue.parse(text))?["error"]?["message"]?.stringValue ?? text
        let shown = JudgeAnswer.excerpt(configuration.key?.removed(from: message) ?? message)
        return .unreachable("it answers with status \(response.status)" + (shown.isEmpty ? "" : ": \(shown)"))
    }

    // MARK: Forms

    private var fields: [(name: String, value: String)] {
        var fields = [("Content-Type", "application/json"), ("Accept", "application/json"), ("Expect", "")]
        if let key = configuration.key { fields.append(("Authorization", key.authorization)) }
        return fields
    }

    private func body(_ picture: [UInt8], _ wish: String, isStructured: Bool) -> [UInt8] {
        let image = "data:image/png;base64," + Data(picture).base64EncodedString()
        var members: [(String, JSONValue)] = [
            ("model", .string(configuration.model)),
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
        return JSONWriter().bytes(.object(JSONObject(members: members)))
    }

    private func read(_ body: [UInt8]) async throws(JudgeError) -> Judgement {
        let text = String(decoding: body, as: UTF8.self)
        guard let value = try? JSONValue.parse(text) else {
            throw .unreadable(text.isEmpty ? "it is empty" : "it is no JSON: '\(JudgeAnswer.excerpt(text))'")
        }
        await ledger.spend(tokens: value["usage"]?["total_tokens"]?.integerValue ?? 0)
        let message = value["choices"]?.arrayValue?.first?["message"]
        if let refusal = message?["refusal"]?.stringValue {
            throw .unreadable("it refuses: \(JudgeAnswer.excerpt(refusal))")
        }
        guard let content = message?["content"] else { throw .unreadable("it has no message") }
        let parts = content.arrayValue?.compactMap { $0["text"]?.stringValue }.joined()
        return try JudgeAnswer.read(content.stringValue ?? parts ?? "")
    }
}
