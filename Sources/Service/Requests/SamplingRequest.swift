import JSON
import SceneGraph

/// How the model is sampled and its answer treated: the part that `POST /layout` and `refine` share.
struct SamplingRequest: Sendable {
    var samples: Int
    var repair: Bool
    var temperature: Double
    var topP: Double
    var thinkTokens: Int
    var seed: Int
    var frame: CoordinateFrame
    var modelID: String?

    static let keys: Set<String> = [
        "samples", "repair", "temperature", "top_p", "think_tokens", "seed", "frame", "model",
    ]
    /// Seeds are whole numbers that every JSON reader keeps exactly.
    static let seeds = 0...9_007_199_254_740_991

    init(json cursor: JSONCursor) throws {
        samples = try cursor["samples"].ifPresent?.integer(in: 1...32) ?? 1
        repair = try cursor["repair"].ifPresent?.bool() ?? true
        temperature = try cursor["temperature"].ifPresent?.double(in: 0...2) ?? 0.7
        topP = try cursor["top_p"].ifPresent?.double(in: 0...1) ?? 1
        guard topP > 0 else { throw cursor["top_p"].fault("must be above 0") }
        thinkTokens = try cursor["think_tokens"].ifPresent?.integer(in: 0...512) ?? 0
        seed = try cursor["seed"].ifPresent?.integer(in: Self.seeds) ?? 0
        frame = try cursor["frame"].ifPresent?.choice(CoordinateFrame.self) ?? .metaspatial
        modelID = try cursor["model"].ifPresent?.string()
    }

    /// The form of `POST /layouts/{id}/refine`.
    init(refineJSON cursor: JSONCursor) throws {
        try cursor.allowOnly(Self.keys)
        try self.init(json: cursor)
    }
}
