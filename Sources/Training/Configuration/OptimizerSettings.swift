import JSON

/// How weights follow gradients: AdamW with clipped gradients and a learning rate that changes over the steps.
public struct OptimizerSettings: Hashable, Sendable {
    /// How the learning rate goes on after warm-up.
    public enum Schedule: String, CaseIterable, Hashable, Sendable {
        case constant
        /// In a straight line to `finalFraction`.
        case linear
        /// Half a cosine to `finalFraction`.
        case cosine
    }

    /// The highest learning rate; nil for one that suits the model's size, see `learningRate(parameterCount:)`.
    public var learningRate: Double?
    public var schedule = Schedule.constant
    /// Steps over which the rate rises from 0 in a straight line.
    public var warmupSteps = 0
    /// What is left of the rate at the end, as a part of the highest.
    public var finalFraction = 0.1
    public var weightDecay = 0.01
    /// The norm to which gradients are clipped; nil for no clipping.
    public var maximumGradientNorm: Double? = 1

    /// AdamW as the original has it, but for the learning rate.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check {
            try cursor.allowOnly([
                "learning_rate", "schedule", "warmup_steps", "final_fraction", "weight_decay",
                "maximum_gradient_norm",
            ])
        }
        try reader.check {
            learningRate = try cursor["learning_rate"].ifPresent?.double(in: 0...1)
            if learningRate == 0 { throw cursor["learning_rate"].fault("must be above 0") }
        }
        try reader.check { schedule = try cursor["schedule"].ifPresent?.choice(Schedule.self) ?? schedule }
        try reader.check {
            warmupSteps = try cursor["warmup_steps"].ifPresent?.integer(in: 0...1_000_000) ?? warmupSteps
        }
        try reader.check {
            finalFraction = try cursor["final_fraction"].ifPresent?.double(in: 0...1) ?? finalFraction
        }
        try reader.check {
            weightDecay = try cursor["weight_decay"].ifPresent?.double(in: 0...1) ?? weightDecay
        }
        try reader.check {
            let norm = cursor["maximum_gradient_norm"]
            if norm.value == .null {
                maximumGradientNorm = nil
            } else if let norm = norm.ifPresent {
                maximumGradientNorm = try norm.double(in: 1e-6...1e6)
            }
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "learning_rate": learningRate.map(JSONValue.number) ?? .null, "schedule": .string(schedule.rawValue),
            "warmup_steps": .integer(warmupSteps), "final_fraction": .number(finalFraction),
            "weight_decay": .number(weightDecay),
            "maximum_gradient_norm": maximumGradientNorm.map(JSONValue.number) ?? .null,
        ]
    }
}
