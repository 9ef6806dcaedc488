import JSON
import Testing

/// Numbers are converted in a fast way; the standard library's is the reference.
@Suite struct DecimalNumberTests {
    private struct Bits: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }

    private func agrees(_ text: String) throws {
        let wanted = try #require(Double(text))
        let found = try JSONValue.parse(text, options: .python)
        let double = try #require(found.doubleValue)
        if double.bitPattern != wanted.bitPattern { Issue.record("\(text): \(double) and not \(wanted)") }
    }

    @Test(arguments: 0..<20)
    func randomNumbersReadAsTheStandardLibraryReadsThem(seed: Int) throws {
        var bits = Bits(state: UInt64(seed))
        for _ in 0..<20_000 {
            let digits = 1 + Int(bits.next() % 21)
            let mantissa = (0..<digits).map { _ in String(bits.next() % 10) }.joined()
            let whole = mantissa.drop { $0 == "0" }
            let point = Int(bits.next() % UInt64(max(whole.count, 1) + 1))
            var text = (whole.prefix(point).isEmpty ? "0" : String(whole.prefix(point)))
            if point < whole.count { text += "." + whole.dropFirst(point) }
            if bits.next() % 4 == 0 { text += "e\(Int(bits.next() % 60) - 30)" }
            if bits.next() % 2 == 0 { text = "-" + text }
            try agrees(text)
            // What programs write: the shortest text of a double, and coordinates.
            let coordinate = Double(bits.next() >> 11) * 0x1p-53 * 10
            try agrees("\(coordinate)")
            try agrees("\(coordinate / 1e3)")
        }
    }

    @Test(arguments: [
        "0", "-0.0", "0.0", "1e0", "1e22", "1e23", "9007199254740993.0", "9007199254740993", "9007199254740992.5",
        "0.1", "0.3", "123456789012345678", "1234567890123456789.5", "5e-324", "1.7976931348623157e308", "0.000001",
        "1e-18", "9999999999999999999e-18", "0.5000000000000000001", "1.00000000000000011102230246251565404",
        "1.00000000000000011102230246251565405", "4503599627370496.5", "4503599627370497.5", "0e400", "1e-400",
        "3.2199999999999998", "2.2250738585072014e-308", "18446744073709551615", "1844674407370955161.5",
    ])
    func edges(text: String) throws { try agrees(text) }

    @Test func wholeNumbersStayWhole() throws {
        #expect(try JSONValue.parse("9223372036854775807") == .integer(.max))
        #expect(try JSONValue.parse("-9223372036854775808") == .integer(.min))
        #expect(try JSONValue.parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSONValue.parse("007".dropFirst(2).description) == .integer(7))
        #expect(throws: JSONError.self) { try JSONValue.parse("007") }
        #expect(throws: JSONError.self) { try JSONValue.parse("1.") }
        #expect(throws: JSONError.self) { try JSONValue.parse("1e") }
        #expect(throws: JSONError.self) { try JSONValue.parse("1e400") }
        #expect(try JSONValue.parse("1e400", options: .python) == .number(.infinity))
    }
}
