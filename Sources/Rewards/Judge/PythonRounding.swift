import Glibc

/// Python's rounding of doubles.
package enum PythonRounding {
    /// `round(value, 2)`: the double nearest to the correctly rounded decimal, ties of the exact value to
    /// even.
    package static func twoDecimals(_ value: Double) -> Double {
        // Whole numbers are what they are, and beyond 2^52 a double has no fraction.
        guard value.magnitude < 0x1p52, value != value.rounded(.towardZero) else { return value }
        // glibc prints the exact value correctly rounded, as Python does; at most 16 digits, sign and
        // decimals.
        var buffer = [CChar](repeating: 0, count: 32)
        let count = buffer.count
        let length = withVaList([value]) { vsnprintf(&buffer, count, "%.2f", $0) }
        guard length > 0, length < count else { return value }
        let text = String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return Double(text) ?? value
    }
}
