import HTTPServer
import HTTPTypes
import JSON

/// A problem in the form that OpenAI's clients read.
struct OpenAIError: Sendable {
    let problem: Problem

    /// Whether a path's errors have this form.
    static func covers(_ head: HTTPRequest?) -> Bool { head?.path?.hasPrefix("/v1/") ?? false }

    /// Faults of fields are 400 there, not 422.
    private var status: HTTPResponse.Status {
        problem.status == .unprocessableContent ? .badRequest : problem.status
    }

    /// `/messages/0/content` as `messages[0].content`.
    private var parameter: String? {
        guard let pointer = problem.faults.first?.pointer, !pointer.isEmpty else { return nil }
        return pointer.split(separator: "/").reduce(into: "") { path, part in
            if part.allSatisfy(\.isNumber) {
                path += "[\(part)]"
            } else {
                path += (path.isEmpty ? "" : ".") + part
            }
        }
    }

    private var message: String {
        guard let fault = problem.faults.first, let parameter else {
            return problem.detail.isEmpty ? problem.title : problem.detail
        }
        return "\(parameter) \(fault.detail)"
    }

    private var code: String {
        if problem.kind == .contextTooLong { return "context_length_exceeded" }
        return problem.extras["code"]?.stringValue ?? problem.kind.rawValue.replacing("-", with: "_")
    }

    var json: JSONValue {
        [
            "error": [
                "message": .string(message),
                "type": status.kind == .clientError ? "invalid_request_error" : "server_error",
                "param": parameter.map { .string($0) } ?? .null, "code": .string(code),
            ]
        ]
    }

    var response: ServerResponse { .json(json, status: status, fields: problem.fields) }
}
