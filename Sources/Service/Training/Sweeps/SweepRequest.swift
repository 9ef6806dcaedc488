import JSON

/// The body of `POST /training/sweeps`.
struct SweepRequest: Hashable, Sendable {
    /// What all runs have in common: the body of `POST /training/jobs`.
    var configuration: JSONValue
    var space: SweepSpace
    /// The metric that runs are compared by, as it is named in their rows.
    var metric: String
    /// Whether less is better.
    var isMinimized: Bool
    /// Nil lets every run go to its end.
    var halving: SuccessiveHalving?

    /// Reads a request.
    /// - Throws: `JSONFormError` with all faults.
    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        _ = try cursor.object()
        try reader.check {
            try cursor.allowOnly([
                "configuration", "grid", "random", "runs", "seed", "metric", "goal", "halving",
            ])
        }
        configuration = cursor["configuration"].ifPresent?.value ?? [:]
        try reader.check { _ = try cursor["configuration"].ifPresent?.object() }
        space = try reader.read(or: .grid([])) { try SweepSpace(json: cursor) }
        metric = try reader.read(or: "") {
            guard let name = cursor["metric"].ifPresent else { return "reward" }
            let text = try name.string()
            guard (1...128).contains(text.utf8.count) else { throw name.fault("must have 1 to 128 bytes") }
            return text
        }
        isMinimized = try reader.read(or: false) {
            try cursor["goal"].ifPresent?.choice(Goal.self) == .minimize
        }
        halving = try reader.read(or: nil) { try cursor["halving"].ifPresent.map(Self.halving) }
        try reader.finish()
    }

    private enum Goal: String, CaseIterable {
        case maximize, minimize
    }

    private static func halving(_ cursor: JSONCursor) throws -> SuccessiveHalving {
        try cursor.allowOnly(["factor", "minimum_steps"])
        return SuccessiveHalving(
            factor: try cursor["factor"].ifPresent?.integer(in: 2...16) ?? 3,
            minimumSteps: try cursor["minimum_steps"].ifPresent?.integer(in: 1...1_000_000) ?? 10)
    }

    /// The request with every default filled in; reading it gives an equal one.
    var json: JSONValue {
        let halving: JSONValue =
            halving.map { ["factor": .integer($0.factor), "minimum_steps": .integer($0.minimumSteps)] } ?? .null
        return .object(
            JSONObject(
                members: [("configuration", configuration)] + space.members + [
                    ("metric", .string(metric)), ("goal", .string(isMinimized ? "minimize" : "maximize")),
                    ("halving", halving),
                ]))
    }

    /// The configuration of each run. With halving, checkpoints stand where runs are compared.
    var configurations: [(settings: [SweepSpace.Setting], configuration: JSONValue)] {
        space.runs.map { settings in
            var whole = settings.reduce(configuration) { $1.path.set($1.value, in: $0) }
            if let halving {
                let path = ["checkpoints", "every"]
                let wanted = whole[path[0]]?[path[1]]?.integerValue ?? halving.minimumSteps
                // Every rung ends at a multiple of the first.
                let every = wanted > 0 && halving.minimumSteps % wanted == 0 ? wanted : halving.minimumSteps
                whole = SettingPath(keys: path).set(.integer(every), in: whole)
            }
            return (settings, whole)
        }
    }
}
