import Foundation
import JSON

/// Wall-clock and processor time of a piece of work, and the memory of the process.
package enum Meter {
    /// Runs work.
    /// - Returns: `wall` and `cpu` in seconds.
    package static func measure(_ work: () throws -> Void) rethrows -> JSONObject {
        let (wall, cpu) = (ContinuousClock.now, processorSeconds())
        try work()
        let passed = ContinuousClock.now - wall
        return JSONObject(members: [
            ("wall", .number(passed / .seconds(1))), ("cpu", .number(processorSeconds() - cpu)),
        ])
    }

    /// Seconds of user and system time of all threads so far.
    package static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }

    /// Bytes of this process as Linux counts them: `peak`, `resident`, and of these `anonymous` (not files).
    package static func memory() -> JSONValue {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        func bytes(_ key: String) -> JSONValue {
            let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
            return .integer((line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024)
        }
        return ["peak": bytes("VmHWM"), "resident": bytes("VmRSS"), "anonymous": bytes("RssAnon")]
    }
}
