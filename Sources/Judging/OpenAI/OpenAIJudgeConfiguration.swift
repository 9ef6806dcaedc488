import Rewards

/// Where an OpenAI-compatible judge is and what may be spent on it.
public struct OpenAIJudgeConfiguration: Sendable {
    /// The address below which `chat/completions` lies, such as `https://api.openai.com/v1`.
    public var endpoint: String
    /// The model's name there.
    public var model: String
    /// The key, which is sent and never shown; nil where none is needed.
    public var key: JudgeKey?
    /// Seconds until a call is given up.
    public var timeout = 60.0
    /// How often a call that failed, or was answered by nonsense, is made in all.
    public var attempts = 4
    /// Seconds before the second attempt; each further wait is twice as long.
    public var firstDelay = 0.5
    /// The longest wait between attempts in seconds, also where the server asks for more.
    public var maximumDelay = 30.0
    /// The most calls, and the most tokens as the server counts them, in this process; nil: no end.
    public var maximumCalls: Int?
    public var maximumTokens: Int?
    /// Calls at the same time.
    public var maximumConcurrent = 8
    /// How many judgements are remembered.
    public var cacheLimit = 10_000

    /// A judge at an address.
    /// - Throws: `JudgeError.notSetUp` for an address that is none.
    public init(endpoint: String, model: String, key: JudgeKey? = nil) throws(JudgeError) {
        guard ["http://", "https://"].contains(where: endpoint.hasPrefix),
            endpoint.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { throw .notSetUp("its address must begin with http:// or https://") }
        self.endpoint = String(endpoint.reversed().drop { $0 == "/" }.reversed())
        self.model = model
        self.key = key
    }

    /// The judge that environment variables name: `METASPATIAL_JUDGE_MODEL`, and where they are given
    /// `METASPATIAL_JUDGE_URL` (`https://api.openai.com/v1`), `METASPATIAL_JUDGE_API_KEY`,
    /// `METASPATIAL_JUDGE_TIMEOUT` in seconds, `METASPATIAL_JUDGE_MAXIMUM_CALLS`, `METASPATIAL_JUDGE_MAXIMUM_TOKENS`.
    /// - Throws: `JudgeError.notSetUp` naming the variable that is missing or makes no sense.
    public init(environment: [String: String]) throws(JudgeError) {
        func variable(_ name: String) -> String? {
            environment["METASPATIAL_JUDGE_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
        }
        func count(_ name: String) throws(JudgeError) -> Int? {
            guard let text = variable(name) else { return nil }
            guard let number = Int(text), number > 0 else {
                throw .notSetUp("METASPATIAL_JUDGE_\(name) must be a whole number above 0")
            }
            return number
        }
        guard let model = variable("MODEL") else { throw .notSetUp("METASPATIAL_JUDGE_MODEL is not set") }
        try self.init(
            endpoint: variable("URL") ?? "https://api.openai.com/v1", model: model,
            key: try variable("API_KEY").map { text throws(JudgeError) in try JudgeKey(text) })
        if let seconds = try count("TIMEOUT") { timeout = Double(seconds) }
        maximumCalls = try count("MAXIMUM_CALLS")
        maximumTokens = try count("MAXIMUM_TOKENS")
    }
}
