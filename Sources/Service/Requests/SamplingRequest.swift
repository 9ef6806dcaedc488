import JSON
import Planning
import Rewards
import SceneGraph

/// How the model is sampled and its answer treated: the part that `POST /layout` and `refine` share.
struct SamplingRequest: Sendable {
    var samples = 1
    var judge = JudgeSettings(.embedded)
    var repair = true
    var temperature = 0.7
    var topP = 1.0
    var thinkTokens = 0
    /// Nil: as the model was made for.
    var decoding: AnswerDecoding.Name?
    var facts: GuideFacts?
    var seed = 0
    var frame = CoordinateFrame.metaspatial
    var modelID: String?

    static let keys: Set<String> = [
        "samples", "repair", "temperature", "top_p", "think_tokens", "decoding", "facts", "seed", "frame", "model",
        "judge",
    ]
    /// Seeds are whole numbers that every JSON reader keeps exactly.
    static let seeds = 0...9_007_199_254_740_991

    /// The defaults.
    init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { samples = try cursor["samples"].ifPresent?.integer(in: 1...32) ?? samples }
        try reader.check { judge = try cursor["judge"].ifPresent.map(JudgeSettings.init(json:)) ?? judge }
        try reader.check { repair = try cursor["repair"].ifPresent?.bool() ?? repair }
        try reader.check { temperature = try cursor["temperature"].ifPresent?.double(in: 0...2) ?? temperature }
        try reader.check {
            topP = try cursor["top_p"].ifPresent?.double(in: 0...1) ?? topP
            guard topP > 0 else { throw cursor["top_p"].fault("must be above 0") }
        }
        try reader.check { thinkTokens = try cursor["think_tokens"].ifPresent?.integer(in: 0...512) ?? thinkTokens }
        try reader.check { decoding = try cursor["decoding"].ifPresent?.choice(AnswerDecoding.Name.self) }
        try reader.check {
            facts = try cursor["facts"].ifPresent?.choice(GuideFacts.self)
            if facts != nil, decoding == .constrained { throw cursor["facts"].fault("is for guided decoding") }
        }
        try reader.check { seed = try cursor["seed"].ifPresent?.integer(in: Self.seeds) ?? seed }
        try reader.check { frame = try cursor["frame"].ifPresent?.choice(CoordinateFrame.self) ?? frame }
        try reader.check { modelID = try cursor["model"].ifPresent?.string() }
        try reader.finish()
    }

    /// The form of `POST /layouts/{id}/refine`: some samples where nothing is said, since only a better one counts.
    init(refineJSON cursor: JSONCursor) throws {
        try cursor.allowOnly(Self.keys)
        try self.init(json: cursor)
        if cursor["samples"].ifPresent == nil { samples = Self.refinementSamples }
    }

    private static let refinementSamples = 4
}
