import JSON
import SceneGraph

/// A sampled answer with what came of it.
public struct RolloutRecord: Hashable, Sendable {
    /// The step that it was sampled for; 0 before training.
    public let step: Int
    /// Which of the step's prompts it answers, from 0.
    public let prompt: Int
    /// Which of the prompt's answers it is, from 0.
    public let sample: Int
    /// Its turn, from 0.
    public let turn: Int
    /// The model's whole text.
    public let text: String
    /// Tokens of the answer.
    public let tokenCount: Int
    /// The reward's total under the weights of the step; nil where the answer has none.
    public let reward: Double?
    /// Named terms of the reward, those that are known.
    public let terms: [MetricRow.Metric]
    /// The trajectory's advantage, the mean over its tokens; nil in evaluation.
    public let advantage: Double?
    /// The room and, where the answer places every object, the positions.
    public let scene: Scene
    /// Whether `scene` has the answer's positions.
    public let isPlaced: Bool

    /// An answer.
    public init(
        step: Int, prompt: Int, sample: Int, turn: Int, text: String, tokenCount: Int, reward: Double?,
        terms: [MetricRow.Metric], advantage: Double?, scene: Scene, isPlaced: Bool
    ) {
        self.step = step
        self.prompt = prompt
        self.sample = sample
        self.turn = turn
        self.text = text
        self.tokenCount = tokenCount
        self.reward = reward
        self.terms = terms
        self.advantage = advantage
        self.scene = scene
        self.isPlaced = isPlaced
    }

    /// `{step, prompt, sample, turn, text, tokens, reward, terms, advantage, placed, room}`.
    public var json: JSONValue {
        [
            "step": .integer(step), "prompt": .integer(prompt), "sample": .integer(sample),
            "turn": .integer(turn), "text": .string(text), "tokens": .integer(tokenCount),
            "reward": reward.map(JSONValue.number) ?? .null,
            "terms": .object(JSONObject(members: terms.map { ($0.name, .number($0.value)) })),
            "advantage": advantage.map(JSONValue.number) ?? .null, "placed": .bool(isPlaced),
            "room": TrainingSource.json(scene),
        ]
    }
}
