/// Where a step's time goes.
struct StepClock {
    private let start = ContinuousClock.now
    private var phases: [(name: String, time: Duration)] = []

    mutating func measure<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer { add(name, .now - start) }
        return try work()
    }

    mutating func measure<Result>(
        _ name: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
    ) async rethrows -> Result {
        let start = ContinuousClock.now
        let result = try await work()
        add(name, .now - start)
        return result
    }

    private mutating func add(_ name: String, _ time: Duration) {
        if let place = phases.firstIndex(where: { $0.name == name }) {
            phases[place].time += time
        } else {
            phases.append((name, time))
        }
    }

    /// `step_time`, `time/<phase>` in seconds, `tokens_per_second`.
    func metrics(tokens: Int) -> [MetricRow.Metric] {
        let total = Self.seconds(.now - start)
        return [.init("step_time", total), .init("tokens_per_second", Double(tokens) / max(total, 1e-9))]
            + phases.map { .init("time/\($0.name)", Self.seconds($0.time)) }
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
