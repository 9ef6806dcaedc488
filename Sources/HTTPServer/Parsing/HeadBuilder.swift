import HTTPTypes

/// Gathers a request line and its fields, and judges them together once the head is whole.
struct HeadBuilder: Sendable {
    private var method = ""
    private var target = ""
    private var minorVersion = 1
    private var fields = HTTPFields()
    private var host: String?
    private var contentLength: Int?
    private var transferCodings: [String] = []
    private var connectionOptions: [String] = []
    private var expectation: String?

    /// Field bytes and lines so far, for the parser's limits.
    var fieldBytes = 0
    var fieldLines = 0

    init() {}

    /// - Parameter requestLine: `method SP request-target SP HTTP-version`, exactly.
    init(requestLine line: ArraySlice<UInt8>) throws(HTTPError) {
        guard let firstSpace = line.firstIndex(of: Byte.space),
            let lastSpace = line.lastIndex(of: Byte.space), firstSpace < lastSpace
        else { throw .badRequest("request line is not: method, target, version") }
        let method = line[..<firstSpace]
        let target = line[(firstSpace + 1)..<lastSpace]
        guard !method.isEmpty, method.allSatisfy(Byte.isToken) else {
            throw .badRequest("method is not a token")
        }
        guard !target.isEmpty, target.allSatisfy({ $0 > Byte.space && $0 < 0x7F && $0 != UInt8(ascii: "#") })
        else { throw .badRequest("request target has a forbidden byte") }
        minorVersion = try Self.version(line[(lastSpace + 1)...])
        self.method = String(decoding: method, as: UTF8.self)
        self.target = String(decoding: target, as: UTF8.self)
    }

    /// `HTTP/` DIGIT `.` DIGIT; another major version is 505.
    private static func version(_ bytes: ArraySlice<UInt8>) throws(HTTPError) -> Int {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8) else {
            throw .badRequest("bad HTTP version")
        }
        let major = bytes[bytes.startIndex + 5]
        let minor = bytes[bytes.startIndex + 7]
        guard digits.contains(major), bytes[bytes.startIndex + 6] == UInt8(ascii: "."), digits.contains(minor)
        else { throw .badRequest("bad HTTP version") }
        guard major == UInt8(ascii: "1") else {
            throw HTTPError(.httpVersionNotSupported, "only HTTP/1.0 and HTTP/1.1 are spoken here")
        }
        return minor == UInt8(ascii: "0") ? 0 : 1
    }

    /// One field line: `name ":" OWS value OWS`.
    static func field(_ line: ArraySlice<UInt8>) throws(HTTPError) -> HTTPField {
        if let first = line.first, Byte.isBlank(first) { throw .badRequest("folded field line") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .badRequest("field line without a colon")
        }
        guard let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self)) else {
            throw .badRequest("field name is not a token")
        }
        var value = line[(colon + 1)...].drop(while: Byte.isBlank)
        while let last = value.last, Byte.isBlank(last) { value.removeLast() }
        guard value.allSatisfy(Byte.isFieldValue) else {
            throw .badRequest("field value has a forbidden byte")
        }
        return HTTPField(name: name, value: value)
    }

    mutating func beginTrailers() {
        fieldBytes = 0
        fieldLines = 0
    }

    mutating func add(_ field: HTTPField) throws(HTTPError) {
        switch field.name.canonicalName {
        case "host":
            guard host == nil else { throw .badRequest("more than one Host") }
            guard Self.isAuthority(field.value) else { throw .badRequest("bad Host") }
            host = field.value
            return  // It becomes the request's authority.
        case "content-length":
            try addContentLength(field.value)
            guard fields[.contentLength] == nil else { return }
        case "transfer-encoding":
            transferCodings += Self.list(field.value)
        case "connection":
            connectionOptions += Self.list(field.value)
        case "expect":
            guard expectation == nil else { throw .expectationFailed }
            expectation = field.value.lowercased()
        default:
            break
        }
        fields.append(field)
    }

    /// Repeated lengths are let through only when all agree (RFC 9110, 8.6).
    private mutating func addContentLength(_ value: String) throws(HTTPError) {
        for element in value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            var digits = element.drop(while: Byte.isBlank)
            while let last = digits.last, Byte.isBlank(last) { digits.removeLast() }
            guard !digits.isEmpty else { throw .badRequest("bad Content-Length") }
            var length = 0
            for digit in digits {
                guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else {
                    throw .badRequest("bad Content-Length")
                }
                let (tenfold, overflow) = length.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tenfold.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
                guard !overflow, !carry else { throw .badRequest("Content-Length too large") }
                length = sum
            }
            if let contentLength, contentLength != length {
                throw .badRequest("Content-Lengths that differ")
            }
            contentLength = length
        }
    }

    /// The whole head, or what is wrong with it.
    func finish() throws(HTTPError) -> RequestHead {
        let framing = try framing()
        var authority = host
        var path = target
        if method == "CONNECT" {
            throw HTTPError(.notImplemented, "the method \(method) is not implemented")
        }
        if let form = Self.absoluteForm(target) {
            // RFC 9112, 3.2.2: the target's authority wins over Host.
            guard Self.isAuthority(form.authority), !form.authority.isEmpty else {
                throw .badRequest("bad authority in the request target")
            }
            authority = form.authority
            path = form.path
        } else if target == "*" {
            guard method == "OPTIONS" else { throw .badRequest("the target * is only for OPTIONS") }
        } else if !target.utf8.starts(with: "/".utf8) {
            throw .badRequest("request target is neither a path nor a URL")
        }
        guard host != nil || minorVersion == 0 else { throw .badRequest("no Host") }
        var expectsContinue = false
        if minorVersion > 0, let expectation {
            guard expectation == "100-continue" else { throw .expectationFailed }
            expectsContinue = framing != .length(0)
        }
        guard let method = HTTPRequest.Method(method) else { throw .badRequest("method is not a token") }
        return RequestHead(
            request: HTTPRequest(
                method: method, scheme: "http", authority: authority, path: path, headerFields: fields),
            minorVersion: minorVersion,
            framing: framing,
            keepsAlive: keepsAlive,
            expectsContinue: expectsContinue)
    }

    private var keepsAlive: Bool {
        if connectionOptions.contains("close") { return false }
        return minorVersion > 0 || connectionOptions.contains("keep-alive")
    }

    private func framing() throws(HTTPError) -> RequestHead.Framing {
        if fields.contains(.transferEncoding) {
            guard contentLength == nil else {
                throw .badRequest("both Content-Length and Transfer-Encoding")
            }
            guard minorVersion > 0 else { throw .badRequest("Transfer-Encoding in HTTP/1.0") }
            if transferCodings == ["chunked"] { return .chunked }
            // RFC 9112, 6.3: when chunked is not last, or comes twice, the end cannot be found.
            guard transferCodings.last == "chunked", transferCodings.count(where: { $0 == "chunked" }) == 1
            else { throw .badRequest("bad Transfer-Encoding") }
            throw HTTPError(.notImplemented, "only the transfer coding chunked is implemented")
        }
        if contentLength == nil, minorVersion == 0, ["POST", "PUT", "PATCH"].contains(method) {
            throw HTTPError(.lengthRequired, "a request of HTTP/1.0 with a body needs Content-Length")
        }
        return .length(contentLength ?? 0)
    }

    /// A comma-separated list of tokens, lowercased; empty elements are dropped.
    private static func list(_ value: String) -> [String] {
        value.split(separator: ",").compactMap { element in
            let trimmed = element.drop(while: { $0 == " " || $0 == "\t" })
            let end = trimmed.lastIndex(where: { $0 != " " && $0 != "\t" })
            return end.map { trimmed[...$0].lowercased() }
        }
    }

    /// `http://authority/path` and `https://…`, with the path at least `/`.
    private static func absoluteForm(_ target: String) -> (authority: String, path: String)? {
        guard let scheme = target.utf8.firstIndex(of: UInt8(ascii: ":")),
            ["http", "https"].contains(target[..<scheme].lowercased()),
            target[scheme...].utf8.starts(with: "://".utf8)
        else { return nil }
        let rest = target[target.utf8.index(scheme, offsetBy: 3)...]
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let path = String(rest[end...])
        return (String(rest[..<end]), path.utf8.starts(with: "/".utf8) ? path : "/" + path)
    }

    /// `host [":" port]` without user information; empty is allowed for a Host.
    private static func isAuthority(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "("),
                UInt8(ascii: ")"),
                UInt8(ascii: ";"), UInt8(ascii: "="):
                true
            case UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "#"):
                false
            default:
                Byte.isToken(byte)
            }
        }
    }
}
