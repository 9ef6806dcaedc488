import JSON

extension TrainingRecipe {
    /// How the default model was made, from the untrained one: drills in adding and in sums, then worked answers to
    /// rooms of more and more objects with small ones kept in the mix, the last of them at falling rates, many in their
    /// second turn, some without a picture and half with made-up names; then reinforcement of each object's tokens by what
    /// that object did, in three runs whose rates each fall to nothing.
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
                        rooms(1, 10, seed: 7), steps: 700, rate: 7e-4, finalFraction: 0.05, tokens: 2000,
                        secondTurns: 0.4, pictures: 0.85)
                ),
                (
                    "naming",
                    lessons(
                        rooms(1, 9, seed: 10, madeUpNames: 0.5), steps: 600, rate: 6e-4, finalFraction: 0.04,
                        tokens: 2000, secondTurns: 0.4, pictures: 0.85)
                ),
                (
                    "revising",
                    lessons(
                        rooms(1, 9, seed: 11, madeUpNames: 0.5), steps: 600, rate: 5e-4, finalFraction: 0.04,
                        tokens: 2000, secondTurns: 0.5, pictures: 0.85)
                ),
                ("answers", reinforcement(rooms(2, 7, seed: 8), steps: 40)),
                ("practising", reinforcement(rooms(2, 7, seed: 9), steps: 100)),
                ("sharpening", reinforcement(rooms(2, 7, seed: 13), steps: 60)),
            ])
    }

    private static func drill(_ name: String) -> (String, JSONValue) { ("dataset", [name: ["seed": 0]]) }

    private static func rooms(
        _ fewest: Int, _ most: Int, seed: Int, madeUpNames: Double = 0
    ) -> (String, JSONValue) {
        (
            "rooms",
            [
                "synthetic": [
                    "objects": [.integer(fewest), .integer(most)], "seed": .integer(seed),
                    "made_up_names": .number(madeUpNames),
                ]
            ]
        )
    }

    /// A stage of supervised learning: answers with their facts, all tokens scored.
    /// - Parameters:
    ///   - secondTurns: how many of the rooms are met in their second turn.
    ///   - pictures: how many are shown.
    ///   - finalFraction: to which part of it the rate falls; nil: it stays.
    private static func lessons(
        _ source: (String, JSONValue), steps: Int, rate: Double, finalFraction: Double? = nil, warmup: Int = 20,
        tokens: Int? = nil, secondTurns: Double = 0, pictures: Double = 1
    ) -> JSONValue {
        var settings = JSONObject(members: [source])
        settings["algorithm"] = "sft"
        settings["steps"] = .integer(steps)
        settings["prompts_per_step"] = 8
        if secondTurns > 0 { settings["turns"] = ["count": 2, "share": .number(secondTurns)] }
        settings["optimizer"] = [
            "learning_rate": .number(rate), "warmup_steps": .integer(warmup),
            "schedule": finalFraction == nil ? "constant" : "cosine", "final_fraction": .number(finalFraction ?? 0.1),
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
    /// anything is learnt, the noise of few costs more than that. Each turn is credited with what it adds, and coordinates
    /// are compared with coordinates.
    private static func reinforcement(_ source: (String, JSONValue), steps: Int) -> JSONValue {
        var settings = JSONObject(members: [source])
        settings["algorithm"] = "3d_spo"
        settings["steps"] = .integer(steps)
        settings["prompts_per_step"] = 8
        settings["turns"] = ["count": 2, "credit": "turn"]
        settings["spatial"] = ["centred": true]
        settings["optimizer"] = [
            "learning_rate": 4e-5, "warmup_steps": 5, "schedule": "linear", "final_fraction": 0,
        ]
        settings["kl"] = ["coefficient": 0]
        settings["entropy_coefficient"] = 0
        settings["reward"] = ["judge": ["kind": "embedded", "grading": "fine"]]
        settings["sampling"] = ["decoding": "free", "facts": "sums", "maximum_tokens": 1200]
        settings["micro_batch_tokens"] = 8192
        settings["evaluation"] = ["rooms": 96, "samples": 1, "every": .integer(steps)]
        settings["checkpoints"] = ["every": 10]
        settings["adaptation"] = ["precision": "bf16"]
        return .object(settings)
    }
}
