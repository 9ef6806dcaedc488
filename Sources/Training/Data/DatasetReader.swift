import Foundation
import JSON

/// Reads the rows of a data set, and counts and names those that do not parse.
package enum DatasetReader {
    /// The rows that parse, and complaints about the others.
    package struct Rows: Sendable {
        package var examples: [SupervisedExample] = []
        package var complaints: [String] = []
        package var total = 0
    }

    private static let maximumBytes = 1 << 30
    /// How many complaints are kept.
    private static let namedComplaints = 10

    /// Reads a file: JSON Lines, or a JSON array.
    package static func rows(of file: URL) throws -> Rows {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        guard ((attributes[.size] as? NSNumber)?.intValue ?? 0) <= maximumBytes else {
            throw TrainingError.dataset("it is larger than 1 GB")
        }
        return rows(text: [UInt8](try Data(contentsOf: file, options: .mappedIfSafe)))
    }

    /// Reads text: JSON Lines, or a JSON array.
    package static func rows(text bytes: [UInt8]) -> Rows {
        if bytes.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "[") {
            do {
                return rows(try JSONCursor(JSONValue.parse(bytes)).array().compactMap(\.value))
            } catch {
                return Rows(complaints: ["the array: \(error)"], total: 1)
            }
        }
        var rows = Rows()
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(isSpace) {
            add("line \(number + 1)", to: &rows) { try JSONValue.parse(line) }
        }
        return rows
    }

    /// Reads rows that are given.
    package static func rows(_ values: [JSONValue]) -> Rows {
        var rows = Rows()
        for (number, value) in values.enumerated() { add("row \(number)", to: &rows) { value } }
        return rows
    }

    private static func add(_ name: String, to rows: inout Rows, _ value: () throws -> JSONValue) {
        rows.total += 1
        do {
            rows.examples.append(try SupervisedExample(json: JSONCursor(value())))
        } catch {
            rows.complaints.append(rows.complaints.count < namedComplaints ? "\(name): \(error)" : "")
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
