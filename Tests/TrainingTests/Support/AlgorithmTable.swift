import Foundation
import JSON
import Testing

/// `Fixtures/algorithms.json`, made by `scripts/make-algorithm-tables.py`.
struct AlgorithmTable {
    let root: JSONValue

    init() throws {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/algorithms", withExtension: "json"))
        root = try JSONValue.parse(Data(contentsOf: file))
    }

    subscript(path: String...) -> JSONValue {
        path.reduce(root) { $0[$1] ?? .null }
    }
}

extension JSONValue {
    var row: [Double] { arrayValue?.compactMap(\.doubleValue) ?? [] }
    var rows: [[Double]] { arrayValue?.map(\.row) ?? [] }
    var number: Double { doubleValue ?? .nan }
}

/// Fails unless two tables have one shape and differ by less than `tolerance` of their magnitude everywhere.
func expectEqual(
    _ found: [[Double]], _ expected: [[Double]], tolerance: Double = 1e-9, _ comment: Comment? = nil,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(found.map(\.count) == expected.map(\.count), comment, sourceLocation: location)
    #expect(!expected.isEmpty, comment, sourceLocation: location)
    for (found, expected) in zip(found.joined(), expected.joined()) {
        #expect(abs(found - expected) <= tolerance * max(1, abs(expected)), comment, sourceLocation: location)
    }
}
