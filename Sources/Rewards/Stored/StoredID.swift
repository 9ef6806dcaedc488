import JSON

/// An identifier of a stored scene with Python's equality: strings by their code points, and whatever else
/// stands in an identifier's place.
package struct StoredID: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        /// What `text` says.
        case text
        case number(Double)
        case null
        case container(JSONValue)
    }

    private let form: Form
    /// The value as it stands in the scene.
    package let value: JSONValue
    /// The identifier as it is reported.
    package let text: String

    /// The identifier in a JSON value.
    package init(_ value: JSONValue) {
        self.value = value
        switch value {
        case .string(let string):
            form = .text
            text = string
        case .null:
            form = .null
            text = "null"
        case .bool, .integer, .number:
            // In Python, 1 == 1.0 == True.
            form = .number(StoredNumber(value).value ?? .nan)
            text = JSONWriter().string(value)
        case .array, .object:
            form = .container(value)
            text = JSONWriter().string(value)
        }
    }

    /// Whether Python can use the value as a dictionary's key.
    package var isHashable: Bool {
        if case .container = form { return false }
        return true
    }

    package static func == (left: StoredID, right: StoredID) -> Bool {
        if case .text = left.form, case .text = right.form { return left.text.hasSameBytes(as: right.text) }
        return left.form == right.form
    }

    package func hash(into hasher: inout Hasher) {
        guard case .text = form else { return hasher.combine(form) }
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
