/// A request's body: chunks of bytes that arrive as the reader asks for them.
///
/// Nothing more is taken from the socket than the reader consumes, so a slow handler slows its client.
/// A body can be read once. A body larger than ``limit`` throws 413, at once if its length was declared.
public struct RequestBody: AsyncSequence, Sendable {
    /// A chunk, never empty.
    public typealias Element = [UInt8]
    /// ``HTTPError`` from a client's faults.
    public typealias Failure = any Error

    private enum Content: Sendable {
        case bytes([UInt8])
        case source(any RequestBodySource)
    }

    private let content: Content
    /// The length the client declared; nil for a chunked body.
    public let declaredLength: Int?
    /// The most bytes that iterating delivers.
    public var limit: Int

    /// A body that is already here; for tests and callers in the same process.
    public init(_ bytes: [UInt8] = [], limit: Int = .max) {
        content = .bytes(bytes)
        declaredLength = bytes.count
        self.limit = limit
    }

    package init(source: any RequestBodySource, declaredLength: Int?, limit: Int) {
        content = .source(source)
        self.declaredLength = declaredLength
        self.limit = limit
    }

    /// Whether the request is known to have no body.
    public var isEmpty: Bool { declaredLength == 0 }

    /// The whole body.
    ///
    /// - Parameter maximum: a limit in place of ``limit``.
    /// - Throws: ``HTTPError``: 413 when the body is larger, 408 when it stalls, 400 when it is malformed or cut.
    public func collect(upTo maximum: Int? = nil) async throws -> [UInt8] {
        var limited = self
        limited.limit = maximum ?? limit
        if case .bytes(let bytes) = content {
            guard bytes.count <= limited.limit else { throw HTTPError.bodyTooLarge(limit: limited.limit) }
            return bytes
        }
        var whole: [UInt8] = []
        // A declared length is only a claim: nothing large is set aside for it.
        whole.reserveCapacity(Swift.min(declaredLength ?? 0, limited.limit, 1 << 20))
        for try await chunk in limited {
            whole += chunk
        }
        return whole
    }

    /// An iterator that takes chunks from the connection.
    public func makeAsyncIterator() -> AsyncIterator {
        switch content {
        case .bytes(let bytes):
            AsyncIterator(ready: bytes, source: nil, declaredLength: declaredLength, limit: limit)
        case .source(let source):
            AsyncIterator(ready: nil, source: source, declaredLength: declaredLength, limit: limit)
        }
    }

    /// Takes one chunk after another.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        fileprivate var ready: [UInt8]?
        fileprivate let source: (any RequestBodySource)?
        fileprivate let declaredLength: Int?
        fileprivate let limit: Int
        fileprivate var delivered = 0

        fileprivate init(
            ready: [UInt8]?, source: (any RequestBodySource)?, declaredLength: Int?, limit: Int
        ) {
            self.ready = ready
            self.source = source
            self.declaredLength = declaredLength
            self.limit = limit
        }

        /// The next chunk, or nil at the end.
        public mutating func next() async throws -> [UInt8]? {
            if let declaredLength, declaredLength > limit { throw HTTPError.bodyTooLarge(limit: limit) }
            if let bytes = ready {
                ready = nil
                return bytes.isEmpty ? nil : bytes
            }
            guard let chunk = try await source?.next() else { return nil }
            guard chunk.count <= limit - delivered else { throw HTTPError.bodyTooLarge(limit: limit) }
            delivered += chunk.count
            return chunk
        }
    }
}

/// Where a ``RequestBody``'s chunks come from.
package protocol RequestBodySource: Sendable {
    /// The next chunk, never empty, or nil at the end.
    func next() async throws -> [UInt8]?
}
