import JSON

/// JSON as the database keeps it: compact text.
enum JSONColumn {
    private static let options: JSONParser.Options = {
        var options = JSONParser.Options.strict
        // What was kept may wrap a request that was itself as deep as requests may be.
        options.maximumDepth = 512
        return options
    }()

    static func text(_ value: JSONValue) -> String { JSONWriter().string(value) }

    static func value(
        _ text: String, _ kind: PersistenceError.RecordKind, id: String
    ) throws(PersistenceError) -> JSONValue {
        do {
            return try JSONParser.parse(text, options: options)
        } catch {
            throw .unreadable(kind, id: id, detail: "\(error)")
        }
    }
}
