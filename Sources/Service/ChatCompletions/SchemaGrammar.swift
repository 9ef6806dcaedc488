import JSON
import VLM

/// A JSON schema as the grammar of a constrained answer.
///
/// The answer has one form: the properties of every object in the order of the schema, all of them, with `", "`
/// and `": "` between, so that only values are drawn. The subset of JSON Schema
/// (https://json-schema.org/draft/2020-12) that this can follow, which holds what OpenAI's "strict" schemas may have
/// but for `pattern`, `format` and `multipleOf` of other steps:
/// - objects with `properties` (each is written, whether required or not), or without them and then with any keys,
///   whose values `additionalProperties` describes;
/// - arrays with `items`, `prefixItems`, `minItems` and `maxItems`;
/// - numbers and integers with bounds, exclusive ones too, and `multipleOf` of 1, 0.1 … 0.000001 (6 decimals where it is
///   missing; ±10^9, integers ±10^15 where bounds are missing);
/// - strings of at most 512 tokens with `minLength` and `maxLength`;
/// - booleans, null, `const`, `enum`, several types in a list, `nullable`;
/// - `anyOf`, `oneOf` (as `anyOf`), `allOf` of one;
/// - `$ref` to `#`, `#/$defs/…` and `#/definitions/…`, recursive too;
/// - the empty schema, for any value.
struct SchemaGrammar {
    private let root: JSONCursor
    private var rules: [String: [TokenConstraint.Segment]] = [:]
    /// Parts whose segments are being written; a reference to one of them is a call.
    private var open: Set<String> = []
    private var size = 0

    static let maximumSize = 50_000
    static let maximumDepth = 64
    static let maximumStringTokens = 512
    private static let annotations: Set<String> = [
        "title", "description", "default", "examples", "$schema", "$id", "$defs", "definitions", "$comment",
        "deprecated", "readOnly", "writeOnly", "discriminator", "example",
    ]
    private static let anyValue = "any"

    init(root: JSONCursor) { self.root = root }

    /// The grammar of a schema whose answers are objects or arrays.
    /// - Throws: `JSONFieldError` that names what is outside the subset.
    mutating func grammar() throws -> TokenConstraint.Grammar {
        _ = try root.object()
        try checkRoot(root, depth: 0)
        return TokenConstraint.Grammar(root: try part(root, name: "#", depth: 0), rules: rules)
    }

    /// The grammar of any object, for `json_object`.
    static func anyObject() -> TokenConstraint.Grammar {
        var grammar = SchemaGrammar(root: JSONCursor([:]))
        var list = SegmentList()
        grammar.addAnyObject(to: &list)
        return TokenConstraint.Grammar(root: list.finish(), rules: grammar.rules)
    }

    /// The whole answer ends where its last bracket ends, so it cannot be a bare value.
    private func checkRoot(_ schema: JSONCursor, depth: Int) throws {
        if let reference = schema["$ref"].ifPresent, depth < Self.maximumDepth {
            return try checkRoot(try definition(reference).schema, depth: depth + 1)
        }
        guard let type = schema["type"].ifPresent else {
            if schema["properties"].ifPresent != nil || schema["anyOf"].ifPresent != nil { return }
            throw schema["type"].fault("is missing: object or array is required for the whole answer")
        }
        guard try ["object", "array"].contains(type.string()) else {
            throw type.fault("must be object or array for the whole answer")
        }
    }

    /// A part's segments; while they are written, references to its name are calls of a rule.
    private mutating func part(
        _ schema: JSONCursor, name: String, depth: Int
    ) throws -> [TokenConstraint.Segment] {
        var list = SegmentList()
        let isOuter = open.insert(name).inserted
        try add(schema, to: &list, depth: depth)
        if isOuter { open.remove(name) }
        return list.finish()
    }

    // MARK: Values

    private mutating func add(_ schema: JSONCursor, to list: inout SegmentList, depth: Int) throws {
        size += 1
        guard depth <= Self.maximumDepth, size + list.size <= Self.maximumSize else {
            throw schema.fault("makes the answer's form too large")
        }
        if schema.value?.boolValue == true { return addAny(to: &list) }
        _ = try schema.object()
        if try schema["nullable"].ifPresent?.bool() ?? false {
            try addAlternatives([schema.without("nullable"), JSONCursor(["type": "null"])], to: &list, depth)
        } else if let reference = schema["$ref"].ifPresent {
            try allow(["$ref"], in: schema)
            try addReference(reference, to: &list, depth)
        } else if let constant = schema["const"].value {
            try allow(["const", "type"], in: schema)
            list.append(JSONWriter(.spaced).string(constant))
        } else if schema["enum"].ifPresent != nil {
            try allow(["enum", "type"], in: schema)
            try addChoice(schema["enum"], to: &list)
        } else if let parts = schema["anyOf"].ifPresent ?? schema["oneOf"].ifPresent {
            try allow(["anyOf", "oneOf", "type"], in: schema)
            try addAlternatives(try parts.array(maximumCount: 256), to: &list, depth)
        } else if let parts = try schema["allOf"].ifPresent?.array(maximumCount: 256) {
            try allow(["allOf"], in: schema)
            guard parts.count == 1 else { throw schema["allOf"].fault("of more than one is not supported") }
            try add(parts[0], to: &list, depth: depth + 1)
        } else if let types = schema["type"].ifPresent, types.value?.arrayValue != nil {
            let parts = try types.array(maximumCount: 16).map { type in
                schema.setting("type", to: .string(try type.string()))
            }
            try addAlternatives(parts.map { Self.relevant($0) }, to: &list, depth)
        } else {
            try addTyped(schema, to: &list, depth)
        }
    }

    private mutating func addTyped(_ schema: JSONCursor, to list: inout SegmentList, _ depth: Int) throws {
        guard let type = try schema["type"].ifPresent?.string() else {
            // Schemas written by hand often leave it out.
            if schema["properties"].ifPresent != nil { return try addObject(schema, to: &list, depth) }
            if schema["items"].ifPresent != nil { return try addArray(schema, to: &list, depth) }
            try allow([], in: schema)
            return addAny(to: &list)
        }
        switch type {
        case "object": try addObject(schema, to: &list, depth)
        case "array": try addArray(schema, to: &list, depth)
        case "number", "integer": try addNumber(schema, to: &list, isInteger: type == "integer")
        case "string": try addString(schema, to: &list)
        case "boolean":
            try allow(["type"], in: schema)
            list.append(.choice(["true", "false"]))
        case "null":
            try allow(["type"], in: schema)
            list.append("null")
        default: throw schema["type"].fault("is '\(type.prefix(40))', which is not supported")
        }
    }

    private mutating func addObject(_ schema: JSONCursor, to list: inout SegmentList, _ depth: Int) throws {
        try allow(
            ["type", "properties", "required", "additionalProperties", "minProperties", "maxProperties"], in: schema)
        let properties = try schema["properties"].ifPresent?.object() ?? JSONObject()
        for name in try schema["required"].ifPresent?.array() ?? [] {
            guard properties[try name.string()] != nil else { throw name.fault("is not among the properties") }
        }
        let others = schema["additionalProperties"]
        if properties.keys.isEmpty, others.value?.boolValue != false {
            let bounds = try bounds(schema, "minProperties", "maxProperties")
            var value = SegmentList()
            value.append("\"")
            value.append(.string(maximumTokens: 32))
            value.append(": ")
            if others.isAbsent { addAny(to: &value) } else { try add(others, to: &value, depth: depth + 1) }
            list.append("{")
            list.append(.repeated(value.finish(), separator: ", ", minimum: bounds.least, maximum: bounds.most))
            return list.append("}")
        }
        for key in ["minProperties", "maxProperties"] where !schema[key].isAbsent {
            throw schema[key].fault("is not supported beside properties")
        }
        list.append("{")
        for (index, key) in properties.keys.enumerated() {
            list.append((index == 0 ? "" : ", ") + JSONWriter().string(.string(key)) + ": ")
            try add(schema["properties"][key], to: &list, depth: depth + 1)
        }
        list.append("}")
    }

    private mutating func addArray(_ schema: JSONCursor, to list: inout SegmentList, _ depth: Int) throws {
        try allow(["type", "items", "prefixItems", "minItems", "maxItems"], in: schema)
        var (least, most) = try bounds(schema, "minItems", "maxItems")
        list.append("[")
        let first = try schema["prefixItems"].ifPresent?.array(maximumCount: 4096) ?? []
        for (index, item) in first.enumerated() {
            if index > 0 { list.append(", ") }
            try add(item, to: &list, depth: depth + 1)
        }
        least -= first.count
        most = most.map { $0 - first.count }
        let items = schema["items"]
        // The items before are all written, so that `items: false` leaves nothing to add.
        let isClosed = items.value?.boolValue == false || !first.isEmpty && items.isAbsent
        guard most ?? 0 >= 0, !isClosed || least <= 0 else {
            throw schema.fault("has bounds that its items cannot meet")
        }
        guard !isClosed, most != 0 else { return list.append("]") }
        var item = SegmentList()
        if items.isAbsent { addAny(to: &item) } else { try add(items, to: &item, depth: depth + 1) }
        let segments = item.finish()
        least = max(0, least)
        if !first.isEmpty, least == 0 {
            let further = TokenConstraint.Segment.repeated(segments, separator: ", ", minimum: 1, maximum: most)
            return list.append(.oneOf([[.forced("]")], [.forced(", "), further, .forced("]")]]))
        }
        if !first.isEmpty { list.append(", ") }
        if most == least, least * max(1, segments.count) <= 4096 {
            // A fixed length: no bracket is drawn, and texts join.
            size += least * segments.count
            for index in 0..<least {
                if index > 0 { list.append(", ") }
                append(segments, to: &list)
            }
        } else {
            list.append(.repeated(segments, separator: ", ", minimum: least, maximum: most))
        }
        list.append("]")
    }

    private func append(_ segments: [TokenConstraint.Segment], to list: inout SegmentList) {
        for segment in segments {
            if case .forced(let text) = segment { list.append(text) } else { list.append(segment) }
        }
    }

    private func bounds(
        _ schema: JSONCursor, _ least: String, _ most: String
    ) throws -> (least: Int, most: Int?) {
        let minimum = try schema[least].ifPresent?.integer(in: 0...1_000_000) ?? 0
        let maximum = try schema[most].ifPresent?.integer(in: 0...1_000_000)
        guard maximum.map({ minimum <= $0 }) ?? true else {
            throw schema[most].fault("must not be less than \(least)")
        }
        return (minimum, maximum)
    }

    private func addNumber(_ schema: JSONCursor, to list: inout SegmentList, isInteger: Bool) throws {
        try allow(
            ["type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], in: schema)
        var decimals = isInteger ? 0 : 6
        if let step = schema["multipleOf"].ifPresent {
            let value = try step.finiteDouble()
            let steps = [1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001]
            guard let index = steps.firstIndex(of: value), index == 0 || !isInteger else {
                throw step.fault(isInteger ? "must be 1" : "must be 1, 0.1, 0.01 … or 0.000001")
            }
            decimals = index
        }
        let greatest = NumberSlot.greatestMagnitude(fractionDigits: decimals)
        let range = -greatest...greatest
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        var least = try schema["minimum"].ifPresent?.double(in: range) ?? -greatest
        var most = try schema["maximum"].ifPresent?.double(in: range) ?? greatest
        if let bound = schema["exclusiveMinimum"].ifPresent {
            least = max(least, ((try bound.double(in: range) * scale).rounded(.down) + 1) / scale)
        }
        if let bound = schema["exclusiveMaximum"].ifPresent {
            most = min(most, ((try bound.double(in: range) * scale).rounded(.up) - 1) / scale)
        }
        do {
            list.append(.number(try NumberSlot(minimum: least, maximum: most, maximumFractionDigits: decimals)))
        } catch {
            throw schema.fault(error.description)
        }
    }

    private func addString(_ schema: JSONCursor, to list: inout SegmentList) throws {
        try allow(["type", "minLength", "maxLength"], in: schema)
        let least = try schema["minLength"].ifPresent?.integer(in: 0...100_000) ?? 0
        let most = try schema["maxLength"].ifPresent?.integer(in: 0...Int(Int32.max)) ?? .max
        guard least <= most else { throw schema["maxLength"].fault("must not be less than minLength") }
        list.append("\"")
        list.append(.string(maximumTokens: Self.maximumStringTokens, length: least...most))
    }

    private func addChoice(_ choices: JSONCursor, to list: inout SegmentList) throws {
        var options: [String] = []
        for value in try choices.array(maximumCount: 1000).compactMap(\.value) {
            let option = JSONWriter(.spaced).string(value)
            if !options.contains(option) { options.append(option) }
        }
        guard let first = options.first else { throw choices.fault("must not be empty") }
        guard options.count > 1 else { return list.append(first) }
        // 1 begins 12: then the choice is open until what follows tells.
        let isPlain = options.allSatisfy { option in !options.contains { $0 != option && $0.hasPrefix(option) } }
        list.append(isPlain ? .choice(options) : .oneOf(options.map { [.forced($0)] }))
    }

    // MARK: Parts

    private mutating func addAlternatives(
        _ parts: [JSONCursor], to list: inout SegmentList, _ depth: Int
    ) throws {
        guard let first = parts.first else { throw root.fault("has alternatives without any") }
        guard parts.count > 1 else { return try add(first, to: &list, depth: depth + 1) }
        var options: [[TokenConstraint.Segment]] = []
        for part in parts {
            var option = SegmentList()
            try add(part, to: &option, depth: depth + 1)
            let segments = option.finish()
            if !options.contains(segments) { options.append(segments) }
        }
        if options.count == 1 { append(options[0], to: &list) } else { list.append(.oneOf(options)) }
    }

    private mutating func addReference(_ reference: JSONCursor, to list: inout SegmentList, _ depth: Int) throws {
        let (name, target) = try definition(reference)
        guard open.contains(name) else {
            return append(try part(target, name: name, depth: depth + 1), to: &list)
        }
        if rules[name] == nil {
            rules[name] = []
            rules[name] = try part(target, name: name, depth: 0)
        }
        list.append(.rule(name))
    }

    private func definition(_ reference: JSONCursor) throws -> (name: String, schema: JSONCursor) {
        let text = try reference.string()
        if text == "#" { return ("#", root) }
        let path = text.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 3, path[0] == "#", path[1] == "$defs" || path[1] == "definitions" else {
            throw reference.fault("must be #, #/$defs/… or #/definitions/…")
        }
        let name = path[2].replacing("~1", with: "/").replacing("~0", with: "~")
        let target = root[String(path[1])][String(name)]
        guard target.ifPresent != nil else { throw reference.fault("names nothing in the schema") }
        return (text, target)
    }

    // MARK: Anything

    private mutating func addAny(to list: inout SegmentList) {
        if rules[Self.anyValue] == nil {
            rules[Self.anyValue] = []
            var (object, array) = (SegmentList(), SegmentList())
            addAnyObject(to: &object)
            array.append("[")
            array.append(.repeated([.rule(Self.anyValue)], separator: ", ", minimum: 0, maximum: nil))
            array.append("]")
            let greatest = NumberSlot.greatestMagnitude(fractionDigits: 6)
            var options = [
                object.finish(), array.finish(), [.choice(["true", "false", "null"])],
                [.forced("\""), .string(maximumTokens: Self.maximumStringTokens)],
            ]
            if let slot = try? NumberSlot(minimum: -greatest, maximum: greatest, maximumFractionDigits: 6) {
                options.append([.number(slot)])
            }
            rules[Self.anyValue] = [.oneOf(options)]
        }
        list.append(.rule(Self.anyValue))
    }

    private mutating func addAnyObject(to list: inout SegmentList) {
        var member = SegmentList()
        member.append("\"")
        member.append(.string(maximumTokens: 32))
        member.append(": ")
        addAny(to: &member)
        list.append("{")
        list.append(.repeated(member.finish(), separator: ", ", minimum: 0, maximum: nil))
        list.append("}")
    }

    // MARK: Keywords

    /// The keywords that say something of a type, for one of several types.
    private static func relevant(_ schema: JSONCursor) -> JSONCursor {
        let type = schema["type"].value?.stringValue ?? ""
        let own: [String: [String]] = [
            "object": ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
            "array": ["items", "prefixItems", "minItems", "maxItems"],
            "string": ["minLength", "maxLength"],
            "number": ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        ]
        let all = Set(own.values.joined())
        let kept = Set(own[type == "integer" ? "number" : type, default: []])
        return all.subtracting(kept).sorted().reduce(schema) { $0.without($1) }
    }

    private func allow(_ keys: [String], in schema: JSONCursor) throws {
        for key in try schema.object().keys where !keys.contains(key) && !Self.annotations.contains(key) {
            throw schema[key].fault("is not supported here")
        }
    }
}

extension JSONCursor {
    /// The object here without one of its members.
    fileprivate func without(_ key: String) -> JSONCursor {
        guard let object = value?.objectValue else { return self }
        return JSONCursor(.object(JSONObject(members: object.members.filter { $0.key != key })), pointer: pointer)
    }

    /// The object here with another value of a member.
    fileprivate func setting(_ key: String, to new: JSONValue) -> JSONCursor {
        guard var object = value?.objectValue else { return self }
        object[key] = new
        return JSONCursor(.object(object), pointer: pointer)
    }
}
