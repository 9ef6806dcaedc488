import JSON

/// What a model is worth on rooms that it does not train on.
public struct EvaluationRecord: Hashable, Sendable {
    /// How answers were drawn.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        case greedy
        case sampled
        /// Not drawn: the likelihood of held-out answers, with `sft`.
        case given
    }

    /// The steps done; 0 before training.
    public let step: Int
    public let mode: Mode
    /// `reward`, `reward_std`, `rewards/…`, `completions/…`; in mode `given`: `loss`.
    public let metrics: [MetricRow.Metric]
    /// The answers, one of each room.
    public let rollouts: [RolloutRecord]

    /// An evaluation.
    public init(step: Int, mode: Mode, metrics: [MetricRow.Metric], rollouts: [RolloutRecord]) {
        self.step = step
        self.mode = mode
        self.metrics = metrics
        self.rollouts = rollouts
    }

    /// The number of this name.
    public subscript(name: String) -> Double? { metrics.first { $0.name == name }?.value }

    /// `{step, mode, metrics}`, without the answers.
    public var json: JSONValue {
        [
            "step": .integer(step), "mode": .string(mode.rawValue),
            "metrics": .object(JSONObject(members: metrics.map { ($0.name, .number($0.value)) })),
        ]
    }
}
