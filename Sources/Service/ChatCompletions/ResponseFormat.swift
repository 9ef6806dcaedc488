import JSON
import VLM

/// `response_format`: free text, or JSON that a schema describes.
enum ResponseFormat {
    /// The grammar of the answer; nil for free text.
    /// - Throws: `JSONFieldError`.
    static func segments(_ cursor: JSONCursor) throws -> [TokenConstraint.Segment]? {
        guard let cursor = cursor.ifPresent else { return nil }
        let type = try cursor["type"].string()
        switch type {
        case "text":
            return nil
        case "json_schema":
            let format = cursor["json_schema"]
            try format.allowOnly(["name", "schema", "strict", "description"])
            var grammar = SchemaGrammar(root: format["schema"])
            return try grammar.segments()
        case "json_object":
            throw cursor["type"].fault("json_object is not supported; give a json_schema")
        default:
            throw cursor["type"].fault("must be text or json_schema, not '\(type.prefix(80))'")
        }
    }
}
