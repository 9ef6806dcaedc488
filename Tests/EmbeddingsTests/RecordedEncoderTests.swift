import Embeddings
import Foundation
import Testing

private let environment = ProcessInfo.processInfo.environment
/// A sentence encoder's directory, and a table of texts with the vectors that its reference gives them.
private let directory = environment["METASPATIAL_ENCODER"]
private let recorded = environment["METASPATIAL_ENCODER_TABLE"]

/// An encoder of real size beside its reference.
@Suite(.enabled(if: directory != nil && recorded != nil)) struct RecordedEncoderTests {
    @Test func vectorsAreThoseOfTheReference() async throws {
        let encoder = try SentenceEncoder(directory: URL(fileURLWithPath: try #require(directory)))
        let table = try EmbeddingTable(file: URL(fileURLWithPath: try #require(recorded)))
        let clock = ContinuousClock()
        var vectors: [[Float]] = []
        let time = try await clock.measure { vectors = try await encoder.encode(table.ids) }
        let greatest = distance(vectors, table.ids.indices.map(table.vector))
        print("\(table.ids.count) texts in \(time); greatest difference \(greatest)")
        #expect(greatest < 1e-4)
    }
}
