import JSON

/// What came of asking the judge.
public enum JudgeReply: Hashable, Sendable {
    /// There is no judge: its term is left out of the total.
    case absent
    /// The call, or the rendering before it, failed: J = 0, as in the original.
    case failed
    /// The judge's text.
    case text(String)
    /// Grades that need no reading.
    case judgement(Judgement)

    /// The reply given in a request's `judge_reply`: no such member means no judge, `null` a call that
    /// failed.
    /// - Throws: `JSONFieldError` for anything but a string or `null`.
    public init(json cursor: JSONCursor) throws {
        switch cursor.value {
        case nil: self = .absent
        case .null?: self = .failed
        default: self = .text(try cursor.string())
        }
    }

    /// What a judge says to a request; an error becomes `.failed`.
    public init(from judge: any Judge, to request: JudgeRequest) async {
        do { self = .text(try await judge.reply(to: request)) } catch { self = .failed }
    }
}
