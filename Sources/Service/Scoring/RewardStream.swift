import Foundation
import HTTPServer
import JSON
import Rewards
import Tensors

/// Scores items while they arrive and sends each result as soon as it and those before it are there.
///
/// Memory is bounded: no more is read while many lines are being scored or much waits to be taken by the client.
struct RewardStream: Sendable {
    let scoring: RewardScoring

    /// Where the items come from.
    enum Source: Sendable {
        /// A body of one item a line.
        case lines(RequestBody)
        /// Items that are here already.
        case forms([JSONCursor])
    }

    /// The most bytes of a line.
    static let maximumLineBytes = 4 << 20
    /// How many lines are scored by one thread at a go.
    private static let batch = 16
    /// How many batches may be on their way; a few a core keep all busy.
    private static let width = 4 * ProcessorCount.available
    /// Above this many bytes of results that the client has not taken, no more is read. A client may send a batch of
    /// usual size whole before it reads.
    private static let maximumWaitingBytes = 32 << 20

    private enum Event: Sendable {
        case read([UInt8]?, RequestBody.AsyncIterator)
        case scored(Int, [UInt8])
        case written
    }

    /// The response, whose body is made while it is sent.
    func response(_ source: Source) -> ServerResponse {
        var response = ServerResponse()
        response.fields[.contentType] = RewardRoutes.lines
        response.fields[.cacheControl] = "no-store"
        response.body = .stream(contentLength: nil) { writer in
            switch source {
            case .lines(let body): try await run(body, writer)
            case .forms(let forms): try await run(forms, writer)
            }
        }
        return response
    }

    private func run(_ forms: [JSONCursor], _ writer: ResponseWriter) async throws {
        try await writer.flush()
        for start in stride(from: 0, to: forms.count, by: Self.batch * Self.width) {
            let documents = try await scoring.documents(Array(forms[start...].prefix(Self.batch * Self.width)))
            let lines = documents.reduce(into: [UInt8]()) { $0 += JSONWriter().bytes($1) + [UInt8(ascii: "\n")] }
            try await writer.write(lines)
        }
    }

    private func run(_ body: RequestBody, _ writer: ResponseWriter) async throws {
        var body = body
        // A line is bounded; how many there are is not.
        body.limit = .max
        try await withThrowingTaskGroup(of: Event.self) { group in
            // The head goes out with the first result: once it has begun, a client that waits for `100 Continue` gets none.
            var progress = Progress()
            Self.read(body.makeAsyncIterator(), &group)
            progress.isReading = true
            var paused: RequestBody.AsyncIterator?
            while let event = try await group.next() {
                switch event {
                case .read(let bytes, let iterator):
                    progress.isReading = false
                    paused = bytes == nil ? nil : iterator
                    let lines = bytes.map { progress.splitter.take($0) } ?? progress.splitter.end().map { [$0] } ?? []
                    for batch in stride(from: 0, to: lines.count, by: Self.batch) {
                        score(Array(lines[batch...].prefix(Self.batch)), number: progress.begin(), &group)
                    }
                case .scored(let number, let results): progress.finish(number, results)
                case .written: progress.isWriting = false
                }
                if let results = progress.takeResults() {
                    group.addTask {
                        try await writer.write(results)
                        return .written
                    }
                }
                if let iterator = paused, !progress.isReading, progress.mayRead(Self.width, Self.maximumWaitingBytes) {
                    paused = nil
                    progress.isReading = true
                    Self.read(iterator, &group)
                }
            }
        }
    }

    private static func read(
        _ iterator: RequestBody.AsyncIterator, _ group: inout ThrowingTaskGroup<Event, any Error>
    ) {
        group.addTask {
            var iterator = iterator
            let bytes = try await iterator.next()
            return .read(bytes, iterator)
        }
    }

    private func score(
        _ lines: [LineSplitter.Line], number: Int, _ group: inout ThrowingTaskGroup<Event, any Error>
    ) {
        group.addTask {
            var results: [UInt8] = []
            var whole: [ArraySlice<UInt8>] = []
            for line in lines {
                switch line {
                case .whole(let bytes): whole.append(bytes)
                case .tooLong:
                    if !whole.isEmpty { results += try await scoring.lines(whole) }
                    whole = []
                    results += RewardScoring.refusal("the line has more than \(Self.maximumLineBytes) bytes")
                }
            }
            if !whole.isEmpty { results += try await scoring.lines(whole) }
            return .scored(number, results)
        }
    }

    /// What is on its way.
    private struct Progress {
        var splitter = LineSplitter(limit: RewardStream.maximumLineBytes)
        var isReading = false
        var isWriting = false
        private var begun = 0
        /// How many batches' results are in `waiting` or were sent.
        private var passed = 0
        private var ready: [Int: [UInt8]] = [:]
        private var waiting: [UInt8] = []

        /// The number of a new batch.
        mutating func begin() -> Int {
            begun += 1
            return begun - 1
        }

        /// Puts results in their place.
        mutating func finish(_ number: Int, _ results: [UInt8]) {
            ready[number] = results
            while let next = ready.removeValue(forKey: passed) {
                waiting += next
                passed += 1
            }
        }

        /// What may be sent now; nil while something is being sent, or nothing is there.
        mutating func takeResults() -> [UInt8]? {
            guard !isWriting, !waiting.isEmpty else { return nil }
            isWriting = true
            defer { waiting = [] }
            return waiting
        }

        func mayRead(_ width: Int, _ bytes: Int) -> Bool { begun - passed < width && waiting.count < bytes }
    }
}
