import JSON
import Planning

/// The settings that the runs of a sweep differ in.
enum SweepSpace: Hashable, Sendable {
    /// A setting and the values that it takes.
    struct Axis: Hashable, Sendable {
        var path: SettingPath
        var values: [JSONValue]
    }

    /// A setting and what it is drawn from.
    struct Draw: Hashable, Sendable {
        var path: SettingPath
        var range: SettingRange
    }

    /// A setting with its value in one run.
    struct Setting: Hashable, Sendable {
        var path: SettingPath
        var value: JSONValue
    }

    /// Every combination of the listed values, the last setting changing fastest.
    case grid([Axis])
    /// Independent draws.
    case random([Draw], runs: Int, seed: Int)

    /// The most runs of one sweep.
    static let maximumRuns = 64

    /// The settings of each run.
    var runs: [[Setting]] {
        switch self {
        case .grid(let axes):
            return axes.reduce([[]]) { runs, axis in
                runs.flatMap { run in axis.values.map { run + [Setting(path: axis.path, value: $0)] } }
            }
        case .random(let draws, let count, let seed):
            var generator = SeededGenerator(seed: UInt64(seed))
            return (0..<count).map { _ in
                draws.map { Setting(path: $0.path, value: $0.range.draw(&generator)) }
            }
        }
    }

    /// The members of a sweep's document.
    var members: [(String, JSONValue)] {
        switch self {
        case .grid(let axes):
            [("grid", .object(JSONObject(members: axes.map { ($0.path.text, .array($0.values)) })))]
        case .random(let draws, let runs, let seed):
            [
                ("random", .object(JSONObject(members: draws.map { ($0.path.text, $0.range.json) }))),
                ("runs", .integer(runs)), ("seed", .integer(seed)),
            ]
        }
    }
}

extension SweepSpace {
    /// Reads `grid`, or `random` with `runs` and `seed`.
    init(json cursor: JSONCursor) throws {
        let (grid, random) = (cursor["grid"], cursor["random"])
        guard grid.isAbsent != random.isAbsent else {
            throw cursor.fault("must have either 'grid' or 'random'")
        }
        if let random = random.ifPresent {
            let draws = try random.object().keys.map { name in
                Draw(path: try SettingPath(name, in: random), range: try SettingRange(json: random[name]))
            }
            guard !draws.isEmpty else { throw random.fault("names no setting") }
            self = .random(
                draws, runs: try cursor["runs"].ifPresent?.integer(in: 1...Self.maximumRuns) ?? 8,
                seed: try cursor["seed"].ifPresent?.integer(in: 0...Int(Int32.max)) ?? 0)
            return
        }
        for name in ["runs", "seed"] where !cursor[name].isAbsent {
            throw cursor[name].fault("is for 'random'; a grid has a run for every combination")
        }
        var count = 1
        let axes = try grid.object().keys.map { name in
            let values = try grid[name].array(maximumCount: Self.maximumRuns)
            guard !values.isEmpty else { throw grid[name].fault("has no values") }
            count *= values.count
            guard count <= Self.maximumRuns else {
                throw grid.fault("has more than \(Self.maximumRuns) combinations")
            }
            return Axis(path: try SettingPath(name, in: grid), values: values.map { $0.value ?? .null })
        }
        guard !axes.isEmpty else { throw grid.fault("names no setting") }
        self = .grid(axes)
    }
}
