/// Low-rank adapters: `y = x Wᵀ + α/r (x Aᵀ) Bᵀ`, A drawn from U(-1/√n, 1/√n) with n inputs, B zero at first.
///
/// E. Hu et al., "LoRA: Low-rank adaptation of large language models", arXiv 2106.09685; A is drawn as peft does
/// (Kaiming uniform with a = √5).
public struct LoRAConfiguration: Hashable, Sendable {
    /// r.
    public var rank: Int
    /// α.
    public var alpha: Double
    /// The last part of the names of the linear maps that get an adapter, in the language model and, unless it
    /// is frozen, the vision tower.
    public var targets: Set<String>

    /// All linear maps of Qwen2's decoder layers.
    public static let allTargets: Set<String> = [
        "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
    ]
    /// What may be a target.
    public static let knownTargets: Set<String> = allTargets.union(["qkv", "proj"])

    /// Adapters of this rank.
    public init(rank: Int = 16, alpha: Double = 32, targets: Set<String> = allTargets) {
        self.rank = rank
        self.alpha = alpha
        self.targets = targets
    }
}
