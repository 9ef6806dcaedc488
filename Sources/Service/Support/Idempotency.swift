import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a repeated request gets the first one's answer.
struct Idempotency: Sendable {
    let store: Store

    private static let header = HTTPField.Name("Idempotency-Key")

    /// Runs `work` unless a request with the same key was answered before.
    ///
    /// `work` gets the key to complete in the same transaction in which it keeps its result; an error gives the
    /// key up again.
    func perform(
        _ request: ServerRequest, route: String, body: JSONValue,
        _ work: (IdempotencyKey?) async throws -> ServerResponse
    ) async throws -> ServerResponse {
        guard let header = Self.header, let text = request.fields[header] else { return try await work(nil) }
        guard (1...255).contains(text.utf8.count) else {
            throw Problem(
                .malformedRequest, .badRequest, title: "The Idempotency-Key cannot be used",
                detail: "it must have 1 to 255 bytes")
        }
        let key = IdempotencyKey(text, route: route)
        let hash = try SHA256.hexadecimal(JSONWriter().bytes(body))
        switch try await store.reserve(key, requestHash: hash) {
        case .first:
            do {
                return try await work(key)
            } catch {
                try? await store.release(key)
                throw error
            }
        case .replay(let stored):
            return Self.response(stored)
        case .conflict:
            throw Problem(
                .conflict, .unprocessableContent, title: "The Idempotency-Key was used before",
                detail: "with another request")
        case .inProgress:
            throw Problem(
                .conflict, .conflict, title: "The same request is being answered",
                detail: "the first request with this Idempotency-Key has not ended yet",
                fields: [.retryAfter: "1"])
        }
    }

    /// What is kept of a JSON answer.
    static func completion(
        _ key: IdempotencyKey?, status: HTTPResponse.Status, location: String, body: JSONValue
    ) -> IdempotentCompletion? {
        key.map {
            IdempotentCompletion(
                $0,
                response: StoredResponse(
                    status: status.code, location: location, contentType: "application/json",
                    body: JSONWriter().bytes(body) + [0x0A]))
        }
    }

    private static func response(_ stored: StoredResponse) -> ServerResponse {
        var fields: HTTPFields = [:]
        if let location = stored.location { fields[.location] = location }
        return .bytes(
            stored.body, status: HTTPResponse.Status(code: stored.status),
            contentType: stored.contentType ?? "application/json", fields: fields)
    }
}
