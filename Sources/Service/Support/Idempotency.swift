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
        _ work: (IdempotencyKey?) async throws -> Acknowledgement
    ) async throws -> Acknowledgement {
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
                // In a task of its own: that of a client who went away is cancelled, and writes nothing any more.
                await Task { [store] in try? await store.release(key) }.value
                throw error
            }
        case .replay(let stored):
            return try Acknowledgement(stored)
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
}
