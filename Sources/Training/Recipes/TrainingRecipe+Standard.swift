import JSON

extension TrainingRecipe {
    /// How the default model was made, from the untrained one: drills in adding and in sums, then worked answers to
    /// rooms of more and more objects with small ones kept in the mix, the last of them at a falling rate, many in their
    /// second turn and some without a picture; then reinforcement of whole answers, of each object's tokens by what that
    /// object did, at last compared with other objects' tokens.
    ///
    /// Rates are low for so small a model: at 1e-3 what `AddingWeights` plants is soon gone, and reinforcement at 5e-5
    /// and more does greedy answers more harm by its noise than good.
    ///
    /// - Throws: never, unless a setting is renamed and this is not.
    static func standard() throws -> TrainingRecipe {
        try TrainingRecipe(
            name: "default",
            [
                ("adding", lessons(drill("adding"), steps: 300, rate: 2e-4, warmup: 30)),
                ("sums", lessons(drill("sums"), steps: 600, rate: 4e-4)),
                ("few", lessons(rooms(1, 3, seed: 1), steps: 400, rate: 5e-4, tokens: 1000)),
                ("some", lessons(rooms(1, 6, seed: 2), steps: 700, rate: 5e-4, tokens: 1600)),
                ("many", lessons(rooms(1, 12, seed: 3), steps: 500, rate: 5e-4, tokens: 3000, secondTurns: 0.25)),
                (
                    "settling",
                    lessons(
                        rooms(1, 10, seed: 7), steps: 700, rate: 7e-4, tokens: 2000, secondTurns: 0.4, pictures: 0.85,
                        decays: true)
                ),
                ("answers", reinforcement(rooms(2, 7, seed: 8), steps: 100, evaluation: 25)),
                ("sharpening", reinforcement(rooms(2, 7, seed: 9), steps: 60, evaluation: 60, isCentred: true)),
            ])
    }

    private static func drill(_ name: String) -> (String, JSONValue) { ("dataset", [name: ["seed": 0]]) }

    private static func rooms(_ fewest: Int, _ most: Int, seed: Int) -> (String, JSONValue) {
        ("rooms", ["synthetic": ["objects": [.integer(fewest), .integer(most)], "seed": .integer(seed)]])
    }

    /// A stage of supervised learning: answers with their facts, all tokens scored.
    /// - Parameters:
    ///   - secondTurns: how many of the rooms are met in their second turn.
    ///   - pictures: how many are shown.
    ///   - decays: whether the rate falls to a twentieth.
    private static func lessons(
        _ source: (String, JSONValue), steps: Int, rate: Double, warmup: Int = 20, tokens: Int? = nil,
        secondTurns: Double = 0, pictures: Double = 1, decays: Bool = false
    ) -> JSONValue {
        var settings = JSONObject(members: [source])
        settings["algorithm"] = "sft"
        settings["steps"] = .integer(steps)
        settings["prompts_per_step"] = 8
        if secondTurns > 0 { settings["turns"] = ["count": 2, "share": .number(secondTurns)] }
        settings["optimizer"] = [
            "learning_rate": .number(rate), "warmup_steps": .integer(warmup),
            "schedule": decays ? "cosine" : "constant", "final_fraction": decays ? 0.05 : 0.1,
        ]
        settings["sampling"] =
            tokens.map {
                ["decoding": "free", "facts": "sums", "maximum_tokens": .integer($0), "pictures": .number(pictures)]
            } ?? ["decoding": "free"]
        settings["evaluation"] = ["rooms": 32, "samples": 0, "every": 200]
        settings["checkpoints"] = ["every": 100]
        settings["adaptation"] = ["precision": "bf16"]
        return .object(settings)
    }

    /// A stage of 3D-SPO in free decoding, with the embedded judge in the reward and many answers a step: at rates at which
    /// anything is learnt, the noise of few costs more than that. The last steps at falling rates bring most of it.
    /// - Parameters:
    ///   - evaluation: how many steps lie between two evaluations.
    ///   - isCentred: whether coordinates are compared with coordinates.
    private static func reinforcement(
        _ source: (String, JSONValue), steps: Int, evaluation: Int, isCentred: Bool = false
    ) -> JSONValue {
        var settings = JSONObject(members: [source])
        settings["algorithm"] = "3d_spo"
        settings["steps"] = .integer(steps)
        settings["prompts_per_step"] = 16
        settings["optimizer"] = [
            "learning_rate": 3e-5, "warmup_steps": 5, "schedule": "linear", "final_fraction": 0,
        ]
        settings["kl"] = ["coefficient": 0]
        settings["entropy_coefficient"] = 0
        settings["reward"] = ["judge": ["kind": "embedded", "grading": "fine"]]
        settings["sampling"] = ["decoding": "free", "facts": "sums", "maximum_tokens": 1200]
        settings["micro_batch_tokens"] = 8192
        if isCentred { settings["spatial"] = ["centred": true] }
        settings["evaluation"] = ["rooms": 96, "samples": 1, "every": .integer(evaluation)]
        settings["checkpoints"] = ["every": 10]
        settings["adaptation"] = ["precision": "bf16"]
        return .object(settings)
    }
}
