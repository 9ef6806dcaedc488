/// Sends events to one client.
public struct EventSink: Sendable {
    private let writer: ResponseWriter

    init(writer: ResponseWriter) {
        self.writer = writer
    }

    /// Sends an event and waits until the socket has taken it.
    ///
    /// - Throws: ``ResponseWriterError`` when the client is gone.
    public func send(_ event: ServerSentEvent) async throws {
        try await writer.write(event.frame)
    }

    /// Sends an event made of its parts.
    public func send(name: String? = nil, id: String? = nil, data: String) async throws {
        try await send(ServerSentEvent(name: name, id: id, data: data))
    }

    /// Sends a comment, which clients ignore.
    func sendComment(_ text: String) async throws {
        try await writer.write(": \(text)\n\n")
    }
}
