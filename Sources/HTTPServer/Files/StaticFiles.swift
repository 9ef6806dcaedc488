import HTTPTypes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Serves the files of one directory and nothing outside it.
///
/// Each segment of a path is opened within the one before, never through a symbolic link, and `.`, `..`
/// and names that begin with a dot are not found. `ETag`, `If-None-Match`, `Range` and `If-Range` are honoured.
///
/// ```swift
/// let files = StaticFiles(directory: "Public")
/// try router.get("/{path...}") { try await files.respond(to: $0, path: $0.parameters["path"] ?? "") }
/// ```
public struct StaticFiles: Sendable {
    /// The path of the directory.
    public let directory: String
    /// The file that stands for a directory; nil for none.
    public let index: String?
    /// The `Cache-Control` of every file.
    public let cacheControl: String

    private static let chunkBytes = 256 << 10

    /// Serves a directory, which need not exist yet.
    public init(directory: String, index: String? = "index.html", cacheControl: String = "no-cache") {
        self.directory = directory
        self.index = index
        self.cacheControl = cacheControl
    }

    /// The response for a path below the directory, decoded.
    ///
    /// - Throws: ``HTTPError`` 404 when there is no such file, 405 for methods other than GET and HEAD.
    public func respond(to request: ServerRequest, path: String) async throws -> ServerResponse {
        guard request.method == .get || request.method == .head else {
            throw HTTPError(.methodNotAllowed, fields: [.allow: "GET, HEAD"])
        }
        let missing = HTTPError.notFound("nothing is at \(request.path)")
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if segments.last == "" {
            segments.removeLast()
            guard let index else { throw missing }
            segments.append(index)
        }
        guard segments.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0) }) else {
            throw missing
        }
        let file: OpenFile
        do throws(SocketError) {
            file = try OpenFile.open(directory: directory, segments: segments)
        } catch {
            switch error.code {
            case EMFILE, ENFILE, EIO: throw error
            default: throw missing
            }
        }
        if file.isDirectory, let index,
            (try? OpenFile.open(directory: directory, segments: segments + [index])) != nil
        {
            // Relative links of the index only work below a path that ends in a slash.
            let last = PercentCoding.encode(segments.last ?? "")
            return ServerResponse(status: .permanentRedirect, fields: [.location: "./\(last)/"])
        }
        guard file.isRegular else { throw missing }
        return try response(to: request, file: file, name: segments.last ?? "")
    }

    private func response(to request: ServerRequest, file: OpenFile, name: String) throws -> ServerResponse {
        var fields: HTTPFields = [
            .eTag: file.entityTag,
            .lastModified: HTTPDate.format(secondsSince1970: file.modifiedSeconds),
            .cacheControl: cacheControl,
            .acceptRanges: "bytes",
            .xContentTypeOptions: "nosniff",
        ]
        if let tags = request.fields[.ifNoneMatch], EntityTag.matches(tags, file.entityTag) {
            return ServerResponse(status: .notModified, fields: fields)
        }
        fields[.contentType] = ContentType.ofFile(name)
        var range = 0..<file.size
        var status = HTTPResponse.Status.ok
        let isSame = request.fields[.ifRange].map { $0 == file.entityTag } ?? true
        if request.method == .get, isSame, let field = request.fields[.range],
            let parsed = ByteRange.parse(field, size: file.size)
        {
            guard case .satisfiable(let part) = parsed else {
                throw HTTPError(.rangeNotSatisfiable, fields: [.contentRange: "bytes */\(file.size)"])
            }
            range = part
            status = .partialContent
            fields[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
        }
        if range.count <= Self.chunkBytes {
            let bytes = try file.read(at: range.lowerBound, count: range.count)
            return ServerResponse(status: status, fields: fields, body: .bytes(bytes))
        }
        let part = range
        return ServerResponse(
            status: status, fields: fields,
            body: .stream(contentLength: part.count) { writer in
                var offset = part.lowerBound
                while offset < part.upperBound {
                    let bytes = try file.read(
                        at: offset, count: min(Self.chunkBytes, part.upperBound - offset))
                    // A file that shrank meanwhile leaves the response cut, which the client sees.
                    guard !bytes.isEmpty else { return }
                    try await writer.write(bytes)
                    offset += bytes.count
                }
            })
    }
}
