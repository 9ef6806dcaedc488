import JSON

/// How far a run is: all that it needs beside the policy to go on exactly.
package struct TrainerState: Hashable, Sendable {
    /// Steps done.
    package var step = 0
    /// The next prompt of the source.
    package var nextPrompt = 0
    /// Tokens of all prompts and answers so far.
    package var tokens = 0
    /// The coefficient of the KL penalty.
    package var klCoefficient: Double
    /// What the last checkpoint is worth.
    package var score: Double?

    package init(klCoefficient: Double) { self.klCoefficient = klCoefficient }

    /// Whether a run's last step is done, or the evaluation just made reached its target.
    func isDone(_ configuration: TrainingConfiguration) -> Bool {
        if step >= configuration.steps { return true }
        guard step > 0, let target = configuration.evaluation.target, let score else { return false }
        return score >= target
    }

    init(json cursor: JSONCursor) throws {
        step = try cursor["step"].integer(in: 0...Int.max)
        nextPrompt = try cursor["next_prompt"].integer(in: 0...Int.max)
        tokens = try cursor["tokens"].integer(in: 0...Int.max)
        klCoefficient = try cursor["kl_coefficient"].finiteDouble()
        score = try cursor["score"].ifPresent?.finiteDouble()
    }

    package var json: JSONValue {
        [
            "step": .integer(step), "next_prompt": .integer(nextPrompt), "tokens": .integer(tokens),
            "kl_coefficient": .number(klCoefficient), "score": score.map(JSONValue.number) ?? .null,
        ]
    }
}
