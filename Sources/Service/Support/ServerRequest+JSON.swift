import HTTPServer
import JSON

extension ServerRequest {
    /// The largest JSON body of most routes, in bytes: 100 objects take a tenth of it.
    static let maximumJSONBytes = 4 << 20
    /// Larger bodies are read on another thread.
    static let largeJSONBytes = 64 << 10

    /// The body as JSON.
    /// - Throws: `Problem` 400 for text that is not JSON; `HTTPError` 413 for a body that is too large.
    func json(upTo limit: Int = maximumJSONBytes, options: JSONParser.Options = .strict) async throws
        -> JSONCursor
    {
        try await Self.parse(body.collect(upTo: limit), options)
    }

    /// As `json()`, where an empty body stands for an empty object.
    func optionalJSON() async throws -> JSONCursor {
        let bytes = try await body.collect(upTo: Self.maximumJSONBytes)
        return bytes.isEmpty ? JSONCursor([:]) : try await Self.parse(bytes, .strict)
    }

    /// Bytes as JSON.
    /// - Throws: `Problem` 400 for text that is not JSON.
    static func parse(_ bytes: [UInt8], _ options: JSONParser.Options) async throws -> JSONCursor {
        do {
            guard bytes.count > largeJSONBytes else {
                return JSONCursor(try JSONValue.parse(bytes, options: options))
            }
            return JSONCursor(try await Offload.run(.short) { try JSONValue.parse(bytes, options: options) })
        } catch let error as JSONError {
            throw Problem(
                .malformedRequest, .badRequest, title: "The body is not valid JSON",
                detail: error.description, faults: [.init(pointer: "", detail: error.description)])
        }
    }

    /// A path parameter.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The first query value of this name as a cursor, so that faults read like those of bodies.
    ///
    /// What JSON would read as a number is one; everything else is a string.
    func queryCursor(_ name: String) -> JSONCursor {
        guard let text = query(name) else { return JSONCursor([:])[name] }
        let number = try? JSONValue.parse(text)
        return JSONCursor(number?.doubleValue == nil ? .string(text) : number ?? .null, pointer: "/\(name)")
    }
}
