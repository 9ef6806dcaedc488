/// A place in an answer where a number is written: `-?(0|[1-9][0-9]*)(\.[0-9]{1,k})?`, its value within bounds.
///
/// Minus zero is left out: `-0.0` says nothing that `0.0` does not.
public struct NumberSlot: Hashable, Sendable {
    /// The least value.
    public let minimum: Double
    /// The greatest value.
    public let maximum: Double
    /// How many decimals there may be.
    public let maximumFractionDigits: Int

    /// The smallest and the greatest number that fit, in units of the last decimal.
    private let lowest: Int
    private let highest: Int

    /// The greatest magnitude that a bound may have: numbers have at most 15 digits.
    public static func greatestMagnitude(fractionDigits: Int) -> Double {
        (0..<max(0, fractionDigits)).reduce(1e15) { magnitude, _ in magnitude / 10 }
    }

    /// A slot for numbers in `minimum...maximum`.
    /// - Parameter maximumFractionDigits: 0...6.
    /// - Throws: `GenerationError` if the bounds are not finite or too great, or no number lies between them.
    public init(minimum: Double, maximum: Double, maximumFractionDigits: Int) throws(GenerationError) {
        guard (0...6).contains(maximumFractionDigits) else {
            throw .invalidNumberSlot("has 0 to 6 decimals, not \(maximumFractionDigits)")
        }
        let greatest = Self.greatestMagnitude(fractionDigits: maximumFractionDigits)
        guard abs(minimum) <= greatest, abs(maximum) <= greatest else {
            throw .invalidNumberSlot("has bounds within ±\(greatest), not \(minimum) and \(maximum)")
        }
        self.minimum = minimum
        self.maximum = maximum
        self.maximumFractionDigits = maximumFractionDigits
        let scale = (0..<maximumFractionDigits).reduce(1.0) { scale, _ in scale * 10 }
        // n / 10^k is rounded correctly, as a reader of the decimal rounds it: so compare after division.
        var low = Int((minimum * scale).rounded(.down)) - 1
        while Double(low) / scale < minimum { low += 1 }
        var high = Int((maximum * scale).rounded(.up)) + 1
        while Double(high) / scale > maximum { high -= 1 }
        guard low <= high else {
            throw .emptyNumberSlot(minimum: minimum, maximum: maximum, fractionDigits: maximumFractionDigits)
        }
        (lowest, highest) = (low, high)
    }

    /// Characters that the longest number takes.
    package var maximumLength: Int {
        let greatest = max(abs(minimum), abs(maximum))
        let integerDigits = String(Int(greatest)).count
        let fraction = maximumFractionDigits == 0 ? 0 : maximumFractionDigits + 1
        return (lowest < 0 ? 1 : 0) + integerDigits + fraction
    }

    /// The beginning of a number.
    package struct Prefix: Hashable, Sendable {
        fileprivate var isNegative = false
        /// All digits so far as one integer, the point left out.
        fileprivate var digits = 0
        fileprivate var integerDigits = 0
        /// Digits after the point; nil before it.
        fileprivate var fractionDigits: Int?

        package init() {}
    }

    /// The prefix with one more byte, or nil when no number that fits the slot starts so.
    package func extending(_ prefix: Prefix, by byte: UInt8) -> Prefix? {
        var next = prefix
        switch byte {
        case UInt8(ascii: "-"):
            guard !prefix.isNegative, prefix.integerDigits == 0 else { return nil }
            next.isNegative = true
        case UInt8(ascii: "."):
            guard prefix.integerDigits > 0, prefix.fractionDigits == nil else { return nil }
            next.fractionDigits = 0
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            if let count = prefix.fractionDigits {
                guard count < maximumFractionDigits else { return nil }
                next.fractionDigits = count + 1
            } else {
                guard prefix.integerDigits == 0 || prefix.digits > 0 else { return nil }
                next.integerDigits += 1
            }
            // Viable prefixes stay below 10^16, see `init`.
            next.digits = prefix.digits * 10 + Int(byte - UInt8(ascii: "0"))
        default: return nil
        }
        return isViable(next) ? next : nil
    }

    /// The prefix with some more bytes, or nil when no number that fits starts so.
    package func extending(_ prefix: Prefix, by bytes: some Sequence<UInt8>) -> Prefix? {
        var prefix = prefix
        for byte in bytes {
            guard let next = extending(prefix, by: byte) else { return nil }
            prefix = next
        }
        return prefix
    }

    /// Magnitudes, in units of the last decimal, that numbers of one sign may have; nil for none.
    private func magnitudes(negative: Bool) -> ClosedRange<Int>? {
        let (low, high) = negative ? (max(1, -highest), -lowest) : (max(0, lowest), highest)
        return low <= high ? low...high : nil
    }

    private func isViable(_ prefix: Prefix) -> Bool {
        guard let wanted = magnitudes(negative: prefix.isNegative) else { return false }
        guard prefix.integerDigits > 0 else { return true }
        let decimals = maximumFractionDigits
        if let count = prefix.fractionDigits {
            if decimals == 0 { return false }
            return Self.block(prefix.digits, unit: Self.power(decimals - count)).overlaps(wanted)
        }
        // More integer digits may follow, except after 0.
        var unit = Self.power(decimals)
        while prefix.digits * unit <= wanted.upperBound {
            if Self.block(prefix.digits, unit: unit).overlaps(wanted) { return true }
            if prefix.digits == 0 { return false }
            unit *= 10
        }
        return false
    }

    /// Whether the number may end here.
    package func isComplete(_ prefix: Prefix) -> Bool {
        guard prefix.integerDigits > 0, prefix.fractionDigits != 0,
            let wanted = magnitudes(negative: prefix.isNegative)
        else { return false }
        return wanted.contains(
            prefix.digits * Self.power(maximumFractionDigits - (prefix.fractionDigits ?? 0)))
    }

    /// All magnitudes whose leading digits are these.
    private static func block(_ digits: Int, unit: Int) -> ClosedRange<Int> {
        digits * unit...digits * unit + unit - 1
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }
}
