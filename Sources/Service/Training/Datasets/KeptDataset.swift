import Foundation
import JSON
import Training

/// A data set that is kept under a name.
struct KeptDataset: Sendable {
    let name: String
    /// Of its file.
    let bytes: Int
    let createdAt: Date

    /// What lists show.
    var summary: JSONValue {
        [
            "name": .string(name), "bytes": .integer(bytes), "created_at": .string(Timestamp.text(createdAt)),
        ]
    }

    /// What it holds too: how many rows, how many of them do not parse, and the first of these by name.
    func document(_ rows: DatasetReader.Rows) -> JSONValue {
        [
            "name": .string(name), "bytes": .integer(bytes), "created_at": .string(Timestamp.text(createdAt)),
            "rows": .integer(rows.total), "unreadable": .integer(rows.complaints.count),
            "complaints": .array(rows.complaints.filter { !$0.isEmpty }.map { .string($0) }),
        ]
    }
}
