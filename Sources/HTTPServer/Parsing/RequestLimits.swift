/// How much of a request's framing a server is willing to hold.
public struct RequestLimits: Sendable, Hashable {
    /// The longest request line, without its line end; longer answers 414.
    public var requestLineBytes: Int
    /// All field lines of one head together, with their line ends; more answers 431. Trailers count alike.
    public var fieldBytes: Int
    /// The number of field lines of one head; more answers 431.
    public var fieldCount: Int
    /// The longest chunk-size line with its extensions; longer answers 400.
    public var chunkLineBytes: Int

    /// The customary limits unless told otherwise.
    public init(
        requestLineBytes: Int = 8 * 1024, fieldBytes: Int = 32 * 1024, fieldCount: Int = 100,
        chunkLineBytes: Int = 1024
    ) {
        self.requestLineBytes = requestLineBytes
        self.fieldBytes = fieldBytes
        self.fieldCount = fieldCount
        self.chunkLineBytes = chunkLineBytes
    }
}
