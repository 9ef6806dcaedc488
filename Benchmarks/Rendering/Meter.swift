import Foundation
import JSON

/// Wall-clock and processor time of a piece of work.
enum Meter {
    /// Runs work.
    /// - Returns: `wall` and `cpu` in seconds.
    static func measure(_ work: () throws -> Void) rethrows -> JSONObject {
        let (wall, cpu) = (ContinuousClock.now, processorSeconds())
        try work()
        let passed = ContinuousClock.now - wall
        return JSONObject(members: [
            ("wall", .number(passed / .seconds(1))), ("cpu", .number(processorSeconds() - cpu)),
        ])
    }

    /// Seconds of user and system time of all threads so far.
    static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
}
