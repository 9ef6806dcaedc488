import CKernels
import COpenBLAS
import Dispatch

/// How work is spread over the processor's cores.
///
/// The operators cut their work into tiles and run these on a `WorkerTeam`, or with Dispatch while another
/// thread's tiles have the team; OpenBLAS is told to stay on the
/// thread that calls it, so that several requests at once never start more threads than there are cores. Both that and
/// what `malloc` does with freed memory are told once, for the whole process.
package enum Parallel {
    /// How many threads work at once at most.
    package static let width: Int = {
        openblas_set_num_threads(1)
        ck_keep_freed_memory()
        return ProcessorCount.available
    }()

    /// Multiply-adds below which sharing with a second thread costs more than it saves.
    package static let minimumWork = 100_000

    /// Multiply-adds below which a loop is not shared while other programs have the cores.
    private static let minimumDisturbedWork = 30_000_000

    private static let team = WorkerTeam(threads: width - 1)

    /// Runs `body` for each index, in parallel when the total work (in multiply-adds) is worth it.
    /// Calls may run at the same time: each must write only what belongs to its own index.
    package static func forEach(_ count: Int, work: Int, _ body: (Int) -> Void) {
        // Asked for first, so that OpenBLAS is told before any tile calls it.
        guard width > 1, count > 1, work >= minimumWork else {
            for index in 0..<count { body(index) }
            return
        }
        if work < minimumDisturbedWork, team.isDisturbed {
            for index in 0..<count { body(index) }
            return
        }
        guard !team.run(count, body) else { return }
        withoutActuallyEscaping(body) { body in
            let tiles = Tiles(body: body)
            DispatchQueue.concurrentPerform(iterations: count) { tiles.body($0) }
        }
    }

    // @unchecked: the body outlives the loop, whose callers return only when all calls have ended, and
    // every caller in this module reads shared inputs and writes only the range of its own index.
    private struct Tiles: @unchecked Sendable {
        let body: (Int) -> Void
    }
}
