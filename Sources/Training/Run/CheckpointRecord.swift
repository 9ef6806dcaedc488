import Foundation
import JSON

/// A checkpoint that was written whole.
public struct CheckpointRecord: Hashable, Sendable {
    /// The steps done.
    public let step: Int
    /// A directory that transformers and the server load.
    public let directory: URL
    /// What decides the best: the greedy evaluation's reward, else the step's; nil where neither is known.
    public let score: Double?
    /// Whether no other that is kept has a higher score.
    public let isBest: Bool
    /// The bytes of all its files.
    public let byteCount: Int

    /// A checkpoint that stands.
    public init(step: Int, directory: URL, score: Double?, isBest: Bool, byteCount: Int) {
        self.step = step
        self.directory = directory
        self.score = score
        self.isBest = isBest
        self.byteCount = byteCount
    }

    /// `{step, name, score, best, bytes}`.
    public var json: JSONValue {
        [
            "step": .integer(step), "name": .string(directory.lastPathComponent),
            "score": score.map(JSONValue.number) ?? .null, "best": .bool(isBest), "bytes": .integer(byteCount),
        ]
    }
}
