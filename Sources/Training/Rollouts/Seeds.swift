import Tensors

/// Derives seeds from each other, so that nothing that is drawn depends on what was drawn before it.
enum Seeds {
    static func mix(_ seed: UInt64, _ number: Int) -> UInt64 {
        var generator = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03)
        return generator.next()
    }
}
