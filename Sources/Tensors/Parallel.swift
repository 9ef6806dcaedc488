import COpenBLAS
import Dispatch
import Foundation

/// How work is spread over the processor's cores.
///
/// The operators cut their work into tiles and run these with Dispatch; OpenBLAS is told to stay on the
/// thread that calls it, so that several requests at once never start more threads than there are cores.
package enum Parallel {
    /// How many threads work at once at most.
    package static let width: Int = {
        openblas_set_num_threads(1)
        return max(1, ProcessInfo.processInfo.activeProcessorCount)
    }()

    /// Multiply-adds below which starting a second thread costs more than it saves.
    package static let minimumWork = 200_000

    /// Runs `body` for each index, in parallel when the total work (in multiply-adds) is worth it.
    /// Calls may run at the same time: each must write only what belongs to its own index.
    package static func forEach(_ count: Int, work: Int, _ body: (Int) -> Void) {
        // Asked for first, so that OpenBLAS is told before any tile calls it.
        guard width > 1, count > 1, work >= minimumWork else {
            for index in 0..<count { body(index) }
            return
        }
        withoutActuallyEscaping(body) { body in
            let tiles = Tiles(body: body)
            DispatchQueue.concurrentPerform(iterations: count) { tiles.body($0) }
        }
    }

    // @unchecked: the body outlives concurrentPerform, which returns only when all calls have ended, and
    // every caller in this module reads shared inputs and writes only the range of its own index.
    private struct Tiles: @unchecked Sendable {
        let body: (Int) -> Void
    }
}
