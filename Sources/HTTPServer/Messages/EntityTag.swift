/// Entity tags (RFC 9110, 8.8.3).
public enum EntityTag {
    /// Whether an `If-None-Match` field names the tag, weakly compared.
    ///
    /// - Parameter tag: with its quotes.
    public static func matches(_ field: String, _ tag: String) -> Bool {
        field.split(separator: ",").contains { element in
            var candidate = element.drop(while: { $0 == " " || $0 == "\t" })
            if candidate.hasPrefix("W/") { candidate = candidate.dropFirst(2) }
            while let last = candidate.last, last == " " || last == "\t" { candidate.removeLast() }
            let plain = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
            return candidate == "*" || candidate == plain
        }
    }
}
