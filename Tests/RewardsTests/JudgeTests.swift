import JSON
import Rewards
import Testing

@Suite struct JudgeGradesTests {
    private func reply(_ grades: [String]) -> String {
        let members = zip(JudgeAspect.allCases, grades).map { #""\#($0.rawValue)": {"grade": \#($1)}"# }
        return "{\(members.joined(separator: ", "))}"
    }

    private func fenced(_ text: String) -> String { "Grades:\n```json\n\(text)\n```\nDone." }

    private func sum(_ reply: String) -> Double? { try? JudgeGrades(reply: reply).sum() }

    @Test("Grades are rounded to two decimals, then truncated and added")
    func sums() throws {
        let grades = try JudgeGrades(reply: fenced(reply(["6.995", "7.999", "8.0", "-3.5", "true"])))
        #expect(JudgeAspect.allCases.map { grades.means[$0] } == [7, 8, 8, -3.5, 1])
        #expect(try grades.sum() == 21)
    }

    @Test("What is no number counts as 0, and so does a reply that is no JSON")
    func zeros() {
        #expect(sum(reply([#""8""#, #""unknown""#, "null", "[]", "4"])) == 4)
        #expect(sum("I would give it 8 out of 10.") == 0)
        #expect(sum("") == 0)
        #expect(sum("```JSON\n\(reply(["1", "1", "1", "1", "1"]))\n```") == 0)
        #expect(sum(fenced("[\(reply(["1", "1", "1", "1", "1"]))]")) == 0)
    }

    @Test("The first fenced block counts")
    func firstFence() {
        #expect(sum(fenced(reply(["1", "2", "3", "4", "5"])) + fenced("{}")) == 15)
    }

    @Test("A value that Python cannot look into fails the judge", arguments: ["7", "null", "true"])
    func unreadableTop(_ text: String) {
        #expect(throws: JudgeGrades.Unreadable.self) { try JudgeGrades(reply: fenced(text)) }
        let entry = #"{"layout_and_furniture": \#(text)}"#
        #expect(throws: JudgeGrades.Unreadable.self) { try JudgeGrades(reply: entry) }
    }

    @Test("A text or a list fails only where it holds the word that is looked for")
    func membership() {
        #expect(sum(#"{"layout_and_furniture": "good"}"#) == 0)
        #expect(sum(#"{"layout_and_furniture": ["x"]}"#) == 0)
        #expect(sum(#"{"layout_and_furniture": "upgraded"}"#) == nil)
        #expect(sum(#"{"layout_and_furniture": ["grade"]}"#) == nil)
        #expect(sum(#"["layout_and_furniture"]"#) == nil)
    }

    @Test("Grades that are not finite stop the reward, as they stop the original")
    func notFinite() throws {
        for (text, kind) in [("NaN", RewardFault.Kind.valueError), ("-Infinity", .overflowError)] {
            let grades = try JudgeGrades(reply: reply(["1", text, "1", "1", "1"]))
            #expect { try grades.sum() } throws: { ($0 as? RewardFault)?.kind == kind }
        }
    }
}

@Suite struct PythonTextTests {
    private func evaluate(_ text: String) -> String? {
        PythonStringLiteral.evaluate(Array(text.unicodeScalars)[...])
    }

    @Test(
        "A text between triple quotes reads as Python reads it",
        arguments: [
            ("plain 'it''s' \"q\"", "plain 'it''s' \"q\""), (#"a\nb\\c\/d\qe"#, "a\nb\\c\\/d\\qe"),
            (#"\x41\u00e9\U0001f600\101\7\0"#, "Aé😀A\u{07}\0"), ("a\\\nb", "ab"), ("a\r\nb\rc", "a\nb\nc"),
            (#"\N{DIGIT ONE}"#, "1"), ("a''' '''b", "ab"), (#"a''' "b" r'\d' '''c"#, #"ab\dc"#),
            ("a''' 'b", "ab"), ("a''' # rest", "a"), ("", ""),
        ])
    func accepted(_ text: String, _ value: String) {
        #expect(evaluate(text) == value)
    }

    @Test(
        "Python refuses these",
        arguments: [
            "it's '''odd'''", "ends in '", "ends in \\", #"\x4"#, #"\u12"#, #"\U00110000"#,
            #"\N{no such name}"#,
            "nul \0", "a'''\n'''b", "a''' b'''c", "a''' f'''c", "a''' \"b",
        ])
    func refused(_ text: String) {
        #expect(evaluate(text) == nil)
    }

    @Test("round(x, 2) rounds the exact value, ties to even")
    func rounding() {
        for (value, rounded) in [
            (2.675, 2.67), (1.005, 1), (0.125, 0.12), (0.375, 0.38), (-0.125, -0.12), (7.999, 8), (6.995, 7),
            (1e22, 1e22), (-1e300, -1e300), (4_503_599_627_370_495.5, 4_503_599_627_370_495.5),
        ] {
            #expect(PythonRounding.twoDecimals(value) == rounded)
        }
        #expect(PythonRounding.twoDecimals(.nan).isNaN)
        #expect(PythonRounding.twoDecimals(.infinity) == .infinity)
    }

    @Test("A given reply: none, null, text")
    func given() throws {
        let body: JSONValue = ["null": .null, "text": "x", "number": 1]
        let cursor = JSONCursor(body)
        #expect(try JudgeReply(json: cursor["none"]) == .absent)
        #expect(try JudgeReply(json: cursor["null"]) == .failed)
        #expect(try JudgeReply(json: cursor["text"]) == .text("x"))
        #expect(throws: JSONFieldError.self) { try JudgeReply(json: cursor["number"]) }
    }
}
