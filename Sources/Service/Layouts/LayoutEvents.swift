import HTTPServer
import JSON

/// The making of a layout as server-sent events.
enum LayoutEvents {
    /// Sends events until the last one.
    static func forward(_ events: AsyncStream<JobFeed.Event>, to sink: EventSink) async throws {
        for await event in events {
            try await send(event, to: sink)
            if event.isLast { return }
        }
    }

    static func send(_ event: JobFeed.Event, to sink: EventSink) async throws {
        let writer = JSONWriter()
        switch event {
        case .progress(let progress): try await sink.send(name: "progress", data: writer.string(progress.json))
        case .layout(let document): try await sink.send(name: "layout", data: writer.string(document))
        case .failed(let problem): try await sink.send(name: "error", data: writer.string(problem.json))
        }
    }
}
