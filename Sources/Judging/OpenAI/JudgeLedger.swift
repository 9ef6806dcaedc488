import Rewards

/// What a judge said already.
actor JudgeLedger {
    /// How many judgements are remembered.
    private let limit: Int
    private var judgements: [String: Judgement] = [:]
    /// Keys by age, the oldest first.
    private var ages: [String] = []
    private var running: [String: Task<Judgement, any Error>] = [:]

    init(limit: Int) { self.limit = limit }

    /// What was said about a picture, or what `ask` brings now. Who asks the same at the same time waits for the same
    /// answer.
    /// - Throws: what `ask` throws; `CancellationError`.
    func judgement(
        for key: String, ask: @escaping @Sendable () async throws -> Judgement
    ) async throws -> Judgement {
        while true {
            if let known = judgements[key] { return known }
            let task = running[key] ?? Task { try await ask() }
            running[key] = task
            do {
                let judgement = try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                }
                end(task, key)
                keep(judgement, key)
                return judgement
            } catch {
                end(task, key)
                // Another who waited has left and ended the call: it is made anew.
                guard error is CancellationError, !Task.isCancelled else { throw error }
            }
        }
    }

    private func end(_ task: Task<Judgement, any Error>, _ key: String) {
        if running[key] == task { running[key] = nil }
    }

    private func keep(_ judgement: Judgement, _ key: String) {
        guard limit > 0, judgements.updateValue(judgement, forKey: key) == nil else { return }
        ages.append(key)
        if ages.count > limit {
            // A tenth at once, so that a full cache is not moved at each step.
            let old = ages.prefix(max(1, limit / 10))
            for key in old { judgements[key] = nil }
            ages.removeFirst(old.count)
        }
    }
}
