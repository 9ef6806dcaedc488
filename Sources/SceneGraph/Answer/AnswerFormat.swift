import JSON

/// How well-formed a model's response is: the original's four grades.
///
/// A response is `<think>…</think><answer>JSON</answer>` with white space between. Source: MetaSpatial's
/// format reward, `metaverse.py` of PzySeere/MetaSpatial at a3c89c2; the tests hold what its expressions accept.
public enum AnswerFormat: Hashable, Sendable {
    /// The tags are missing, doubled in the wrong place, or followed by more text.
    case noTags
    /// Tags are there, but the answer is not JSON (or is `null`).
    case notJSON
    /// JSON with another number of elements than objects.
    case wrongCount(JSONValue)
    /// JSON with as many elements as objects.
    case matched(JSONValue)
    /// JSON that has no length (a number or a boolean), on which the original's code stops.
    case notCountable(JSONValue)
    /// JSON nested deeper than the original's parser follows, on which its code stops.
    case tooDeep

    /// The original's format reward F; nil where its code stops with an error.
    public var reward: Double? {
        switch self {
        case .noTags: 0
        case .notJSON: 0.1
        case .wrongCount: 0.5
        case .matched: 1
        case .notCountable, .tooDeep: nil
        }
    }

    private static let openThink = Array("<think>".utf8)
    private static let closeThink = Array("</think>".utf8)
    private static let openAnswer = Array("<answer>".utf8)
    private static let closeAnswer = Array("</answer>".utf8)

    /// Grades a response in a scene of `objectCount` objects.
    public init(response: String, objectCount: Int) {
        var response = response
        self = response.withUTF8 { Self(text: $0, objectCount: objectCount) }
    }

    private init(text: PythonText.Bytes, objectCount: Int) {
        guard Self.thinkRange(text) != nil else {
            self = .noTags
            return
        }
        guard let answer = Self.answerRange(text) else {
            self = .notJSON
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(UnsafeBufferPointer(rebasing: text[answer]), options: .python)
        } catch {
            if case .tooDeep? = (error as? JSONError)?.reason { self = .tooDeep } else { self = .notJSON }
            return
        }
        guard value != .null else {
            self = .notJSON
            return
        }
        let count: Int
        switch value {
        case .array(let elements): count = elements.count
        case .object(let object): count = object.count
        case .string(let string): count = string.unicodeScalars.count
        default:
            self = .notCountable(value)
            return
        }
        self = count == objectCount ? .matched(value) : .wrongCount(value)
    }

    /// The text between `<think>` and the `</think>` that is followed by the answer; nil without tags.
    public static func think(of response: String) -> String? {
        var response = response
        return response.withUTF8 { text in
            thinkRange(text).map { String(decoding: UnsafeBufferPointer(rebasing: text[$0]), as: UTF8.self) }
        }
    }

    /// `\s*<think>.*?</think>\s*<answer>.*?</answer>\s*` over the whole text, `.` matching new lines.
    private static func thinkRange(_ text: PythonText.Bytes) -> Range<Int>? {
        let body = PythonText.stripped(text, 0..<text.count)
        let start = body.lowerBound + openThink.count
        let end = body.upperBound - closeAnswer.count
        guard PythonText.hasTag(openThink, text, at: body.lowerBound, before: body.upperBound),
            end - start >= closeThink.count + openAnswer.count,
            PythonText.hasTag(closeAnswer, text, at: end, before: body.upperBound)
        else { return nil }
        var search = start
        while let close = PythonText.find(closeThink, text, search..<end) {
            var next = close + closeThink.count
            while next < end {
                let length = PythonText.spaceLength(text, at: next, before: end)
                if length == 0 { break }
                next += length
            }
            if PythonText.hasTag(openAnswer, text, at: next, before: end) { return start..<close }
            search = close + 1
        }
        return nil
    }

    /// The first `<answer>` of the text up to the first `</answer>` after it, stripped.
    private static func answerRange(_ text: PythonText.Bytes) -> Range<Int>? {
        guard let open = PythonText.find(openAnswer, text, 0..<text.count) else { return nil }
        let start = open + openAnswer.count
        guard let close = PythonText.find(closeAnswer, text, start..<text.count) else { return nil }
        return PythonText.stripped(text, start..<close)
    }
}
