/// A number as it is written in decimal, on its way to a double.
///
/// Up to nineteen digits it is converted here, correctly rounded (half to even) as every reader has it: by one
/// multiplication or division where both sides are exact doubles (W. D. Clinger, *How to Read Floating Point Numbers
/// Accurately*, 1990), otherwise by a quotient of 128 bits. The rest is the standard library's, which is slower.
package struct DecimalNumber {
    private let isNegative: Bool
    /// The digits, if no more than nineteen count.
    private var mantissa: UInt64 = 0
    private var digitCount = 0
    /// The power of ten.
    package var exponent = 0

    package init(isNegative: Bool) { self.isNegative = isNegative }

    /// Adds a digit, 0...9.
    package mutating func append(_ digit: UInt8) {
        if mantissa == 0 && digit == 0 { return }
        digitCount += 1
        if digitCount <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
    }

    /// Multiplies by ten to a power, or divides.
    package mutating func raise(by power: DecimalNumber, _ isDivided: Bool) {
        let size = power.digitCount > 6 ? 1_000_000 : Int(power.mantissa)
        exponent += isDivided ? -size : size
    }

    /// The number where it is whole, has no exponent, and fits.
    package var integer: Int? {
        guard exponent == 0, digitCount <= 19 else { return nil }
        return isNegative ? Int(exactly: -Int128(mantissa)) : Int(exactly: mantissa)
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The nearest double; nil where the standard library has to find it.
    package var double: Double? {
        guard digitCount <= 19 else { return nil }
        if mantissa == 0 { return isNegative ? -0.0 : 0 }
        guard let magnitude else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    private var magnitude: Double? {
        if mantissa <= 1 << 53, abs(exponent) <= 22 {
            return exponent < 0
                ? Double(mantissa) / Self.powers[-exponent] : Double(mantissa) * Self.powers[exponent]
        }
        guard exponent < 0, exponent >= -18 else { return nil }
        let divisor = UInt64(Self.powers[-exponent])
        let (whole, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
        let (part, last) = divisor.dividingFullWidth((rest, 0))
        // The quotient is whole + part / 2^64, and a little more unless nothing is left: its first 64 bits, the power of
        // two that belongs to them, and whether anything follows.
        let top: UInt64
        let scale: Int
        var hasMore = last != 0
        if whole != 0 {
            let shift = whole.leadingZeroBitCount
            top = shift == 0 ? whole : whole << shift | part >> (64 - shift)
            if part << shift != 0 { hasMore = true }
            scale = -shift
        } else {
            // Two bits are needed beyond those of a double.
            guard part >= 1 << 55 else { return nil }
            let shift = part.leadingZeroBitCount
            top = part << shift
            scale = -shift - 64
        }
        var rounded = top >> 11
        let below = top & 0x7FF
        if below > 0x400 || below == 0x400 && (hasMore || rounded & 1 == 1) { rounded += 1 }
        return Double(sign: .plus, exponent: scale + 11, significand: Double(rounded))
    }
}
