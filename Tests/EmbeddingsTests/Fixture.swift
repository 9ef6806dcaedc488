import Foundation
import JSON
import Testing

/// Files that `scripts/make-embedding-fixtures.py` made.
enum Fixture {
    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)")
    }

    static func json(_ name: String) throws -> JSONValue { try JSONValue.parse(Data(contentsOf: url(name))) }

    /// An empty directory for as long as `body` runs.
    static func withDirectory(_ body: (URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("embeddings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(directory)
    }

    /// Checks that something is refused, with these words in the reason.
    static func expectRefusal(
        _ words: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        do {
            try body()
            Issue.record("it is taken", sourceLocation: sourceLocation)
        } catch {
            #expect("\(error)".contains(words), sourceLocation: sourceLocation)
        }
    }
}

/// The greatest difference between the numbers of two lists of vectors; infinite where their shapes differ.
func distance(_ first: [[Float]], _ second: [[Float]]) -> Float {
    guard first.map(\.count) == second.map(\.count) else { return .infinity }
    return zip(first.joined(), second.joined()).map { abs($0 - $1) }.max() ?? 0
}
