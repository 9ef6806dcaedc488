import CCurl
import Dispatch
import Foundation
import Synchronization

/// Sends requests over libcurl, some at a time, each on a thread of its own that waits for it: one of Dispatch's would
/// be missing to the server meanwhile.
package struct CurlClient: Sendable {
    /// What came back.
    package struct Response: Sendable {
        package let status: Int
        package let body: [UInt8]
        /// What the response's `Retry-After` says, in seconds.
        package let retryAfter: Double?
    }

    /// Why nothing came back.
    package enum Failure: Error, Hashable, Sendable {
        case timedOut
        case tooLarge(limit: Int)
        /// curl's own words.
        case failed(String)
    }

    private final class CancellationFlag: Sendable {
        let isSet = Atomic(false)
    }

    /// Lets so many transfers through at a time.
    private let gate: DispatchSemaphore
    /// The most bytes of a response.
    private let maximumBytes: Int

    /// Once a process, before any transfer.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A client for so many transfers at a time.
    package init(maximumConcurrent: Int, maximumBytes: Int = 1 << 20) {
        gate = DispatchSemaphore(value: max(1, maximumConcurrent))
        self.maximumBytes = maximumBytes
    }

    /// Posts a body. Redirections are not followed, so that what is sent goes nowhere else.
    /// - Parameter timeout: seconds for the whole transfer.
    /// - Throws: `Failure`, `CancellationError`.
    package func post(
        _ url: String, fields: [(name: String, value: String)], body: [UInt8], timeout: Double
    ) async throws -> Response {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { [gate, maximumBytes] in
                    gate.wait()
                    defer { gate.signal() }
                    continuation.resume(
                        with: Result {
                            guard !flag.isSet.load(ordering: .relaxed) else { throw CancellationError() }
                            guard Self.isReady, let transfer = CurlTransfer(limit: maximumBytes) else {
                                throw Failure.failed("curl cannot be used")
                            }
                            transfer.isCancelled = { flag.isSet.load(ordering: .relaxed) }
                            return try transfer.post(url, fields: fields, body: body, timeout: timeout)
                        })
                }
            }
        } onCancel: {
            flag.isSet.store(true, ordering: .relaxed)
        }
    }
}
