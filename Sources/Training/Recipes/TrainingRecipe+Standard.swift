import JSON

extension TrainingRecipe {
    /// How the default model was made, from the untrained one: drills in copying, then worked answers to rooms of more
    /// and more objects with small ones kept in the mix, then reinforcement.
    ///
    /// - Throws: never, unless a setting is renamed and this is not.
    static func standard() throws -> TrainingRecipe {
        try TrainingRecipe(
            name: "default",
            [
                (
                    "copying",
                    supervision(["copying": ["seed": 0]], steps: 300, prompts: 16, rate: 1e-3, turns: 1, tokens: 256)
                ),
                ("few", supervision(rooms(1, 3, seed: 1), steps: 600, prompts: 8, rate: 1e-3, turns: 1, tokens: 600)),
                ("some", supervision(rooms(1, 6, seed: 2), steps: 800, prompts: 8, rate: 1e-3, turns: 1, tokens: 1000)),
                (
                    "many",
                    supervision(rooms(1, 12, seed: 3), steps: 900, prompts: 8, rate: 7e-4, turns: 2, tokens: 1600)
                ),
                (
                    "all",
                    supervision(
                        rooms(1, 25, seed: 4), steps: 420, prompts: 8, rate: 5e-4, turns: 2, tokens: 3000, decays: true)
                ),
            ])
    }

    private static func rooms(_ fewest: Int, _ most: Int, seed: Int) -> JSONValue {
        ["synthetic": ["objects": [.integer(fewest), .integer(most)], "seed": .integer(seed)]]
    }

    /// A stage of supervised learning: answers with their facts, all tokens scored.
    private static func supervision(
        _ source: JSONValue, steps: Int, prompts: Int, rate: Double, turns: Int, tokens: Int, decays: Bool = false
    ) -> JSONValue {
        let isDrill = source["copying"] != nil
        var members: [(String, JSONValue)] = [
            ("algorithm", "sft"), (isDrill ? "dataset" : "rooms", source), ("steps", .integer(steps)),
            ("prompts_per_step", .integer(prompts)), ("turns", .integer(turns)),
            (
                "optimizer",
                [
                    "learning_rate": .number(rate), "warmup_steps": 20,
                    "schedule": decays ? "cosine" : "constant", "final_fraction": 0.1,
                ]
            ),
            ("sampling", ["decoding": "free", "maximum_tokens": .integer(tokens)]),
            ("adaptation", ["precision": "bf16"]),
            ("evaluation", ["rooms": 32, "samples": 0, "every": 200]), ("checkpoints", ["every": 100]),
        ]
        if !isDrill {
            members.removeAll { $0.0 == "sampling" }
            members.append(
                ("sampling", ["decoding": "free", "facts": "stretches", "maximum_tokens": .integer(tokens)]))
        }
        return .object(JSONObject(members: members))
    }
}
