import JSON
import SceneGraph

/// The grades in a judge's reply, read as the original reads them.
///
/// Source: `gpt4o_evaluate_rooms` of MetaSpatial with one evaluation. A fenced block is first evaluated as a
/// Python string literal, so its backslash escapes are consumed once before the JSON is read.
public struct JudgeGrades: Hashable, Sendable {
    /// Each aspect's grade, rounded to two decimals; 0 for one that is missing or no number.
    public let means: [JudgeAspect: Double]

    /// A reply on which the original's code raises an exception that it catches: J = 0.
    public struct Unreadable: Error, Hashable, Sendable {}

    /// Reads a reply. One that is no JSON grades nothing: all means are 0.
    public init(reply: String) throws(Unreadable) {
        var grades: [JudgeAspect: Double] = [:]
        if let grading = try Self.grading(reply) {
            for aspect in JudgeAspect.allCases {
                if let grade = try Self.grade(aspect, in: grading) {
                    grades[aspect] = PythonRounding.twoDecimals(grade)
                }
            }
        }
        for aspect in JudgeAspect.allCases where grades[aspect] == nil { grades[aspect] = 0 }
        means = grades
    }

    /// The grades of a judgement.
    ///
    /// `metaspatial-v1` takes a sum of 10 for a failure and then lifts the penalties; so that no layout gains by being
    /// that bad, such grades are read as 9: the first that counts 2 or more counts one less.
    public init(_ judgement: Judgement) {
        var means = judgement.grades.mapValues { PythonRounding.twoDecimals($0.value) }
        if means.values.reduce(0, { $0 + $1.rounded(.towardZero) }) == 10,
            let aspect = JudgeAspect.allCases.first(where: { means[$0] ?? 0 >= 2 })
        {
            means[aspect, default: 2] -= 1
        }
        self.means = means
    }

    /// J: the sum of the grades, each truncated toward zero. There is no check of the range.
    /// - Throws: a value or overflow error for a grade of NaN or infinity, on which the original stops.
    public func sum() throws(RewardFault) -> Double {
        var sum = 0.0
        // The original's order, which settles which of several faults is met.
        for aspect in JudgeAspect.allCases.reversed() {
            let mean = means[aspect] ?? 0
            if mean.isNaN { throw RewardFault(.valueError, "the grade of '\(aspect.rawValue)' is NaN") }
            if mean.isInfinite {
                throw RewardFault(.overflowError, "the grade of '\(aspect.rawValue)' is infinite")
            }
            sum += mean.rounded(.towardZero)
        }
        return sum
    }

    private static let openFence = Array("```json".utf8)
    private static let closeFence = Array("```".utf8)

    /// The reply's JSON; nil where it does not parse.
    private static func grading(_ reply: String) throws(Unreadable) -> JSONValue? {
        var reply = reply
        return try reply.withUTF8 { text -> Result<JSONValue?, Unreadable> in
            var part = 0..<text.count
            if let open = PythonText.find(openFence, text, part),
                case let start = open + openFence.count,
                let close = PythonText.find(closeFence, text, start..<text.count)
            {
                part = PythonText.stripped(text, start..<close)
                if !PythonStringLiteral.isPlain(text, part) {
                    let fenced = String(decoding: UnsafeBufferPointer(rebasing: text[part]), as: UTF8.self)
                    guard let literal = PythonStringLiteral.evaluate(Array(fenced.unicodeScalars)[...]) else {
                        return .failure(Unreadable())
                    }
                    return parse(Array(literal.utf8))
                }
            }
            return parse(UnsafeBufferPointer(rebasing: text[part]))
        }.get()
    }

    private static func parse(_ text: some Sequence<UInt8>) -> Result<JSONValue?, Unreadable> {
        do {
            return .success(try JSONValue.parse(text, options: .python))
        } catch let error as JSONError {
            if case .tooDeep = error.reason { return .failure(Unreadable()) }
            return .success(nil)
        } catch {
            return .failure(Unreadable())
        }
    }

    private static func grade(_ aspect: JudgeAspect, in grading: JSONValue) throws(Unreadable) -> Double? {
        switch grading {
        case .object(let object):
            guard let entry = object[aspect.rawValue] else { return nil }
            return try grade(entry)
        case .array(let elements):
            // Membership is all that Python asks of a list or a text; a member cannot be looked into.
            guard !elements.contains(where: { $0.stringValue == aspect.rawValue }) else { throw Unreadable() }
            return nil
        case .string(let text):
            guard !contains(text, aspect.rawValue) else { throw Unreadable() }
            return nil
        default: throw Unreadable()
        }
    }

    private static func grade(_ entry: JSONValue) throws(Unreadable) -> Double? {
        switch entry {
        case .object(let object): return StoredNumber(object["grade"]).value
        case .array(let elements):
            guard !elements.contains("grade") else { throw Unreadable() }
            return nil
        case .string(let text):
            guard !contains(text, "grade") else { throw Unreadable() }
            return nil
        default: throw Unreadable()
        }
    }

    private static func contains(_ text: String, _ word: String) -> Bool {
        var text = text
        return text.withUTF8 { PythonText.find(Array(word.utf8), $0, 0..<$0.count) != nil }
    }
}
