import HTTPServer
import HTTPTypes
import JSON
import Rewards

/// `/rewards`: the reward function of an outside trainer, as one document or line by line.
struct RewardRoutes: Sendable {
    let judges: any JudgeProvider

    /// The most items of one document.
    static let maximumItems = 1024
    /// The largest document.
    static let maximumBodyBytes = 16 << 20
    /// A value a line (https://github.com/ndjson/ndjson-spec).
    static let lines = "application/x-ndjson"

    func register(in router: inout Router) throws {
        try router.post("/rewards") { request in
            let type = request.fields[.contentType]?.split(separator: ";").first?.lowercased()
            return type.map { Self.lineTypes.contains($0) } ?? false ? try stream(request) : try await score(request)
        }
    }

    private static let lineTypes: Set<String> = [
        lines, "application/ndjson", "application/jsonl", "application/jsonlines",
    ]

    // MARK: One document

    private func score(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.json(upTo: Self.maximumBodyBytes, options: RewardForm.lenient)
        try cursor.allowOnly(["profile", "judge", "items"])
        let profile = try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? .metaSpatialV1
        let forms = try cursor["items"].array(maximumCount: Self.maximumItems)
        let settings = try cursor["judge"].ifPresent.map(JudgeSettings.init(json:)) ?? JudgeSettings(.none)
        let scoring = RewardScoring(profile: profile, jury: RewardJury(judge: try judge(settings, cursor["judge"])))
        if request.accepts(Self.lines) {
            let lines = RewardStream.Source.forms(forms)
            return RewardStream(scoring: scoring).response(lines)
        }
        let items = try await scoring.documents(forms)
        return .json(["profile": .string(profile.rawValue), "items": .array(items)])
    }

    // MARK: Line by line

    /// Settings are in the query: the body's lines are items, however many.
    private func stream(_ request: ServerRequest) throws -> ServerResponse {
        var settings = JSONObject()
        for item in request.query {
            switch item.name {
            case "profile", "judge": settings[item.name] = .string(item.value)
            default:
                throw JSONFieldError(
                    pointer: "/\(item.name)", detail: "is no known parameter: 'profile' and 'judge' are")
            }
        }
        let cursor = JSONCursor(.object(settings))
        let profile = try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? .metaSpatialV1
        let kind = try cursor["judge"].ifPresent.map(JudgeSettings.init(json:)) ?? JudgeSettings(.none)
        let scoring = RewardScoring(profile: profile, jury: RewardJury(judge: try judge(kind, cursor["judge"])))
        return RewardStream(scoring: scoring).response(.lines(request.body))
    }

    private func judge(_ settings: JudgeSettings, _ cursor: JSONCursor) throws -> (any Judge)? {
        do {
            return try judges.judge(settings)
        } catch { throw cursor.fault(error.description) }
    }
}
