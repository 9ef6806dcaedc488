import JSON
import VLM

/// `response_format`: free text, any JSON object, or JSON that a schema describes.
enum ResponseFormat {
    /// The grammar of the answer; nil for free text.
    /// - Throws: `JSONFieldError`.
    static func grammar(_ cursor: JSONCursor) throws -> TokenConstraint.Grammar? {
        guard let cursor = cursor.ifPresent else { return nil }
        let type = try cursor["type"].string()
        switch type {
        case "text":
            return nil
        case "json_schema":
            let format = cursor["json_schema"]
            try format.allowOnly(["name", "schema", "strict", "description"])
            var grammar = SchemaGrammar(root: format["schema"])
            return try grammar.grammar()
        case "json_object":
            return SchemaGrammar.anyObject()
        default:
            throw cursor["type"].fault("must be text, json_object or json_schema, not '\(type.prefix(80))'")
        }
    }
}
