import JSON
import VLM

/// A JSON schema as the grammar of a constrained answer.
///
/// The answer has one form: the properties of every object in the order of the schema, all of them, with `", "`
/// and `": "` between, so that only values are drawn. The subset of JSON Schema
/// (https://json-schema.org/draft/2020-12) that this can follow:
/// - objects with `properties` (each is written, whether required or not), without other properties;
/// - arrays with `items` and `minItems` equal to `maxItems`;
/// - numbers and integers with `minimum` and `maximum` (±10^6 and ±10^9 where they are missing), integers with
///   exclusive bounds too, and `multipleOf` of 1, 0.1 … 0.000001 (2 decimals where it is missing);
/// - strings without quotes, backslashes and control characters, at most 256 tokens;
/// - booleans, null, `const`, and `enum` of values of which none's text begins with another's;
/// - `$ref` to `#/$defs/…` and `#/definitions/…`, not recursive.
struct SchemaGrammar {
    private let root: JSONCursor
    private var segmentList: [TokenConstraint.Segment] = []
    private var text = ""

    private static let maximumSegments = 20_000
    private static let maximumDepth = 32
    private static let maximumStringTokens = 256
    private static let annotations: Set<String> = [
        "title", "description", "default", "examples", "$schema", "$id", "$defs", "definitions", "$comment",
        "deprecated", "readOnly", "writeOnly",
    ]

    init(root: JSONCursor) { self.root = root }

    /// - Throws: `JSONFieldError` that names what is outside the subset.
    mutating func segments() throws -> [TokenConstraint.Segment] {
        _ = try root.object()
        try add(root, depth: 0, isRoot: true)
        flush()
        return segmentList
    }

    private mutating func flush() {
        if !text.isEmpty { segmentList.append(.forced(text)) }
        text = ""
    }

    private mutating func append(_ segment: TokenConstraint.Segment) {
        flush()
        segmentList.append(segment)
    }

    private mutating func add(_ schema: JSONCursor, depth: Int, isRoot: Bool = false) throws {
        guard depth <= Self.maximumDepth, segmentList.count <= Self.maximumSegments else {
            throw schema.fault("makes the answer's form too large")
        }
        if let reference = schema["$ref"].ifPresent {
            try allow(["$ref"], in: schema)
            return try add(try definition(reference), depth: depth + 1, isRoot: isRoot)
        }
        if let constant = schema["const"].value {
            try allow(["const", "type"], in: schema)
            text += JSONWriter(.spaced).string(constant)
            return
        }
        if schema["enum"].ifPresent != nil {
            try allow(["enum", "type"], in: schema)
            return try addChoice(schema["enum"])
        }
        let type = try schema["type"].string()
        guard !isRoot || type == "object" || type == "array" else {
            throw schema["type"].fault("must be object or array for the whole answer")
        }
        switch type {
        case "object": try addObject(schema, depth: depth)
        case "array": try addArray(schema, depth: depth)
        case "number", "integer": try addNumber(schema, isInteger: type == "integer")
        case "string":
            try allow(["type"], in: schema)
            text += "\""
            append(.string(maximumTokens: Self.maximumStringTokens))
        case "boolean":
            try allow(["type"], in: schema)
            append(.choice(["true", "false"]))
        case "null":
            try allow(["type"], in: schema)
            text += "null"
        default: throw schema["type"].fault("is '\(type.prefix(40))', which is not supported")
        }
    }

    private mutating func addObject(_ schema: JSONCursor, depth: Int) throws {
        try allow(["type", "properties", "required", "additionalProperties"], in: schema)
        let properties = try schema["properties"].ifPresent?.object() ?? JSONObject()
        for name in try schema["required"].ifPresent?.array() ?? [] {
            guard properties[try name.string()] != nil else { throw name.fault("is not among the properties") }
        }
        text += "{"
        for (index, key) in properties.keys.enumerated() {
            text += (index == 0 ? "" : ", ") + JSONWriter().string(.string(key)) + ": "
            try add(schema["properties"][key], depth: depth + 1)
        }
        text += "}"
    }

    private mutating func addArray(_ schema: JSONCursor, depth: Int) throws {
        try allow(["type", "items", "minItems", "maxItems"], in: schema)
        guard let least = schema["minItems"].ifPresent, let most = schema["maxItems"].ifPresent else {
            throw schema.fault("must have minItems and maxItems, both the same: arrays have a fixed length here")
        }
        let count = try least.integer(in: 0...4096)
        guard try most.integer(in: 0...4096) == count else {
            throw most.fault("must equal minItems: arrays have a fixed length here")
        }
        text += "["
        for index in 0..<count {
            if index > 0 { text += ", " }
            guard text.utf8.count < 1 << 20 else { throw schema.fault("makes the answer's form too large") }
            try add(schema["items"], depth: depth + 1)
        }
        text += "]"
    }

    private mutating func addNumber(_ schema: JSONCursor, isInteger: Bool) throws {
        try allow(
            ["type", "minimum", "maximum", "multipleOf", "format"]
                + (isInteger ? ["exclusiveMinimum", "exclusiveMaximum"] : []), in: schema)
        let bounds = -NumberSlot.greatestMagnitude...NumberSlot.greatestMagnitude
        let usual = isInteger ? NumberSlot.greatestMagnitude : 1e6
        var least = try schema["minimum"].ifPresent?.double(in: bounds) ?? -usual
        var most = try schema["maximum"].ifPresent?.double(in: bounds) ?? usual
        if let bound = schema["exclusiveMinimum"].ifPresent {
            least = max(least, try bound.double(in: bounds).rounded(.down) + 1)
        }
        if let bound = schema["exclusiveMaximum"].ifPresent {
            most = min(most, try bound.double(in: bounds).rounded(.up) - 1)
        }
        var decimals = isInteger ? 0 : 2
        if let step = schema["multipleOf"].ifPresent {
            let value = try step.finiteDouble()
            let steps = [1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001]
            guard let index = steps.firstIndex(of: value), index == 0 || !isInteger else {
                throw step.fault(isInteger ? "must be 1" : "must be 1, 0.1, 0.01 … or 0.000001")
            }
            decimals = index
        }
        do {
            append(.number(try NumberSlot(minimum: least, maximum: most, maximumFractionDigits: decimals)))
        } catch {
            throw schema.fault(error.description)
        }
    }

    private mutating func addChoice(_ list: JSONCursor) throws {
        var options: [String] = []
        for value in try list.array(maximumCount: 1000).compactMap(\.value) {
            let option = JSONWriter(.spaced).string(value)
            if !options.contains(option) { options.append(option) }
        }
        guard let first = options.first else { throw list.fault("must not be empty") }
        guard options.count > 1 else {
            text += first
            return
        }
        for option in options where options.contains(where: { $0 != option && $0.hasPrefix(option) }) {
            throw list.fault("has a value, \(option), with which another begins; that is not supported")
        }
        append(.choice(options))
    }

    private func definition(_ reference: JSONCursor) throws -> JSONCursor {
        let path = try reference.string().split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 3, path[0] == "#", path[1] == "$defs" || path[1] == "definitions" else {
            throw reference.fault("must be #/$defs/… or #/definitions/…")
        }
        let name = path[2].replacing("~1", with: "/").replacing("~0", with: "~")
        let target = root[String(path[1])][String(name)]
        guard target.ifPresent != nil else { throw reference.fault("names nothing in the schema") }
        return target
    }

    private func allow(_ keys: [String], in schema: JSONCursor) throws {
        for key in try schema.object().keys where !keys.contains(key) && !Self.annotations.contains(key) {
            throw schema[key].fault("is not supported here")
        }
    }
}
