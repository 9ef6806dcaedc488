import JSON

/// The name of a setting in a configuration: its keys from the outermost in, joined by dots, such as
/// `optimizer.learning_rate`.
struct SettingPath: Hashable, Sendable {
    let keys: [String]

    var text: String { keys.joined(separator: ".") }

    init(keys: [String]) { self.keys = keys }

    /// - Throws: `JSONFieldError` for an empty key.
    init(_ text: String, in cursor: JSONCursor) throws {
        keys = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard keys.count <= 8, keys.allSatisfy({ !$0.isEmpty }) else {
            throw cursor[text].fault("must be a setting's keys joined by dots, such as 'optimizer.learning_rate'")
        }
    }

    /// The configuration with the value in this place; objects on the way are made where they are missing.
    func set(_ value: JSONValue, in configuration: JSONValue) -> JSONValue {
        Self.set(value, keys[...], in: configuration)
    }

    private static func set(_ value: JSONValue, _ keys: ArraySlice<String>, in place: JSONValue?) -> JSONValue {
        guard let key = keys.first else { return value }
        var object = place?.objectValue ?? JSONObject()
        object[key] = set(value, keys.dropFirst(), in: object[key])
        return .object(object)
    }
}
