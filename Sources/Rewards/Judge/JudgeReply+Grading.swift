extension JudgeReply {
    /// What a reply comes to, read without the original's quirks.
    public enum Grading: Hashable, Sendable {
        /// There is no judge.
        case none
        /// All five grades.
        case graded(Judgement)
        /// There is a judge, but it gave no grades; the reason.
        case unavailable(String)

        /// The grades, where there are any.
        public var judgement: Judgement? {
            if case .graded(let judgement) = self { judgement } else { nil }
        }
    }

    /// The reply read strictly: a text must grade every aspect from 1 to 10.
    public var grading: Grading {
        switch self {
        case .absent: .none
        case .judgement(let judgement): .graded(judgement)
        case .unavailable(let reason): .unavailable(reason)
        case .failed: .unavailable("the call of the judge failed")
        case .text(let reply):
            if let judgement = Self.judgement(in: reply) {
                .graded(judgement)
            } else {
                .unavailable("the judge's reply does not grade all aspects from 1 to 10")
            }
        }
    }

    private static func judgement(in reply: String) -> Judgement? {
        guard let grades = try? JudgeGrades(reply: reply) else { return nil }
        let isComplete = JudgeAspect.allCases.allSatisfy { (1...10).contains(grades.means[$0] ?? 0) }
        return isComplete ? Judgement(grades: grades.means.mapValues { Judgement.Grade($0) }) : nil
    }
}
