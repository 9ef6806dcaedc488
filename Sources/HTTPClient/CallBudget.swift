/// What was spent on a server, and what may be.
package actor CallBudget {
    /// Nothing more may be spent.
    package struct Exhausted: Error, Hashable, Sendable {
        /// Of what: `20 calls`.
        package let limit: String
    }

    private let maximumCalls: Int?
    private let maximumTokens: Int?
    /// Calls made so far.
    package private(set) var calls = 0
    /// Tokens spent so far, as the server counts them.
    package private(set) var tokens = 0

    /// A budget of which nothing is spent; nil: no end.
    package init(maximumCalls: Int?, maximumTokens: Int?) {
        self.maximumCalls = maximumCalls
        self.maximumTokens = maximumTokens
    }

    /// Counts a call that is about to be made.
    package func takeCall() throws(Exhausted) {
        if let limit = maximumCalls, calls >= limit { throw Exhausted(limit: "\(limit) calls") }
        if let limit = maximumTokens, tokens >= limit { throw Exhausted(limit: "\(limit) tokens") }
        calls += 1
    }

    /// Counts what a call took.
    package func spend(tokens count: Int) { tokens += max(0, count) }
}
