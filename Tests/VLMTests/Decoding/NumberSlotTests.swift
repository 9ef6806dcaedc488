import Tensors
import Testing
import VLM

/// A number slot accepts exactly the prefixes of the numbers that fit it.
struct NumberSlotTests {
    /// All numbers of the form that lie within bounds, written out.
    private func numbers(_ minimum: Double, _ maximum: Double, _ digits: Int) -> Set<String> {
        var found: Set<String> = []
        for decimals in 0...digits {
            let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
            for count in 0...(130 * unit) {
                var text = String(count / unit)
                if decimals > 0 {
                    let fraction = String(count % unit)
                    text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
                }
                for signed in count == 0 ? [text] : [text, "-" + text] {
                    guard let value = Double(signed), value >= minimum, value <= maximum else { continue }
                    found.insert(signed)
                }
            }
        }
        return found
    }

    @Test(
        arguments: [
            (0.0, 5.4, 2), (-0.05, -0.01, 2), (0.29, 0.29, 2), (7.0, 123.0, 0), (-3.0, 12.0, 1),
            (99.5, 101.25, 2), (-12.0, -7.0, 0),
            (0.0, 0.0, 1), (0.005, 0.02, 2), (8 - 7.2, 1.0, 2), (5.0, 5.09, 2), (-0.5, 0.5, 1),
        ] as [(Double, Double, Int)])
    func acceptsExactlyThePrefixes(minimum: Double, maximum: Double, digits: Int) throws {
        let slot = try NumberSlot(minimum: minimum, maximum: maximum, maximumFractionDigits: digits)
        let complete = numbers(minimum, maximum, digits)
        var prefixes: Set<String> = []
        for number in complete {
            for length in 0...number.count { prefixes.insert(String(number.prefix(length))) }
        }
        var open: [(String, NumberSlot.Prefix)] = [("", .init())]
        var seen: Set<String> = [""]
        while let (text, prefix) = open.popLast() {
            #expect(slot.isComplete(prefix) == complete.contains(text), "\(text)")
            for byte in "0123456789.-".utf8 {
                let longer = text + String(UnicodeScalar(byte))
                let next = slot.extending(prefix, by: byte)
                #expect((next != nil) == prefixes.contains(longer), "\(longer) in \(minimum)...\(maximum)")
                if let next, seen.insert(longer).inserted { open.append((longer, next)) }
            }
        }
        #expect(seen == prefixes)
    }

    @Test func severalRangesAcceptTheNumbersOfEach() throws {
        let slot = try NumberSlot(ranges: [2.301...2.304, 0.5...0.75, 1.95...2.05, 11...11], fractionDigits: 2...2)
        #expect(slot.minimum == 0.5 && slot.maximum == 11)
        var found: [String] = []
        var open: [(String, NumberSlot.Prefix)] = [("", .init())]
        while let (text, prefix) = open.popLast() {
            if slot.isComplete(prefix) { found.append(text) }
            var goesOn = false
            for byte in "0123456789.-".utf8 {
                guard let next = slot.extending(prefix, by: byte) else { continue }
                goesOn = true
                open.append((text + String(UnicodeScalar(byte)), next))
            }
            #expect(goesOn || slot.isComplete(prefix), "'\(text)' leads nowhere")
        }
        let wanted =
            (50...75).map { "0.\($0)" } + (195...205).map { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }
        #expect(Set(found) == Set(wanted + ["11.00"]))
        #expect(found.count == Set(found).count)
    }

    @Test func impossibleSlotsAreRefused() {
        #expect(throws: GenerationError.self) { try NumberSlot(ranges: [], fractionDigits: 0...2) }
        #expect(throws: GenerationError.self) { try NumberSlot(ranges: [0.001...0.009], fractionDigits: 0...2) }
        #expect(throws: GenerationError.self) { try NumberSlot(ranges: [0...1e14], fractionDigits: 0...2) }
        #expect(throws: GenerationError.self) {
            try NumberSlot(minimum: 0.001, maximum: 0.009, maximumFractionDigits: 2)
        }
        #expect(throws: GenerationError.self) {
            try NumberSlot(minimum: 2, maximum: 1, maximumFractionDigits: 2)
        }
        #expect(throws: GenerationError.self) {
            try NumberSlot(minimum: .nan, maximum: 1, maximumFractionDigits: 2)
        }
        #expect(throws: GenerationError.self) {
            try NumberSlot(minimum: 0, maximum: .infinity, maximumFractionDigits: 2)
        }
        #expect(throws: GenerationError.self) {
            try NumberSlot(minimum: 0, maximum: 1, maximumFractionDigits: 7)
        }
    }

    @Test func theWidestSlotStaysInRange() throws {
        let slot = try NumberSlot(minimum: -1e9, maximum: 1e9, maximumFractionDigits: 6)
        var prefix: NumberSlot.Prefix? = .init()
        for byte in "-999999999.999999".utf8 { prefix = prefix.flatMap { slot.extending($0, by: byte) } }
        #expect(prefix.map(slot.isComplete) == true)
        #expect(prefix.flatMap { slot.extending($0, by: UInt8(ascii: "9")) } == nil)
    }
}
