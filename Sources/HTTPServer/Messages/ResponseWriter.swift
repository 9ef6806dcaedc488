/// Writes the body of a streamed response.
public struct ResponseWriter: Sendable {
    package let sink: any ResponseSink

    package init(sink: any ResponseSink) {
        self.sink = sink
    }

    /// Writes some bytes and waits until the socket has taken them.
    ///
    /// Writes from several tasks do not mix; each is whole.
    ///
    /// - Throws: ``ResponseWriterError`` when the client is gone or stalls, or when more is written than was declared.
    public func write(_ bytes: [UInt8]) async throws {
        try await sink.write(bytes)
    }

    /// Writes text in UTF-8.
    public func write(_ text: String) async throws {
        try await sink.write(Array(text.utf8))
    }

    /// Sends the head if nothing has been written yet.
    public func flush() async throws {
        try await sink.flush()
    }
}

/// Why a response's body cannot be written any further.
public enum ResponseWriterError: Error, Hashable {
    /// The client has closed the connection, or the connection broke.
    case disconnected
    /// The client has taken nothing for the configuration's write timeout.
    case stalled
    /// More bytes were written than the declared length.
    case tooManyBytes(declared: Int)
    /// Fewer bytes were written than the declared length.
    case tooFewBytes(declared: Int, written: Int)
    /// The response was already finished.
    case finished
}

/// Where a ``ResponseWriter``'s bytes go.
package protocol ResponseSink: Sendable {
    func write(_ bytes: [UInt8]) async throws
    func flush() async throws
}

/// Keeps what is written.
actor MemorySink: ResponseSink {
    private(set) var bytes: [UInt8] = []

    func write(_ bytes: [UInt8]) { self.bytes += bytes }
    func flush() {}
}
