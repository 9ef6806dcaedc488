import CKernels
import Foundation

/// How many processors this process may use at once: those that the machine has, less what its affinity (`taskset`,
/// a container's cpuset) or its control group's quota (a container's `--cpus`) keeps from it.
///
/// A thread more than that only takes the others' time: waiting threads of a `WorkerTeam` stay awake for a while.
package enum ProcessorCount {
    package static let available: Int = {
        var count = ProcessInfo.processInfo.activeProcessorCount
        if let affinity { count = min(count, affinity) }
        if let text = try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8), let quota = quota(text) {
            count = min(count, quota)
        }
        return max(1, count)
    }()

    /// The processors that the calling thread may run on; nil where that is not known.
    package static var affinity: Int? {
        let count = Int(ck_allowed_processors())
        return count > 0 ? count : nil
    }

    /// The processors that a control group's `cpu.max`, "quota period" in microseconds, allows, rounded up; nil where it
    /// says "max" or nothing sensible.
    package static func quota(_ text: String) -> Int? {
        let fields = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard fields.count == 2, let quota = fields[0], let period = fields[1] else { return nil }
        let processors = (quota / period).rounded(.up)
        guard quota > 0, period > 0, processors <= 65_536 else { return nil }
        return Int(processors)
    }
}
