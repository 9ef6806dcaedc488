import Foundation

/// Time as the database keeps it: whole microseconds since 1970.
enum Microseconds {
    /// The nearest microsecond; a date beyond 64 bits becomes the first or last that they hold.
    static func from(_ date: Date) -> Int64 {
        let value = (date.timeIntervalSince1970 * 1e6).rounded()
        if let exact = Int64(exactly: value) { return exact }
        return value < 0 ? .min : .max
    }

    /// The date of a stored time.
    static func date(_ value: Int64) -> Date { Date(timeIntervalSince1970: Double(value) / 1e6) }
}
