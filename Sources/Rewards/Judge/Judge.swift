/// Who looks at a furnished room and grades it in the original's five aspects.
///
/// The original asks GPT-4o. `EmbeddedJudge` needs nobody; others look at a picture. A judge that cannot be reached or
/// answers nonsense throws, and what becomes of the reward then is for the caller to say (`JudgeReply.unavailable`).
public protocol Judge: Sendable {
    /// The grades of a room.
    /// - Throws: `JudgeError` where none came; `CancellationError`.
    func judgement(of request: JudgeRequest) async throws -> Judgement
}
