import JSON

/// Measures the stages of a request for its `timings`.
struct Stopwatch: Sendable {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private(set) var stages: [(name: String, milliseconds: Double)] = []

    init() { start = clock.now }

    /// Milliseconds since the start.
    var total: Double { Self.milliseconds(clock.now - start) }

    /// Adds what `work` takes to a stage.
    mutating func measure<Result>(
        _ stage: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
    ) async rethrows -> Result {
        let begin = clock.now
        defer { add(stage, Self.milliseconds(clock.now - begin)) }
        return try await work()
    }

    private mutating func add(_ stage: String, _ milliseconds: Double) {
        if let index = stages.firstIndex(where: { $0.name == stage }) {
            stages[index].milliseconds += milliseconds
        } else {
            stages.append((stage, milliseconds))
        }
    }

    /// `{design_ms, model_ms, …, total_ms}`, rounded to microseconds.
    var json: JSONValue {
        let all = stages + [("total", total)]
        return .object(
            JSONObject(
                members: all.map { ("\($0.0)_ms", .number(($0.1 * 1000).rounded() / 1000)) }))
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return Double(parts.seconds) * 1000 + Double(parts.attoseconds) / 1e15
    }
}
