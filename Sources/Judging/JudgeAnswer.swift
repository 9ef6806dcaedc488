import JSON
import Rewards

/// Reads what a model that was asked to judge wrote.
public enum JudgeAnswer {
    /// The judgement in a text: a JSON object, alone, in a fence, or with words around it. Every aspect must be graded
    /// from 1 to 10, by a number or by an object with `grade`.
    /// - Throws: `JudgeError.unreadable`.
    public static func read(_ text: String) throws(JudgeError) -> Judgement {
        guard let object = object(in: text)?.objectValue else {
            throw .unreadable(text.isEmpty ? "it is empty" : "there is no JSON object in '\(excerpt(text))'")
        }
        var grades: [JudgeAspect: Judgement.Grade] = [:]
        for aspect in JudgeAspect.allCases {
            guard let entry = object[aspect.rawValue] else { throw .unreadable("'\(aspect.rawValue)' is missing") }
            let value = entry["grade"] ?? entry
            guard let grade = value.doubleValue ?? value.stringValue.flatMap(Double.init), (1...10).contains(grade)
            else {
                throw .unreadable("'\(aspect.rawValue)' has no grade from 1 to 10")
            }
            let comment = String((entry["comment"]?.stringValue ?? "").prefix(maximumCommentLength))
            grades[aspect] = Judgement.Grade(grade, comment: comment)
        }
        return Judgement(grades: grades)
    }

    private static let maximumCommentLength = 1000

    private static func object(in text: String) -> JSONValue? {
        if let value = try? JSONValue.parse(text) { return value }
        guard let first = text.firstIndex(of: "{"), let last = text.lastIndex(of: "}"), first < last else { return nil }
        return try? JSONValue.parse(String(text[first...last]))
    }

    /// The beginning of a text, for messages.
    static func excerpt(_ text: String) -> String {
        let line = text.prefix(100).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.count > 100 ? line + "…" : line
    }
}
