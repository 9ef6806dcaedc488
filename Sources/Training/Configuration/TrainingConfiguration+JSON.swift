import JSON

extension TrainingConfiguration {
    private static let keys: Set<String> = [
        "model", "algorithm", "rooms", "dataset", "steps", "group_size", "prompts_per_step", "epochs",
        "mini_batches", "micro_batch_tokens", "optimizer", "clip", "kl", "entropy_coefficient",
        "negative_advantages", "loss_aggregation", "discount", "critic", "dynamic_sampling", "spatial", "overlong",
        "sampling", "turns", "reward", "adaptation", "evaluation", "checkpoints", "maximum_unreadable_rows", "seed",
    ]

    /// Reads a configuration; what is not said has the algorithm's defaults.
    /// - Throws: `JSONFormError` with every fault, each naming its field.
    public init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        _ = try cursor.object()
        try reader.check { try cursor.allowOnly(Self.keys) }
        let algorithm = try reader.read(or: .grpo) {
            try cursor["algorithm"].ifPresent?.choice(TrainingAlgorithm.self) ?? .grpo
        }
        self.init(algorithm: algorithm)
        try reader.check { model = try cursor["model"].ifPresent?.string() }
        try reader.check { source = try TrainingSource(json: cursor, algorithm: algorithm) }
        try readCounts(cursor, &reader)
        try readSettings(cursor, &reader)
        try reader.check { try checkTogether(cursor) }
        try reader.finish()
    }

    private mutating func readCounts(_ cursor: JSONCursor, _ reader: inout JSONFormReader) throws {
        func count(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
            try cursor[name].ifPresent?.integer(in: range)
        }
        try reader.check { steps = try count("steps", 1...1_000_000) ?? steps }
        try reader.check { groupSize = try count("group_size", 1...256) ?? groupSize }
        try reader.check { promptsPerStep = try count("prompts_per_step", 1...1024) ?? promptsPerStep }
        try reader.check { epochs = try count("epochs", 1...100) ?? epochs }
        try reader.check { miniBatches = try count("mini_batches", 1...1024) ?? miniBatches }
        try reader.check {
            microBatchTokens = try count("micro_batch_tokens", 64...1_048_576) ?? microBatchTokens
        }
        try reader.check { seed = try count("seed", Limits.seeds) ?? seed }
    }

    private mutating func readSettings(_ cursor: JSONCursor, _ reader: inout JSONFormReader) throws {
        func number(_ name: String, _ range: ClosedRange<Double>) throws -> Double? {
            try cursor[name].ifPresent?.double(in: range)
        }
        func settings<Settings>(
            _ name: String, _ value: inout Settings, _ read: (JSONCursor) throws -> Settings
        ) throws {
            if let cursor = cursor[name].ifPresent { value = try read(cursor) }
        }
        try reader.check { try settings("optimizer", &optimizer, OptimizerSettings.init(json:)) }
        let (clipDefaults, klDefaults) = (clip, kl)
        try reader.check { try settings("clip", &clip) { try ClipSettings(json: $0, defaults: clipDefaults) } }
        try reader.check { try settings("kl", &kl) { try KLSettings(json: $0, defaults: klDefaults) } }
        try reader.check {
            entropyCoefficient = try number("entropy_coefficient", -100...100) ?? entropyCoefficient
        }
        try reader.check {
            negativeAdvantages = try number("negative_advantages", 0...10) ?? negativeAdvantages
        }
        try reader.check {
            try settings("loss_aggregation", &lossAggregation) { try $0.choice(LossAggregation.self) }
        }
        try reader.check { discount = try number("discount", 0...1) ?? discount }
        try reader.check { try settings("critic", &critic, CriticSettings.init(json:)) }
        try reader.check {
            try settings("dynamic_sampling", &dynamicSampling, DynamicSamplingSettings.init(json:))
        }
        try reader.check { try settings("spatial", &spatial, SpatialSettings.init(json:)) }
        try reader.check {
            let overlong = cursor["overlong"]
            if overlong.value == .null {
                self.overlong = nil
            } else if let overlong = overlong.ifPresent {
                self.overlong = try OverlongSettings(json: overlong)
            }
        }
        try reader.check { try settings("sampling", &sampling, SamplingSettings.init(json:)) }
        try reader.check { try settings("turns", &turns, TurnSettings.init(json:)) }
        try reader.check { try settings("reward", &reward, RewardSettings.init(json:)) }
        try reader.check { try settings("adaptation", &adaptation, AdaptationSettings.init(json:)) }
        try reader.check { try settings("evaluation", &evaluation, EvaluationSettings.init(json:)) }
        try reader.check { try settings("checkpoints", &checkpoints, CheckpointSettings.init(json:)) }
        try reader.check {
            maximumUnreadableRows = try number("maximum_unreadable_rows", 0...1) ?? maximumUnreadableRows
        }
    }

    /// What is sound field by field but not together.
    private func checkTogether(_ cursor: JSONCursor) throws {
        if algorithm.comparesWithinGroup, groupSize < 2 {
            throw cursor["group_size"].fault(
                "must be at least 2 with '\(algorithm.rawValue)', which compares the answers of a group")
        }
        if algorithm.isReinforcement, miniBatches > rolloutsPerStep {
            throw cursor["mini_batches"].fault("exceeds the \(rolloutsPerStep) answers of a step")
        }
        if algorithm == .sft, miniBatches > promptsPerStep {
            throw cursor["mini_batches"].fault("exceeds the \(promptsPerStep) rows of a step")
        }
        if optimizer.warmupSteps > steps {
            throw cursor["optimizer"]["warmup_steps"].fault("exceeds the \(steps) steps")
        }
        if dynamicSampling.isOn, !algorithm.comparesWithinGroup {
            throw cursor["dynamic_sampling"].fault("is for algorithms that compare the answers of a group")
        }
        if turns.credit == .turn, algorithm == .remax {
            throw cursor["turns"]["credit"].fault(
                "cannot be 'turn' with 'remax', whose baseline is a whole greedy answer")
        }
        if case .rooms(let scenes) = source, evaluation.rooms >= scenes.count, scenes.count > 0, evaluation.rooms > 0,
            !cursor["evaluation"]["rooms"].isAbsent
        {
            throw cursor["evaluation"]["rooms"].fault(
                "leaves no room of \(scenes.count) to train on: held-out rooms are taken from those given")
        }
    }

    /// The whole configuration, defaults included: what a run keeps beside its checkpoints. Reading it gives an
    /// equal configuration.
    public var json: JSONValue {
        let source = source.json
        return .object(
            JSONObject(members: [
                ("model", model.map(JSONValue.string) ?? .null), ("algorithm", .string(algorithm.rawValue)),
                (source.key, source.value), ("steps", .integer(steps)), ("group_size", .integer(groupSize)),
                ("prompts_per_step", .integer(promptsPerStep)), ("epochs", .integer(epochs)),
                ("mini_batches", .integer(miniBatches)), ("micro_batch_tokens", .integer(microBatchTokens)),
                ("optimizer", optimizer.json), ("clip", clip.json), ("kl", kl.json),
                ("entropy_coefficient", .number(entropyCoefficient)),
                ("negative_advantages", .number(negativeAdvantages)),
                ("loss_aggregation", .string(lossAggregation.rawValue)), ("discount", .number(discount)),
                ("critic", critic.json), ("dynamic_sampling", dynamicSampling.json),
                ("spatial", spatial.json),
                ("overlong", overlong?.json ?? .null), ("sampling", sampling.json), ("turns", turns.json),
                ("reward", reward.json), ("adaptation", adaptation.json), ("evaluation", evaluation.json),
                ("checkpoints", checkpoints.json),
                ("maximum_unreadable_rows", .number(maximumUnreadableRows)), ("seed", .integer(seed)),
            ]))
    }
}
