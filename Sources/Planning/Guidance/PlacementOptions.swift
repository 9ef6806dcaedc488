/// What is open to an object on one axis.
public struct PlacementOptions: Hashable, Sendable {
    /// Where the centre may be, rising; never empty.
    public var ranges: [ClosedRange<Double>]
    /// Whether no place is free: these ranges then keep a relation, but the object collides.
    public var isCrowded: Bool
    /// How many decimals a choice is written with: as few as every stretch worth having needs.
    public var fractionDigits: Int

    /// The only value there is, to the last bit, if there is no choice.
    public var fixed: Double? {
        guard ranges.count == 1, ranges[0].upperBound == ranges[0].lowerBound else { return nil }
        return ranges[0].lowerBound
    }

    /// The values that can be written nearest to a wish, one for each stretch, best first.
    public func writable(near wish: Double) -> [Double] {
        ranges.compactMap { Decimals.nearest(to: wish, in: $0, fractionDigits) }
            .sorted { abs($0 - wish) < abs($1 - wish) }
    }
}

/// Numbers with few decimals, compared after division as a reader of the decimal rounds them.
enum Decimals {
    static func scale(_ digits: Int) -> Double { (0..<digits).reduce(1.0) { scale, _ in scale * 10 } }

    /// The least number of so many decimals in a range, ends included; nil for none.
    static func least(in range: ClosedRange<Double>, _ digits: Int) -> Double? {
        let scale = scale(digits)
        let step = (range.lowerBound * scale).rounded()
        return [step - 1, step, step + 1].map { $0 / scale }.first(where: range.contains)
    }

    /// The greatest, likewise.
    static func greatest(in range: ClosedRange<Double>, _ digits: Int) -> Double? {
        let scale = scale(digits)
        let step = (range.upperBound * scale).rounded()
        return [step + 1, step, step - 1].map { $0 / scale }.first(where: range.contains)
    }

    /// The nearest to a wish, likewise.
    static func nearest(to wish: Double, in range: ClosedRange<Double>, _ digits: Int) -> Double? {
        guard let least = least(in: range, digits), let greatest = greatest(in: range, digits) else { return nil }
        let scale = scale(digits)
        return min(max((wish * scale).rounded() / scale, least), greatest)
    }
}
