import Foundation

/// Numbers from a normal distribution by the Box-Muller transform in double precision:
/// `sqrt(-2 ln u) (cos 2πv, sin 2πv)` with u in (0, 1] and v in [0, 1), 53 bits each.
public struct NormalDistribution: Sendable {
    private var generator: SplitMix64
    private var spare: Double?

    /// Standard normal numbers from this seed.
    public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// The next number, mean 0 and standard deviation 1.
    public mutating func next() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        let u = (Double(generator.next() >> 11) + 1) * 0x1p-53
        let v = Double(generator.next() >> 11) * 0x1p-53
        let radius = (-2 * log(u)).squareRoot()
        spare = radius * sin(2 * .pi * v)
        return radius * cos(2 * .pi * v)
    }
}
