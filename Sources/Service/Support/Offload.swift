import Dispatch

/// Runs long computations on Dispatch threads, so that Swift's few cooperative threads stay free for requests.
enum Offload {
    private static let queue = DispatchQueue(label: "service.compute", attributes: .concurrent)

    /// The result of `work`, computed on another thread.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }
}
