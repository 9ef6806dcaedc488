import HTTPServer
import JSON

/// `limit` and `cursor` of a list.
struct PageQuery: Sendable {
    let limit: Int
    let cursor: String?

    init(_ request: ServerRequest) throws {
        limit = try request.queryCursor("limit").ifPresent?.integer(in: 1...100) ?? 20
        cursor = request.query("cursor")
    }
}
