/// Why a judge gave no grades.
public enum JudgeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no judge of this kind here; the reason says what is missing.
    case notSetUp(String)
    /// The room cannot be drawn for it.
    case noPicture(String)
    /// It cannot be reached, or answers with an error.
    case unreachable(String)
    /// It did not answer in time.
    case timedOut(seconds: Double)
    /// What it answered is no grading.
    case unreadable(String)
    /// No more calls or tokens may be spent on it.
    case budgetSpent(String)

    public var description: String {
        switch self {
        case .notSetUp(let reason): "the judge is not set up: \(reason)"
        case .noPicture(let reason): "there is no picture for the judge: \(reason)"
        case .unreachable(let reason): "the judge cannot be reached: \(reason)"
        case .timedOut(let seconds): "the judge did not answer within \(seconds) s"
        case .unreadable(let reason): "the judge's answer cannot be read: \(reason)"
        case .budgetSpent(let what): "the judge's budget is spent: \(what)"
        }
    }
}
