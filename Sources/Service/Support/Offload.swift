import Foundation
import Synchronization
import Tensors

/// Runs long computations on other threads, so that Swift's few cooperative threads stay free for requests.
///
/// Each lane computes on as many threads as there are processors; what comes above that waits in line. So a
/// crowd cannot take the memory of more computations than can run, and solving cannot hold pictures up.
enum Offload {
    /// Work that waits for each other.
    enum Lane: Sendable {
        /// Choosing and placing furniture: up to seconds.
        case placing
        /// Pictures, plans, scores and large bodies: well below a second.
        case short
        /// Reading checkpoints: as long as the disk takes.
        case loading
    }

    private final class CancellationFlag: Sendable {
        let isSet = Atomic(false)
    }

    private static let placing = makeQueue(width: ProcessorCount.available)
    private static let short = makeQueue(width: ProcessorCount.available)
    private static let loading = makeQueue(width: 1)

    private static func makeQueue(width: Int) -> OperationQueue {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = max(1, width)
        return queue
    }

    private static func queue(_ lane: Lane) -> OperationQueue {
        switch lane {
        case .placing: placing
        case .short: short
        case .loading: loading
        }
    }

    /// The result of `work`, computed on another thread. Work whose task is cancelled is not begun any more.
    static func run<Result: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue(lane).addOperation {
                    continuation.resume(
                        with: Swift.Result {
                            guard !flag.isSet.load(ordering: .relaxed) else { throw CancellationError() }
                            return try work()
                        })
                }
            }
        } onCancel: {
            flag.isSet.store(true, ordering: .relaxed)
        }
    }
}
