import HTTPTypes

/// Writes a response's head in HTTP/1.1's form.
enum ResponseHeadEncoder {
    /// How the body's end shows to the client.
    enum Framing: Hashable {
        /// The status allows no body and no length.
        case none
        case length(Int)
        case chunked
        /// The end of the connection, for HTTP/1.0.
        case close
    }

    /// The fields that speak about the connection; the server alone writes them.
    private static func belongsToServer(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "content-length", "transfer-encoding", "connection", "keep-alive", "date": true
        default: false
        }
    }

    static func encode(
        status: HTTPResponse.Status, fields: HTTPFields, framing: Framing, connection: String?, date: String
    ) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(256)
        head += "HTTP/1.1 ".utf8
        head += String(status.code).utf8
        head.append(Byte.space)
        head += status.reasonPhrase.utf8
        head += "\r\n".utf8
        for field in fields where !belongsToServer(field.name) {
            head += field.name.rawName.utf8
            head += ": ".utf8
            field.withUnsafeBytesOfValue { head += $0 }
            head += "\r\n".utf8
        }
        head += "Date: ".utf8
        head += date.utf8
        switch framing {
        case .none, .close: break
        case .length(let count):
            head += "\r\nContent-Length: ".utf8
            head += String(count).utf8
        case .chunked:
            head += "\r\nTransfer-Encoding: chunked".utf8
        }
        if let connection {
            head += "\r\nConnection: ".utf8
            head += connection.utf8
        }
        head += "\r\n\r\n".utf8
        return head
    }
}
