import Tensors

/// Goes through a set again and again, each time in another order that follows from a seed.
enum Permutation {
    /// The place in the set that comes as the `number`th.
    static func place(of number: Int, in count: Int, seed: UInt64) -> Int {
        order(count, seed: Seeds.mix(seed, number / count))[number % count]
    }

    /// 0..<count in an order of the seed's (Fisher-Yates).
    static func order(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed)
        return Array(0..<count).shuffled(using: &generator)
    }
}
