/// A value of a GGUF file's metadata.
package enum GGUFValue: Hashable, Sendable {
    /// Any of the whole-number types that fits.
    case integer(Int)
    /// A 32- or 64-bit floating-point number.
    case number(Double)
    case bool(Bool)
    case string(String)
    case integers([Int])
    case numbers([Double])
    case strings([String])

    /// The whole number, if it is one.
    package var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }
    /// The number, whole or not.
    package var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
    package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var stringValue: String? { if case .string(let value) = self { value } else { nil } }
    package var stringsValue: [String]? { if case .strings(let value) = self { value } else { nil } }
    package var numbersValue: [Double]? {
        switch self {
        case .numbers(let values): values
        case .integers(let values): values.map(Double.init)
        default: nil
        }
    }
    package var integersValue: [Int]? { if case .integers(let value) = self { value } else { nil } }
}
