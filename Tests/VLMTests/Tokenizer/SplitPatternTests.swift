import Testing
import VLM

/// The published splitting patterns cut texts where their regular expressions would.
struct SplitPatternTests {
    private func words(_ text: String, _ pattern: SplitPattern) -> [String] {
        let classified = ClassifiedText(utf8: Array(text.utf8))
        var ranges: [Range<Int>] = []
        pattern.split(classified, 0..<classified.scalars.count, into: &ranges)
        return ranges.map { range in
            var bytes: [UInt8] = []
            classified.utf8(range, into: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func qwen2() {
        #expect(
            words("It's 2024, isn'T it?\n\n  Yes", .qwen2) == [
                "It", "'s", " ", "2", "0", "2", "4", ",", " isn", "'T", " it", "?\n\n", " ", " Yes",
            ])
        #expect(words("a  \n b\t\tc", .qwen2) == ["a", "  \n", " b", "\t", "\tc"])
        #expect(words("'ſo x²½", .qwen2) == ["'ſ", "o", " x", "²", "½"])
    }

    @Test func llama3TakesDigitsInThrees() {
        #expect(words("12345678", .llama3) == ["123", "456", "78"])
    }

    @Test func gpt2() {
        #expect(words("It's 2024!\n x", .gpt2) == ["It", "'s", " 2024", "!", "\n", " x"])
        #expect(words("DON'T  go", .gpt2) == ["DON", "'", "T", " ", " go"])
    }

    @Test func lengthsKeepTheirHundredths() {
        #expect(words("x1.05..12.3450", .lengths) == ["x", "1", ".05", "..", "12", ".34", "50"])
        #expect(words("y-0.8,3.75.", .lengths) == ["y", "-", "0", ".", "8", ",", "3", ".75", "."])
        #expect(words("half0.36@w 1990", .lengths) == ["half", "0", ".36", "@w", " ", "19", "90"])
    }

    @Test(arguments: [SplitPattern.qwen2, .llama3, .gpt2, .lengths])
    func isRecognisedByItsExpressionAndCoversEveryText(pattern: SplitPattern) {
        #expect(SplitPattern(expression: pattern.expression) == pattern)
        let text = "x\u{301}\u{3000}\r\n\u{85}'ll'x 1½ \u{E000}—\u{200B} é"
        #expect(words(text, pattern).joined().unicodeScalars.elementsEqual(text.unicodeScalars))
    }
}
