/// Where an OpenAI-compatible server is and what may be spent on it.
public struct OpenAIEndpoint: Sendable {
    /// Why no server can be asked: what is missing or makes no sense.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The reason.
        public let description: String

        init(_ description: String) { self.description = description }
    }

    /// The address below which `chat/completions` and `embeddings` lie, such as `https://api.openai.com/v1`.
    public var address: String
    /// The model's name there.
    public var model: String
    /// The key, which is sent and never shown; nil where none is needed.
    public var key: SecretKey?
    /// Seconds until a call is given up.
    public var timeout = 60.0
    /// How often, and how soon, a call that failed is made again.
    public var retries = RetryPlan()
    /// The most calls, and the most tokens as the server counts them, in this process; nil: no end.
    public var maximumCalls: Int?
    public var maximumTokens: Int?
    /// Calls at the same time.
    public var maximumConcurrent = 8
    /// How many answers are remembered.
    public var cacheLimit = 10_000

    /// A server at an address.
    /// - Throws: `Fault` for an address that is none.
    public init(address: String, model: String, key: SecretKey? = nil) throws(Fault) {
        guard ["http://", "https://"].contains(where: address.hasPrefix),
            address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { throw Fault("its address must begin with http:// or https://") }
        self.address = String(address.reversed().drop { $0 == "/" }.reversed())
        self.model = model
        self.key = key
    }

    /// The server that environment variables name: `PREFIX_MODEL`, and where they are given `PREFIX_URL`
    /// (`https://api.openai.com/v1`), `PREFIX_API_KEY`, `PREFIX_TIMEOUT` in seconds, `PREFIX_MAXIMUM_CALLS` and
    /// `PREFIX_MAXIMUM_TOKENS`.
    /// - Throws: `Fault` naming the variable that is missing or makes no sense.
    public init(environment: [String: String], prefix: String) throws(Fault) {
        func variable(_ name: String) -> String? {
            environment["\(prefix)_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
        }
        func count(_ name: String) throws(Fault) -> Int? {
            guard let text = variable(name) else { return nil }
            guard let number = Int(text), number > 0 else {
                throw Fault("\(prefix)_\(name) must be a whole number above 0")
            }
            return number
        }
        guard let model = variable("MODEL") else { throw Fault("\(prefix)_MODEL is not set") }
        try self.init(
            address: variable("URL") ?? "https://api.openai.com/v1", model: model,
            key: try variable("API_KEY").map { text throws(Fault) in try SecretKey(text) })
        if let seconds = try count("TIMEOUT") { timeout = Double(seconds) }
        maximumCalls = try count("MAXIMUM_CALLS")
        maximumTokens = try count("MAXIMUM_TOKENS")
    }
}
