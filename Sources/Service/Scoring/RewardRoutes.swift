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
        let bytes = try await request.body.collect(upTo: Self.maximumBodyBytes)
        do {
            if let batch = try await RewardBatch(cutting: bytes) { return try await answer(request, batch) }
        } catch is JSONError {
        } catch is JSONFieldError {}
        // What cannot be cut is read as a whole, and so is what has a fault: JSON's come before those of fields.
        return try await answer(
            request, RewardBatch(document: ServerRequest.parse(bytes, RewardForm.lenient)))
    }

    private func answer(_ request: ServerRequest, _ batch: RewardBatch) async throws -> ServerResponse {
        let cursor = batch.frame
        try cursor.allowOnly(["profile", "judge", "items"])
        let profile = try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? .metaSpatialV1
        let items = try batch.items(maximumCount: Self.maximumItems)
        let settings = try cursor["judge"].ifPresent.map(JudgeSettings.init(json:)) ?? JudgeSettings(.none)
        let scoring = RewardScoring(profile: profile, jury: RewardJury(judge: try judge(settings, cursor["judge"])))
        if request.accepts(Self.lines) {
            return RewardStream(scoring: scoring).response(.forms(try await items.forms()))
        }
        let results = try await scoring.results(items)
        return .bytes(Self.document(profile, results), contentType: "application/json")
    }

    /// `{profile, items}` of results that are JSON already.
    private static func document(_ profile: RewardProfile, _ results: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(results.reduce(64) { $0 + $1.count + 1 })
        bytes += "{\"profile\":\"\(profile.rawValue)\",\"items\":[".utf8
        for (index, result) in results.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += result
        }
        bytes += "]}\n".utf8
        return bytes
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
