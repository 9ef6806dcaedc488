/// A route's path: literals, `{name}` for one segment and, last, `{name...}` for all that remain.
struct RoutePattern: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case literal(String)
        case parameter(String)
        case remainder(String)
    }

    let parts: [Part]

    init(_ pattern: String) throws(RouteError) {
        guard pattern.hasPrefix("/") else { throw .notAPath(pattern) }
        var parts: [Part] = []
        var names: Set<String> = []
        let segments =
            pattern == "/" ? [] : pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            guard segment.contains("{") || segment.contains("}") else {
                parts.append(.literal(String(segment)))
                continue
            }
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { throw .badParameter(pattern) }
            var name = segment.dropFirst().dropLast()
            let isRemainder = name.hasSuffix("...")
            if isRemainder { name = name.dropLast(3) }
            guard !name.isEmpty, !name.contains("{"), !name.contains("}"),
                names.insert(String(name)).inserted, !isRemainder || index == segments.count - 1
            else { throw .badParameter(pattern) }
            parts.append(isRemainder ? .remainder(String(name)) : .parameter(String(name)))
        }
        self.parts = parts
    }
}

/// A mistake in a router's own table, found when it is built.
public enum RouteError: Error, Hashable {
    /// The pattern does not begin with `/`.
    case notAPath(String)
    /// A `{…}` that is not a whole segment, has no or a repeated name, or a `{…...}` that is not last.
    case badParameter(String)
    /// The method already has a handler on a pattern that matches the same paths.
    case duplicate(method: String, pattern: String)
}
