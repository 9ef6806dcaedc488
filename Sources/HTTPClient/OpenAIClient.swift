import JSON

/// Calls an OpenAI-compatible server: calls that fail in a way that may pass are made again, each wait twice as long as
/// the one before, and calls and tokens are counted against a budget.
package struct OpenAIClient: Sendable {
    /// Why a call brought nothing.
    package enum Failure: Error, Hashable, Sendable {
        case timedOut(seconds: Double)
        case tooLarge(limit: Int)
        /// The status, and what the server says.
        case refused(status: Int, message: String)
        case failed(String)
        case budgetSpent(String)
    }

    /// Where the server is.
    package let endpoint: OpenAIEndpoint
    private let budget: CallBudget
    private let client: CurlClient

    /// A client with a budget of its own.
    package init(_ endpoint: OpenAIEndpoint, maximumBytes: Int = 1 << 20) {
        self.endpoint = endpoint
        budget = CallBudget(maximumCalls: endpoint.maximumCalls, maximumTokens: endpoint.maximumTokens)
        client = CurlClient(maximumConcurrent: endpoint.maximumConcurrent, maximumBytes: maximumBytes)
    }

    /// Calls made and tokens spent so far, as the server counts them.
    package var spent: (calls: Int, tokens: Int) {
        get async { (await budget.calls, await budget.tokens) }
    }

    /// Posts a request and reads its answer.
    /// - Parameters:
    ///   - path: below the endpoint's address, such as `/embeddings`.
    ///   - body: the request; asked for anew before each attempt.
    ///   - plainer: called when the server refuses the request's form (400 or 422): true where another form is worth an
    ///     attempt.
    ///   - read: makes a value of the answer, which is nil where it is no JSON, and of its bytes; what it throws is
    ///     worth another attempt.
    /// - Throws: `Failure`; what `read` threw at last; `CancellationError`.
    package func post<Value>(
        _ path: String, body: () -> JSONValue, plainer: () -> Bool = { false },
        read: (JSONValue?, [UInt8]) throws -> Value
    ) async throws -> Value {
        try await endpoint.retries.run {
            do {
                try await budget.takeCall()
                let response = try await client.post(
                    endpoint.address + path, fields: fields, body: JSONWriter().bytes(body()),
                    timeout: endpoint.timeout)
                switch response.status {
                case 200..<300:
                    let answer = try? JSONValue.parse(response.body)
                    await budget.spend(tokens: answer?["usage"]?["total_tokens"]?.integerValue ?? 0)
                    do {
                        return .done(try read(answer, response.body))
                    } catch { return .failed(error, wait: .usual()) }
                case 400, 422:
                    guard plainer() else { throw failure(response) }
                    return .failed(failure(response), wait: .none)
                case 408, 409, 425, 429, 500...:
                    return .failed(failure(response), wait: .usual(atLeast: response.retryAfter ?? 0))
                default: throw failure(response)
                }
            } catch let error as CallBudget.Exhausted {
                throw Failure.budgetSpent(error.limit)
            } catch CurlClient.Failure.timedOut {
                return .failed(Failure.timedOut(seconds: endpoint.timeout), wait: .usual())
            } catch CurlClient.Failure.tooLarge(let limit) {
                return .failed(Failure.tooLarge(limit: limit), wait: .usual())
            } catch CurlClient.Failure.failed(let reason) {
                return .failed(Failure.failed(reason), wait: .usual())
            }
        }
    }

    private var fields: [(name: String, value: String)] {
        var fields = [("Content-Type", "application/json"), ("Accept", "application/json"), ("Expect", "")]
        if let key = endpoint.key { fields.append(("Authorization", key.authorization)) }
        return fields
    }

    private func failure(_ response: CurlClient.Response) -> Failure {
        let text = String(decoding: response.body, as: UTF8.self)
        let message = (try? JSONValue.parse(text))?["error"]?["message"]?.stringValue ?? text
        return .refused(status: response.status, message: endpoint.key?.removed(from: message) ?? message)
    }
}
