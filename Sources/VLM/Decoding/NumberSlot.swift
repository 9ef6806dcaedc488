/// A place in an answer where a number is written: `-?(0|[1-9][0-9]*)(\.[0-9]{j,k})?`, its value within bounds.
///
/// Minus zero is left out: `-0.0` says nothing that `0.0` does not.
public struct NumberSlot: Hashable, Sendable {
    /// The least value.
    public let minimum: Double
    /// The greatest value.
    public let maximum: Double
    /// How many decimals there must be.
    public let minimumFractionDigits: Int
    /// How many decimals there may be.
    public let maximumFractionDigits: Int

    /// The numbers that fit, in units of the last decimal, rising.
    private let spans: [ClosedRange<Int>]

    /// The greatest magnitude that a bound may have: numbers have at most 15 digits.
    public static func greatestMagnitude(fractionDigits: Int) -> Double {
        (0..<max(0, fractionDigits)).reduce(1e15) { magnitude, _ in magnitude / 10 }
    }

    /// The most ranges of one slot.
    public static let maximumRanges = 1000

    /// A slot for numbers in `minimum...maximum`.
    /// - Parameter maximumFractionDigits: 0...6.
    /// - Throws: `GenerationError` if the bounds are not finite or too great, or no number lies between them.
    public init(minimum: Double, maximum: Double, maximumFractionDigits: Int) throws(GenerationError) {
        try self.init(bounds: [(minimum, maximum)], 0, maximumFractionDigits)
    }

    /// A slot for numbers that lie in one of some ranges; ranges in which no number lies count for nothing.
    /// - Parameter fractionDigits: the fewest and the most decimals, within 0...6.
    /// - Throws: `GenerationError` if bounds are too great or no number lies in any range.
    public init(ranges: [ClosedRange<Double>], fractionDigits: ClosedRange<Int>) throws(GenerationError) {
        guard ranges.count <= Self.maximumRanges else {
            throw .invalidNumberSlot("has at most \(Self.maximumRanges) ranges, not \(ranges.count)")
        }
        try self.init(
            bounds: ranges.map { ($0.lowerBound, $0.upperBound) }, fractionDigits.lowerBound, fractionDigits.upperBound)
    }

    private init(bounds: [(Double, Double)], _ fewest: Int, _ most: Int) throws(GenerationError) {
        for digits in [fewest, most] where !(0...6).contains(digits) {
            throw .invalidNumberSlot("has 0 to 6 decimals, not \(digits)")
        }
        let greatest = Self.greatestMagnitude(fractionDigits: most)
        for (low, high) in bounds where !(abs(low) <= greatest && abs(high) <= greatest) {
            throw .invalidNumberSlot("has bounds within ±\(greatest), not \(low) and \(high)")
        }
        minimum = bounds.map(\.0).min() ?? 0
        maximum = bounds.map(\.1).max() ?? 0
        minimumFractionDigits = fewest
        maximumFractionDigits = most
        spans = bounds.compactMap { Self.span($0.0, $0.1, decimals: most) }.sorted { $0.lowerBound < $1.lowerBound }
        guard !spans.isEmpty else {
            throw .emptyNumberSlot(minimum: minimum, maximum: maximum, fractionDigits: most)
        }
    }

    /// The numbers between two bounds, in units of the last decimal; nil for none.
    private static func span(_ minimum: Double, _ maximum: Double, decimals: Int) -> ClosedRange<Int>? {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        // n / 10^k is rounded correctly, as a reader of the decimal rounds it: so compare after division.
        var low = Int((minimum * scale).rounded(.down)) - 1
        while Double(low) / scale < minimum { low += 1 }
        var high = Int((maximum * scale).rounded(.up)) + 1
        while Double(high) / scale > maximum { high -= 1 }
        return low <= high ? low...high : nil
    }

    /// Characters that the longest number takes.
    package var maximumLength: Int {
        let greatest = max(abs(minimum), abs(maximum))
        let integerDigits = String(Int(greatest)).count
        let fraction = maximumFractionDigits == 0 ? 0 : maximumFractionDigits + 1
        return (spans[0].lowerBound < 0 ? 1 : 0) + integerDigits + fraction
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

    /// Whether a number of one sign fits with one of these magnitudes, in units of the last decimal.
    private func fits(_ magnitudes: ClosedRange<Int>, negative: Bool) -> Bool {
        let (low, high) =
            negative
            ? (-magnitudes.upperBound, min(-1, -magnitudes.lowerBound)) : (magnitudes.lowerBound, magnitudes.upperBound)
        return low <= high && spans.contains { $0.overlaps(low...high) }
    }

    private func isViable(_ prefix: Prefix) -> Bool {
        guard prefix.integerDigits > 0 else { return fits(0...Int.max, negative: prefix.isNegative) }
        let decimals = maximumFractionDigits
        if let count = prefix.fractionDigits {
            if decimals == 0 { return false }
            return fits(
                Self.block(prefix.digits, unit: Self.power(decimals - count)), negative: prefix.isNegative)
        }
        // More integer digits may follow, except after 0.
        let greatest = prefix.isNegative ? -spans[0].lowerBound : spans[spans.count - 1].upperBound
        var unit = Self.power(decimals)
        while prefix.digits * unit <= greatest {
            if fits(Self.block(prefix.digits, unit: unit), negative: prefix.isNegative) { return true }
            if prefix.digits == 0 { return false }
            unit *= 10
        }
        return false
    }

    /// Whether the number may end here.
    package func isComplete(_ prefix: Prefix) -> Bool {
        guard prefix.integerDigits > 0, prefix.fractionDigits != 0,
            prefix.fractionDigits ?? 0 >= minimumFractionDigits
        else { return false }
        let magnitude = prefix.digits * Self.power(maximumFractionDigits - (prefix.fractionDigits ?? 0))
        return fits(magnitude...magnitude, negative: prefix.isNegative)
    }

    /// All magnitudes whose leading digits are these.
    private static func block(_ digits: Int, unit: Int) -> ClosedRange<Int> {
        digits * unit...digits * unit + unit - 1
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }
}
