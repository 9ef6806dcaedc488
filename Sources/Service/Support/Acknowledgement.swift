import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// The answer to a POST that kept something: a document, and where it is found from now on.
struct Acknowledgement: Sendable {
    var status: HTTPResponse.Status
    var location: String
    var document: JSONValue

    init(_ status: HTTPResponse.Status, location: String, _ document: JSONValue) {
        self.status = status
        self.location = location
        self.document = document
    }

    /// An answer that was kept under an idempotency key.
    init(_ stored: StoredResponse) throws {
        status = HTTPResponse.Status(code: stored.status)
        location = stored.location ?? ""
        document = try JSONValue.parse(stored.body)
    }

    var response: ServerResponse { .json(document, status: status, fields: [.location: location]) }

    /// What is kept under a key, to be given again.
    func completion(_ key: IdempotencyKey?) -> IdempotentCompletion? {
        key.map {
            IdempotentCompletion(
                $0,
                response: StoredResponse(
                    status: status.code, location: location, contentType: "application/json",
                    body: JSONWriter().bytes(document)))
        }
    }
}
