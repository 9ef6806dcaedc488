import JSON

/// What a judge thinks of a furnished room: five grades from 1 to 10, each with a comment.
public struct Judgement: Hashable, Sendable {
    /// A grade and why it is no better.
    public struct Grade: Hashable, Sendable {
        /// From 1 (bad) to 10 (as good as can be); at most two decimals.
        public var value: Double
        /// One or two short sentences.
        public var comment: String

        /// A grade; a value beyond 1...10 is brought to its nearer end.
        public init(_ value: Double, comment: String = "") {
            self.value = value.isNaN ? 1 : min(max(value, 1), 10)
            self.comment = comment
        }
    }

    /// A grade for every aspect.
    public let grades: [JudgeAspect: Grade]
    /// The whole, from 0 to 1, finer than the grades.
    public let score: Double

    /// A judgement; an aspect that is left out is graded 1.
    /// - Parameter score: the whole from 0 to 1; nil takes the mean grade, 1 giving 0 and 10 giving 1.
    public init(grades: [JudgeAspect: Grade], score: Double? = nil) {
        var complete = grades
        for aspect in JudgeAspect.allCases where complete[aspect] == nil { complete[aspect] = Grade(1) }
        self.grades = complete
        let sum = JudgeAspect.allCases.reduce(0) { $0 + (complete[$1]?.value ?? 1) }
        self.score = score ?? (sum - 5) / 45
    }

    /// The grade of an aspect.
    public subscript(aspect: JudgeAspect) -> Grade { grades[aspect] ?? Grade(1) }

    /// `{aspect: {grade, comment}}`: the form in which the original's judge answers.
    public var json: JSONValue {
        .object(
            JSONObject(
                members: JudgeAspect.allCases.map { aspect in
                    let grade = self[aspect]
                    return (aspect.rawValue, ["grade": .number(grade.value), "comment": .string(grade.comment)])
                }))
    }

    /// The reply that a model would have given with these grades, for `metaspatial-v1` to read.
    public var reply: String { JSONWriter().string(json) }
}
