import JSON

/// Which weights are trained, and in which precision.
public struct AdaptationSettings: Hashable, Sendable {
    /// Low-rank adaptation: the weights stay, and a product of two thin matrices is added to each linear map.
    public struct LoRA: Hashable, Sendable {
        public var rank = 16
        /// The adapter is scaled by alpha / rank.
        public var alpha = 32.0
        /// Names of the language model's linear maps, as peft names them.
        public var targets = Self.knownTargets

        /// All linear maps of the language model.
        public static let knownTargets = [
            "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
        ]

        /// Rank 16 on all linear maps.
        public init() {}
    }

    /// Parts that can be left as they are.
    public enum Part: String, CaseIterable, Hashable, Sendable {
        case vision
        case embeddings
    }

    /// What matrix products are computed in; weights and sums are always f32.
    public enum Precision: String, CaseIterable, Hashable, Sendable {
        case float32 = "f32"
        case bfloat16 = "bf16"
    }

    /// nil: all weights are trained, but those of frozen parts.
    public var lora: LoRA?
    public var frozen: Set<Part> = [.vision]
    public var precision = Precision.float32
    /// Whether activations are computed again on the way back instead of being kept.
    public var checkpointsActivations = false

    /// The language model in full, in f32.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check {
            try cursor.allowOnly(["lora", "freeze", "precision", "activation_checkpointing"])
        }
        try reader.check { lora = try cursor["lora"].ifPresent.map(LoRA.init(json:)) }
        try reader.check {
            frozen =
                try cursor["freeze"].ifPresent.map {
                    Set(try $0.array(maximumCount: 8).map { try $0.choice(Part.self) })
                } ?? frozen
        }
        try reader.check { precision = try cursor["precision"].ifPresent?.choice(Precision.self) ?? precision }
        try reader.check {
            checkpointsActivations =
                try cursor["activation_checkpointing"].ifPresent?.bool() ?? checkpointsActivations
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "lora": lora?.json ?? .null,
            "freeze": .array(Part.allCases.filter(frozen.contains).map { .string($0.rawValue) }),
            "precision": .string(precision.rawValue),
            "activation_checkpointing": .bool(checkpointsActivations),
        ]
    }
}

extension AdaptationSettings.LoRA {
    init(json cursor: JSONCursor) throws {
        if cursor.value == .bool(true) { return }
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["rank", "alpha", "targets"]) }
        try reader.check { rank = try cursor["rank"].ifPresent?.integer(in: 1...1024) ?? rank }
        try reader.check { alpha = try cursor["alpha"].ifPresent?.double(in: 1e-3...1e5) ?? Double(2 * rank) }
        try reader.check {
            guard let names = cursor["targets"].ifPresent else { return }
            targets = try names.array(maximumCount: 16).map { name in
                let text = try name.string()
                guard Self.knownTargets.contains(text) else {
                    let known = Self.knownTargets.map { "'\($0)'" }.joined(separator: ", ")
                    throw name.fault("must be one of \(known), not '\(text.prefix(80))'")
                }
                return text
            }
            if targets.isEmpty { throw names.fault("names no map to adapt") }
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "rank": .integer(rank), "alpha": .number(alpha),
            "targets": .array(targets.map { .string($0) }),
        ]
    }
}
