import Foundation
import JSON
import Service
import Testing

/// `response_format` as OpenAI's clients send it: every finished answer is an instance of its schema.
struct SchemaTests {
    private func answers(_ format: JSONValue, count: Int = 3) async throws -> [JSONValue] {
        let answer = try await TestService.shared.post(
            "/v1/chat/completions",
            [
                "messages": [["role": "user", "content": "Answer."]], "seed": 3, "n": .integer(count),
                "max_tokens": 120, "response_format": format,
            ])
        #expect(answer.status == 200, "\(answer.text)")
        let choices = try #require(try answer.json["choices"]?.arrayValue)
        return try choices.filter { $0["finish_reason"] == "stop" }.map { choice in
            try JSONValue.parse(Array(try #require(choice["message"]?["content"]?.stringValue).utf8))
        }
    }

    private static let short: JSONValue = ["type": "string", "maxLength": 6]

    static let schemas: [String: JSONValue] = [
        "nested objects": [
            "type": "object", "additionalProperties": false, "required": ["room", "count"],
            "properties": [
                "room": [
                    "type": "object", "title": "Room", "required": ["size"],
                    "properties": ["size": ["type": "number", "minimum": 1, "exclusiveMaximum": 9.5], "name": short],
                ], "count": ["type": "integer", "minimum": 1, "maximum": 12],
            ],
        ],
        "lists of any length": [
            "type": "object",
            "properties": [
                "tags": ["type": "array", "items": ["enum": ["a", "b", 1, 12, true, .null]]],
                "pair": ["type": "array", "items": ["type": "boolean"], "minItems": 2, "maxItems": 3],
            ],
        ],
        "optional values": [
            "type": "object",
            "properties": [
                "a": [
                    "anyOf": [["type": "integer", "minimum": 0, "maximum": 5], ["type": "null"]], "default": .null,
                ],
                "b": ["type": ["boolean", "null"]], "c": ["type": "null"], "d": ["const": ["x": [1, "y"]]],
                "e": ["type": "string", "maxLength": 4, "nullable": true],
            ],
        ],
        "unions of objects": [
            "type": "object",
            "$defs": [
                "bed": ["type": "object", "properties": ["kind": ["const": "bed"], "wide": ["type": "boolean"]]],
                "lamp": ["type": "object", "properties": ["kind": ["const": "lamp"], "watts": ["type": "integer"]]],
            ],
            "properties": [
                "items": [
                    "type": "array", "minItems": 1, "maxItems": 3,
                    "items": [
                        "oneOf": [["$ref": "#/$defs/bed"], ["$ref": "#/$defs/lamp"]],
                        "discriminator": ["propertyName": "kind"],
                    ],
                ]
            ],
        ],
        "trees": [
            "$ref": "#/$defs/node",
            "$defs": [
                "node": [
                    "type": "object", "required": ["value", "children"],
                    "properties": [
                        "value": ["type": "integer", "minimum": 0, "maximum": 9],
                        "children": ["type": "array", "items": ["$ref": "#/$defs/node"], "maxItems": 2],
                    ],
                ]
            ],
        ],
        "dictionaries": [
            "type": "object", "maxProperties": 2,
            "additionalProperties": ["type": "integer", "minimum": 0, "maximum": 3],
        ],
        "tuples": [
            "type": "array", "prefixItems": [["type": "boolean"], ["type": "integer", "minimum": 7, "maximum": 8]],
            "items": ["type": "null"], "maxItems": 4,
        ],
    ]

    @Test(arguments: schemas.keys.sorted())
    func answersAreInstances(name: String) async throws {
        let schema = try #require(Self.schemas[name])
        let format: JSONValue = [
            "type": "json_schema", "json_schema": ["name": "a", "strict": true, "schema": schema],
        ]
        let answers = try await answers(format)
        #expect(!answers.isEmpty, "none was finished")
        for answer in answers { #expect(SchemaCheck(root: schema).accepts(answer, schema), "\(answer)") }
    }

    @Test func anyObjectIsAnObject() async throws {
        for answer in try await answers(["type": "json_object"]) { #expect(answer.objectValue != nil) }
    }

    @Test(
        arguments: [
            ["type": "string"], ["type": "object", "properties": ["a": ["type": "string", "pattern": "x"]]],
            ["type": "object", "properties": ["a": ["type": "integer", "multipleOf": 7]]],
            ["type": "object", "properties": ["a": ["not": ["type": "null"]]]],
            ["type": "object", "properties": ["a": ["$ref": "#/$defs/none"]]],
            ["type": "object", "properties": [:], "required": ["a"]],
            ["type": "array", "items": ["type": "null"], "minItems": 3, "maxItems": 2],
            ["type": "object", "properties": ["a": ["type": "number", "minimum": 3, "maximum": 2]]],
            ["type": "object", "properties": ["a": ["enum": []]]], ["type": "array", "items": ["type": "tuple"]],
        ] as [JSONValue])
    func whatIsOutsideTheSubsetIsNamed(schema: JSONValue) async throws {
        let answer = try await TestService.shared.post(
            "/v1/chat/completions",
            [
                "messages": [["role": "user", "content": "Answer."]],
                "response_format": ["type": "json_schema", "json_schema": ["name": "a", "schema": schema]],
            ])
        #expect(answer.status == 400)
        let parameter = try answer.json["error"]?["param"]?.stringValue
        #expect(parameter?.hasPrefix("response_format.json_schema.schema") == true, "\(answer.text)")
    }
}

/// Says whether a value is an instance of a schema, for the keywords that the tests use.
private struct SchemaCheck {
    let root: JSONValue

    func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        if let reference = schema["$ref"]?.stringValue {
            let path = reference.split(separator: "/").dropFirst()
            return accepts(value, path.reduce(root) { $0[String($1)] ?? .null })
        }
        if value == .null, schema["nullable"] == true { return true }
        if let constant = schema["const"] { return value == constant }
        if let options = schema["enum"]?.arrayValue { return options.contains(value) }
        if let parts = (schema["anyOf"] ?? schema["oneOf"])?.arrayValue {
            return parts.contains { accepts(value, $0) }
        }
        if let types = schema["type"]?.arrayValue { return types.contains { isOf($0.stringValue, value, schema) } }
        return isOf(schema["type"]?.stringValue, value, schema)
    }

    private func isOf(_ type: String?, _ value: JSONValue, _ schema: JSONValue) -> Bool {
        switch type {
        case "null": return value == .null
        case "boolean": return value.boolValue != nil
        case "string":
            return value.stringValue.map { $0.unicodeScalars.count <= schema["maxLength"]?.integerValue ?? .max }
                ?? false
        case "integer": return value.integerValue != nil && isWithin(value, schema)
        case "number": return isWithin(value, schema)
        case "array":
            guard let items = value.arrayValue else { return false }
            let first = schema["prefixItems"]?.arrayValue ?? []
            return items.count >= max(first.count, schema["minItems"]?.integerValue ?? 0)
                && items.count <= schema["maxItems"]?.integerValue ?? .max
                && items.enumerated().allSatisfy { index, item in
                    (index < first.count ? first[index] : schema["items"]).map { accepts(item, $0) } ?? false
                }
        case "object":
            guard let members = value.objectValue else { return false }
            guard let properties = schema["properties"]?.objectValue else {
                return members.count <= schema["maxProperties"]?.integerValue ?? .max
                    && members.members.allSatisfy { accepts($0.value, schema["additionalProperties"] ?? .null) }
            }
            return members.keys == properties.keys
                && members.members.allSatisfy { accepts($0.value, properties[$0.key] ?? .null) }
        default: return false
        }
    }

    private func isWithin(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        guard let number = value.doubleValue else { return false }
        return number >= schema["minimum"]?.doubleValue ?? -.infinity
            && number <= schema["maximum"]?.doubleValue ?? .infinity
            && number > schema["exclusiveMinimum"]?.doubleValue ?? -.infinity
            && number < schema["exclusiveMaximum"]?.doubleValue ?? .infinity
    }
}
