import HTTPServer
import HTTPTypes
import JSON

/// An error as the API answers it: RFC 9457 problem details.
struct Problem: HTTPResponseError, Hashable, Sendable {
    /// What kind of problem; clients may rely on these words.
    enum Kind: String, Sendable {
        case malformedRequest = "malformed-request"
        case invalidField = "invalid-field"
        case invalidScene = "invalid-scene"
        case noPlacement = "no-placement"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case conflict
        case crossSite = "cross-site"
        case tooLarge = "too-large"
        case invalidModel = "invalid-model"
        case invalidAsset = "invalid-asset"
        case contextTooLong = "context-too-long"
        case doesNotFit = "does-not-fit"
        case trainingFailed = "training-failed"
        case busy
        case notReady = "not-ready"
        case cancelled
        case http
        case internalError = "internal-error"
    }

    /// A fault of a single field.
    struct FieldFault: Hashable, Sendable {
        let pointer: String
        let detail: String
    }

    var kind: Kind
    var status: HTTPResponse.Status
    var title: String
    var detail: String
    var faults: [FieldFault] = []
    /// Further members, such as the objects in conflict.
    var extras = JSONObject()
    var fields: HTTPFields = [:]

    init(
        _ kind: Kind, _ status: HTTPResponse.Status, title: String, detail: String = "",
        faults: [FieldFault] = [], extras: JSONObject = JSONObject(), fields: HTTPFields = [:]
    ) {
        self.kind = kind
        self.status = status
        self.title = title
        self.detail = detail
        self.faults = faults
        self.extras = extras
        self.fields = fields
    }

    /// Fields that are not as they must be.
    static func fields(_ errors: [JSONFieldError]) -> Problem {
        Problem(
            .invalidField, .unprocessableContent,
            title: errors.count == 1 ? "A field is not as it must be" : "Some fields are not as they must be",
            detail: errors.map(\.description).joined(separator: "; "),
            faults: errors.map { FieldFault(pointer: $0.pointer, detail: $0.detail) })
    }

    static func field(_ pointer: String, _ detail: String) -> Problem {
        fields([JSONFieldError(pointer: pointer, detail: detail)])
    }

    static func notFound(_ what: String, id: String) -> Problem {
        Problem(.notFound, .notFound, title: "Not found", detail: "there is no \(what) '\(id.prefix(128))'")
    }

    /// 503 with `Retry-After` in seconds.
    static func busy(_ why: String, retryAfter seconds: Int) -> Problem {
        Problem(
            .busy, .serviceUnavailable, title: "Too much is being done", detail: why + "; try again later",
            fields: [.retryAfter: String(seconds)])
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string("urn:metaspatial:problem:\(kind.rawValue)")), ("title", .string(title)),
            ("status", .integer(status.code)),
        ]
        if !detail.isEmpty { members.append(("detail", .string(detail))) }
        if !faults.isEmpty {
            let list = faults.map { ["pointer": .string($0.pointer), "detail": .string($0.detail)] as JSONValue }
            members.append(("errors", .array(list)))
        }
        members += extras.members.map { ($0.key, $0.value) }
        return .object(JSONObject(members: members))
    }

    var response: ServerResponse {
        .json(json, status: status, contentType: "application/problem+json", fields: fields)
    }
}

extension ServerResponse {
    /// A JSON document.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, contentType: String = "application/json",
        fields: HTTPFields = [:]
    ) -> ServerResponse {
        .bytes(JSONWriter().bytes(value) + [0x0A], status: status, contentType: contentType, fields: fields)
    }
}
