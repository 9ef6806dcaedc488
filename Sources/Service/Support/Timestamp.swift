import Foundation

/// Times as the API writes them: ISO 8601 in UTC with milliseconds.
enum Timestamp {
    /// The present, in whole milliseconds: what is kept, so that it reads back as it was first shown.
    static func now() -> Date {
        Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1000).rounded() / 1000)
    }

    static func text(_ date: Date) -> String {
        // The system's fractional seconds are cut off, not rounded, and a double just below a whole millisecond
        // would lose one.
        let total = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let milliseconds = (total % 1000 + 1000) % 1000
        let seconds = Date(timeIntervalSince1970: Double((total - milliseconds) / 1000))
        let digits = String(milliseconds + 1000).dropFirst()
        return seconds.formatted(.iso8601).dropLast() + "." + digits + "Z"
    }
}
