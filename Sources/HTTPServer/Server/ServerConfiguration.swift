/// How a server listens and how much it lets a client take.
public struct ServerConfiguration: Sendable, Hashable {
    /// The name or address to listen on.
    public var host: String
    /// The port; 0 takes any free one.
    public var port: Int
    /// How many connections the system holds before they are accepted.
    public var backlog: Int
    /// The most connections at once; further ones wait in the backlog, and idle ones
    /// are closed after a second meanwhile. The process's limit on descriptors may
    /// lower it, see `ulimit -n`.
    public var maximumConnections: Int
    /// The number of serial queues that share the connections.
    public var eventLoops: Int
    /// The bounds on heads and chunk lines.
    public var limits: RequestLimits
    /// The most body bytes a handler gets unless it asks for another limit.
    public var maximumBodyBytes: Int
    /// The most unread body bytes that are read and dropped to keep a connection alive.
    public var drainBytes: Int
    /// The longest a whole head may take, from its first byte.
    public var headTimeout: Duration
    /// The longest a body may pause.
    public var bodyTimeout: Duration
    /// The longest a connection may wait for its next request, or its first.
    public var keepAliveTimeout: Duration
    /// The longest a client may take nothing of a response.
    public var writeTimeout: Duration
    /// How long a refused client's bytes are still dropped, so that the refusal reaches it.
    public var lingerTimeout: Duration

    /// Every bound has a default that suits a service with JSON bodies and pictures.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, backlog: Int = 1024, maximumConnections: Int = 4096,
        eventLoops: Int = 2, limits: RequestLimits = RequestLimits(), maximumBodyBytes: Int = 16 << 20,
        drainBytes: Int = 256 << 10, headTimeout: Duration = .seconds(15),
        bodyTimeout: Duration = .seconds(30), keepAliveTimeout: Duration = .seconds(75),
        writeTimeout: Duration = .seconds(30), lingerTimeout: Duration = .seconds(2)
    ) {
        self.host = host
        self.port = port
        self.backlog = backlog
        self.maximumConnections = maximumConnections
        self.eventLoops = eventLoops
        self.limits = limits
        self.maximumBodyBytes = maximumBodyBytes
        self.drainBytes = drainBytes
        self.headTimeout = headTimeout
        self.bodyTimeout = bodyTimeout
        self.keepAliveTimeout = keepAliveTimeout
        self.writeTimeout = writeTimeout
        self.lingerTimeout = lingerTimeout
    }

    /// How often deadlines are looked at: an eighth of the shortest timeout, between 5 ms and 1 s.
    var sweepInterval: Duration {
        let shortest = [headTimeout, bodyTimeout, keepAliveTimeout, writeTimeout, lingerTimeout].min()
        return min(max((shortest ?? .seconds(8)) / 8, .milliseconds(5)), .seconds(1))
    }
}
