import Rewards

/// What was spent on a judge, and what it said already.
actor JudgeLedger {
    private let configuration: OpenAIJudgeConfiguration
    private(set) var calls = 0
    private(set) var tokens = 0
    private var judgements: [String: Judgement] = [:]
    /// Keys by age, the oldest first.
    private var ages: [String] = []
    private var running: [String: Task<Judgement, any Error>] = [:]

    init(_ configuration: OpenAIJudgeConfiguration) { self.configuration = configuration }

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
        guard configuration.cacheLimit > 0, judgements.updateValue(judgement, forKey: key) == nil else { return }
        ages.append(key)
        if ages.count > configuration.cacheLimit {
            // A tenth at once, so that a full cache is not moved at each step.
            let old = ages.prefix(max(1, configuration.cacheLimit / 10))
            for key in old { judgements[key] = nil }
            ages.removeFirst(old.count)
        }
    }

    /// Counts a call that is about to be made.
    /// - Throws: `JudgeError.budgetSpent`.
    func takeCall() throws(JudgeError) {
        if let limit = configuration.maximumCalls, calls >= limit { throw .budgetSpent("\(limit) calls") }
        if let limit = configuration.maximumTokens, tokens >= limit { throw .budgetSpent("\(limit) tokens") }
        calls += 1
    }

    /// Counts what a call took.
    func spend(tokens count: Int) { tokens += max(0, count) }
}
