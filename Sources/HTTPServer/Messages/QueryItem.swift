/// One `name=value` of a query, decoded. A name without `=` has an empty value.
public struct QueryItem: Sendable, Hashable {
    /// The part before the first `=`.
    public var name: String
    /// The part behind it.
    public var value: String

    /// An item of its decoded parts.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// The items of a raw query, in order; empty parts are skipped.
    ///
    /// - Throws: 400 when an escape is broken or the text is not UTF-8.
    static func parse(_ query: Substring) throws(HTTPError) -> [QueryItem] {
        var items: [QueryItem] = []
        for part in query.split(separator: "&") {
            let equals = part.firstIndex(of: "=") ?? part.endIndex
            guard let name = PercentCoding.decode(part[..<equals], plusIsSpace: true),
                let value = PercentCoding.decode(part[equals...].dropFirst(), plusIsSpace: true)
            else { throw .badRequest("the query is not valid percent-encoded UTF-8") }
            items.append(QueryItem(name: name, value: value))
        }
        return items
    }
}
