public import HTTPTypes

extension ServerResponse {
    /// A stream of server-sent events, which ends when `produce` returns.
    ///
    /// The head goes out at once. When the client goes away, `produce` is cancelled.
    ///
    /// - Parameter keepAlive: how often a comment is sent, which keeps proxies from closing a quiet stream.
    public static func events(
        fields: HTTPFields = [:], keepAlive: Duration = .seconds(15),
        _ produce: @escaping @Sendable (EventSink) async throws -> Void
    ) -> ServerResponse {
        var response = ServerResponse(fields: fields)
        response.fields[.contentType] = "text/event-stream"
        response.fields[.cacheControl] = "no-store"
        response.body = .stream(contentLength: nil) { writer in
            try await writer.flush()
            let sink = EventSink(writer: writer)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await produce(sink) }
                group.addTask {
                    while true {
                        try await Task.sleep(for: keepAlive)
                        try await sink.sendComment("keep-alive")
                    }
                }
                // The producer's end, or the failure of either, ends both.
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        return response
    }
}
