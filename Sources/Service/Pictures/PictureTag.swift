import HTTPServer
import HTTPTypes

/// A strong ETag of something that never changes once it is made: a picture of a kept layout.
struct PictureTag: Hashable, Sendable {
    /// Changes when the same layout is drawn differently by a later version.
    private static let edition = 1

    let text: String

    init(_ id: String, _ variant: String) {
        text = "\"\(id)-\(variant)-\(Self.edition)\""
    }

    var fields: HTTPFields { [.eTag: text, .cacheControl: "no-cache"] }

    var notModified: ServerResponse { ServerResponse(status: .notModified, fields: fields) }

    /// Whether `If-None-Match` names this tag (weak comparison, RFC 9110 section 13.1.2).
    func matches(_ request: ServerRequest) -> Bool {
        guard let header = request.fields[.ifNoneMatch] else { return false }
        return header.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " }
            return tag == "*" || tag.trimmedEnd == text || tag.trimmedEnd == "W/" + text
        }
    }
}

extension Substring {
    fileprivate var trimmedEnd: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
