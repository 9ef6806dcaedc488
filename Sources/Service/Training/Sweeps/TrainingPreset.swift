import JSON

/// A configuration to begin with.
struct TrainingPreset: Hashable, Sendable {
    let id: String
    let name: String
    /// A line on what it is for.
    let summary: String
    /// The body of `POST /training/jobs`.
    let configuration: JSONValue

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "summary": .string(summary),
            "configuration": configuration,
        ]
    }

    /// Whole answers, as the default model was taught to write them: with the sums worked out.
    private static let whole: JSONValue = ["decoding": "free", "facts": "sums", "maximum_tokens": 1600]
    private static let judged: JSONValue = ["judge": ["kind": "embedded", "grading": "fine"]]

    /// For the default model on two cores, from minutes to an hour.
    static let all = [
        TrainingPreset(
            id: "first-steps", name: "First steps",
            summary: "GRPO on rooms of three objects, judged: some minutes until the reward rises.",
            configuration: [
                "algorithm": "grpo", "rooms": ["synthetic": ["objects": 3]], "steps": 100, "group_size": 8,
                "prompts_per_step": 4, "sampling": whole, "reward": judged,
                "evaluation": ["every": 25, "rooms": 16],
            ]),
        TrainingPreset(
            id: "larger-rooms", name: "Larger rooms",
            summary: "GRPO on rooms of three to eight objects.",
            configuration: [
                "algorithm": "grpo", "rooms": ["synthetic": ["objects": [3, 8]]], "steps": 400, "group_size": 8,
                "prompts_per_step": 8, "sampling": whole, "reward": judged,
                "evaluation": ["every": 50, "rooms": 24],
            ]),
        TrainingPreset(
            id: "spatial", name: "3D-SPO",
            summary: "Credit for every object by what it did itself (MetaSpatial v2).",
            configuration: [
                "algorithm": "3d_spo", "rooms": ["synthetic": ["objects": [3, 6]]], "steps": 200,
                "group_size": 8, "prompts_per_step": 4, "sampling": whole, "reward": judged,
                "evaluation": ["every": 25, "rooms": 16],
            ]),
        TrainingPreset(
            id: "refinement", name: "Refinement in turns",
            summary: "Three turns an answer: from the second on the model sees its picture and its reward.",
            configuration: [
                "algorithm": "grpo", "rooms": ["synthetic": ["objects": 3]], "turns": 3, "steps": 200,
                "group_size": 6, "prompts_per_step": 3, "sampling": whole, "reward": judged,
                "evaluation": ["every": 25, "rooms": 12],
            ]),
        TrainingPreset(
            id: "dapo", name: "DAPO",
            summary: "Clip-higher, dynamic sampling and a token-level loss.",
            configuration: [
                "algorithm": "dapo", "rooms": ["synthetic": ["objects": 3]], "steps": 100, "group_size": 8,
                "prompts_per_step": 4, "sampling": whole, "reward": judged,
                "evaluation": ["every": 25, "rooms": 16],
            ]),
        TrainingPreset(
            id: "original", name: "As published",
            summary: "The original's settings, for large models: small steps, three answers a prompt.",
            configuration: [
                "algorithm": "grpo", "rooms": ["synthetic": ["objects": [4, 10]]], "steps": 400, "group_size": 3,
                "prompts_per_step": 4, "optimizer": ["learning_rate": 1e-6],
                "kl": ["kind": "k3", "coefficient": 0.01],
            ]),
    ]
}
