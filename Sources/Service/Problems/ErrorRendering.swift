import HTTPServer
import HTTPTypes
import Imaging
import JSON
import Logging
import Persistence
import Planning
import Rendering
import Rewards
import SceneGraph
import VLM

/// Renders every error that can leave a handler as a problem; what is nobody's fault is logged and said briefly.
struct ErrorRendering: Sendable {
    let logger: Logger

    func response(_ error: any Error, head: HTTPRequest?) -> ServerResponse {
        let problem = self.problem(error)
        if problem.kind == .internalError {
            let path = head?.path?.split(separator: "?").first.map(String.init) ?? "-"
            logger.error("a request failed", metadata: ["path": "\(path)", "error": "\(error)"])
        }
        return problem.response
    }

    func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as JSONFieldError: .fields([error])
        case let error as JSONFormError: .fields(error.faults)
        case let error as HTTPError: Self.problem(error)
        case let error as SceneError: Self.problem(error)
        case let error as PlacementConflict: Self.problem(error)
        case let error as PersistenceError: Self.problem(error)
        case is CancellationError:
            Problem(.cancelled, .serviceUnavailable, title: "The request was cancelled")
        default: Self.moduleProblem(error)
        }
    }

    private static func problem(_ error: HTTPError) -> Problem {
        let kind: Problem.Kind =
            switch error.status.code {
            case 404: .notFound
            case 405: .methodNotAllowed
            case 413: .tooLarge
            case 503: .busy
            case 501: .http
            case 500...: .internalError
            case 400..<500 where error.status.code != 408: .malformedRequest
            default: .http
            }
        return Problem(
            kind, error.status, title: error.status.reasonPhrase, detail: error.detail, fields: error.fields)
    }

    private static func problem(_ error: SceneError) -> Problem {
        let objects = error.objectIDs.map { JSONValue.string($0) }
        return Problem(
            .invalidScene, .unprocessableContent, title: "The objects do not make a scene",
            detail: error.description, faults: [.init(pointer: "/scene_graph", detail: error.description)],
            extras: objects.isEmpty
                ? JSONObject()
                : JSONObject(members: [
                    ("conflict", ["objects": .array(objects), "detail": .string(error.description)])
                ]))
    }

    private static func problem(_ conflict: PlacementConflict) -> Problem {
        Problem(
            .noPlacement, .unprocessableContent, title: "No placement was found",
            detail: conflict.description, extras: JSONObject(members: [("conflict", conflict.json)]))
    }

    private static func problem(_ error: PersistenceError) -> Problem {
        switch error {
        case .invalidCursor: .field("/cursor", error.description)
        case .duplicate: Problem(.conflict, .conflict, title: "It is there already", detail: error.description)
        case .notFound: Problem(.notFound, .notFound, title: "Not found", detail: error.description)
        case .busy: .busy("the database is in use", retryAfter: 1)
        case .diskFull:
            Problem(
                .internalError, HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                title: "The disk is full", detail: "nothing was kept")
        case .cancelled: Problem(.cancelled, .serviceUnavailable, title: "The request was cancelled")
        default: Problem(.internalError, .internalServerError, title: "The database failed")
        }
    }
}

extension PlacementConflict {
    /// The objects and relations in conflict, in words too, and how certain that is.
    var json: JSONValue {
        [
            "objects": .array(objects.map { .string($0) }),
            "relations": .array(
                relations.map { item in
                    [
                        "object": .string(item.object),
                        "relation": .string("\(item.relation.preposition.rawValue) \(item.relation.targetID)"),
                    ]
                }), "detail": .string(description), "proved": .bool(isProved), "minimal": .bool(isMinimal),
        ]
    }
}
