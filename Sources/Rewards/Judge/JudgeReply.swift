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
    /// There is a judge, but it gave no grades: its term is left out of the total, and the reason is told.
    case unavailable(String)

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

    /// What a judge says to a request; an error becomes `.unavailable`.
    /// - Throws: `CancellationError`.
    public init(from judge: any Judge, to request: JudgeRequest) async throws {
        do {
            self = .judgement(try await judge.judgement(of: request))
        } catch let error as CancellationError {
            throw error
        } catch {
            self = .unavailable("\(error)")
        }
    }

    /// The grades of the judgement, where there is one.
    public var judgement: Judgement? {
        if case .judgement(let judgement) = self { judgement } else { nil }
    }

    /// What an answer is given that places nothing which could be judged: the lowest grades.
    public static let lowest = JudgeReply.judgement(Judgement(grades: [:]))
}
