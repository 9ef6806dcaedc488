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

    private static let openThink = Array("<think>".unicodeScalars)
    private static let closeThink = Array("</think>".unicodeScalars)
    private static let openAnswer = Array("<answer>".unicodeScalars)
    private static let closeAnswer = Array("</answer>".unicodeScalars)

    /// Grades a response in a scene of `objectCount` objects.
    public init(response: String, objectCount: Int) {
        let text = Array(response.unicodeScalars)
        guard Self.hasTags(text) else {
            self = .noTags
            return
        }
        guard let answer = Self.answerText(text) else {
            self = .notJSON
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(String(answer), options: .python)
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
        let text = Array(response.unicodeScalars)
        guard let range = thinkRange(text) else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }

    private static func hasTags(_ text: [Unicode.Scalar]) -> Bool { thinkRange(text) != nil }

    /// `\s*<think>.*?</think>\s*<answer>.*?</answer>\s*` over the whole text, `.` matching new lines.
    private static func thinkRange(_ text: [Unicode.Scalar]) -> Range<Int>? {
        let body = PythonText.stripped(text[...])
        guard body.starts(with: openThink),
            body.count >= openThink.count + closeThink.count + openAnswer.count + closeAnswer.count,
            body.suffix(closeAnswer.count).elementsEqual(closeAnswer)
        else { return nil }
        let start = body.startIndex + openThink.count
        let end = body.endIndex - closeAnswer.count
        let inner = body[start..<end]
        var search = start
        while let close = PythonText.find(closeThink, in: inner, from: search) {
            var next = close + closeThink.count
            while next < end, PythonText.isSpace(text[next]) { next += 1 }
            if text[next..<end].starts(with: openAnswer) { return start..<close }
            search = close + 1
        }
        return nil
    }

    /// The first `<answer>` of the text up to the first `</answer>` after it, stripped.
    private static func answerText(_ text: [Unicode.Scalar]) -> String.UnicodeScalarView? {
        guard let open = PythonText.find(openAnswer, in: text[...], from: 0) else { return nil }
        let start = open + openAnswer.count
        guard let close = PythonText.find(closeAnswer, in: text[...], from: start) else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: PythonText.stripped(text[start..<close]))
        return view
    }
}
