import HTTPServer
import JSON

extension ServerRequest {
    /// The largest JSON body, in bytes.
    static let maximumJSONBytes = 16 << 20

    /// The body as JSON.
    /// - Throws: `Problem` 400 for text that is not JSON; `HTTPError` 413 for a body that is too large.
    func json(options: JSONParser.Options = .strict) async throws -> JSONCursor {
        let bytes = try await body.collect(upTo: Self.maximumJSONBytes)
        do {
            return JSONCursor(try JSONValue.parse(bytes, options: options))
        } catch let error as JSONError {
            throw Problem(
                .malformedRequest, .badRequest, title: "The body is not valid JSON",
                detail: error.description, faults: [.init(pointer: "", detail: error.description)])
        }
    }

    /// As `json()`, where an empty body stands for an empty object.
    func optionalJSON() async throws -> JSONCursor {
        let bytes = try await body.collect(upTo: Self.maximumJSONBytes)
        guard !bytes.isEmpty else { return JSONCursor([:]) }
        var copy = self
        copy.body = RequestBody(bytes)
        return try await copy.json()
    }

    /// A path parameter.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The first query value of this name as a cursor, so that faults read like those of bodies.
    ///
    /// Numbers are read as numbers; everything else as a string.
    func queryCursor(_ name: String) -> JSONCursor {
        guard let text = query(name) else { return JSONCursor([:])[name] }
        if let number = Double(text), number.isFinite, !text.isEmpty {
            let value: JSONValue = Int(text).map { .integer($0) } ?? .number(number)
            return JSONCursor([:] as JSONValue, pointer: "")[name].replacing(value)
        }
        return JSONCursor([:] as JSONValue, pointer: "")[name].replacing(.string(text))
    }
}

extension JSONCursor {
    /// The same place with another value.
    fileprivate func replacing(_ value: JSONValue) -> JSONCursor { JSONCursor(value, pointer: pointer) }
}
