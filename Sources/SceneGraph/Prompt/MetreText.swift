/// Lengths as small models read and write them: always two decimals, or four where two do not give the number.
public enum MetreText {
    /// The number to a tenth of a millimetre.
    public static func number(_ value: Double) -> String {
        let long = text(value, fractionDigits: 4)
        return long.hasSuffix("00") ? String(long.dropLast(2)) : long
    }

    /// The number with its sign, for what is added to another.
    public static func offset(_ value: Double) -> String {
        let text = number(value)
        return text.hasPrefix("-") ? text : "+" + text
    }

    /// A range with both its ends.
    public static func range(_ range: ClosedRange<Double>) -> String {
        number(range.lowerBound) + ".." + number(range.upperBound)
    }

    /// The number with exactly so many decimals, rounded.
    public static func text(_ value: Double, fractionDigits: Int) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
        let scale = (0..<fractionDigits).reduce(1) { scale, _ in scale * 10 }
        let steps = Int((abs(value) * Double(scale)).rounded())
        let fraction = String(steps % scale)
        let sign = value < 0 && steps > 0 ? "-" : ""
        let zeros = String(repeating: "0", count: fractionDigits - fraction.count)
        return "\(sign)\(steps / scale).\(zeros)\(fraction)"
    }
}
