import HTTPServer
import HTTPTypes

extension ServerRequest {
    private static let prefer = HTTPField.Name("Prefer")
    private static let preferenceApplied = HTTPField.Name("Preference-Applied")

    /// Whether `Prefer` (RFC 7240) asks to be answered before the work is done.
    var prefersAsync: Bool {
        guard let prefer = Self.prefer, let field = fields[prefer] else { return false }
        return field.split(whereSeparator: { $0 == "," || $0 == ";" }).contains { $0.trimmed == "respond-async" }
    }

    /// The field that says that ``prefersAsync`` was honoured.
    static var asyncApplied: HTTPFields {
        guard let name = preferenceApplied else { return [:] }
        return [name: "respond-async"]
    }

    /// Whether `Accept` names the media type itself; a wildcard does not.
    func accepts(_ type: String) -> Bool {
        (fields[.accept] ?? "").split(separator: ",").contains { part in
            part.split(separator: ";").first?.trimmed == type
        }
    }
}

extension Substring {
    /// Without white space at its ends, in lower case.
    fileprivate var trimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed()).lowercased()
    }
}
