/// How often, and how soon, a call that failed is made again.
public struct RetryPlan: Sendable, Hashable {
    /// How often a call is made in all.
    public var attempts = 4
    /// Seconds before the second attempt; each further wait is twice as long.
    public var firstDelay = 0.5
    /// The longest wait between attempts in seconds, also where the server asks for more.
    public var maximumDelay = 30.0

    /// The usual plan.
    public init() {}

    /// What came of an attempt.
    package enum Outcome<Value> {
        case done(Value)
        /// It failed in a way that may pass.
        case failed(any Error, wait: Wait)
    }

    /// How long to wait before the next attempt.
    package enum Wait {
        case none
        /// What the plan says, and no less than so many seconds.
        case usual(atLeast: Double = 0)
    }

    /// Makes attempts until one succeeds.
    /// - Throws: what the last attempt failed with; what an attempt throws, at once; `CancellationError`.
    package func run<Value>(_ attempt: () async throws -> Outcome<Value>) async throws -> Value {
        var number = 0
        while true {
            switch try await attempt() {
            case .done(let value): return value
            case .failed(let failure, let wait):
                number += 1
                guard number < attempts else { throw failure }
                try await Task.sleep(for: .seconds(delay(wait, after: number)))
            }
        }
    }

    private func delay(_ wait: Wait, after number: Int) -> Double {
        guard case .usual(let least) = wait else { return 0 }
        // Some spread, so that many who failed together do not return together.
        let usual = firstDelay * Double(1 << min(number - 1, 20)) * Double.random(in: 0.75...1)
        return min(max(usual, least), maximumDelay)
    }
}
