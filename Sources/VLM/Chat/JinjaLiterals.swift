/// The texts that a Jinja template can print: those outside its tags and the strings in its expressions.
enum JinjaLiterals {
    /// All literal texts in order. White-space control (`{%-`, `-%}`) is honoured; a line end right after a
    /// statement is dropped and blanks before it are stripped, as transformers sets Jinja up.
    static func read(_ source: String) -> [String] {
        var literals: [String] = []
        var rest = Array(source.unicodeScalars)[...]
        var stripsNext = false
        var dropsNewline = false
        while !rest.isEmpty {
            let open = tagStart(in: rest) ?? rest.endIndex
            var text = rest[rest.startIndex..<open]
            if dropsNewline, text.first == "\n" { text = text.dropFirst() }
            if stripsNext { text = text.drop { $0.properties.isWhitespace } }
            rest = rest[open...]
            guard rest.count >= 2 else {
                append(text, to: &literals)
                break
            }
            let kind = rest[rest.startIndex + 1]
            var body = rest.dropFirst(2)
            if body.first == "-" {
                while let last = text.last, last.properties.isWhitespace { text = text.dropLast() }
            } else if kind == "%" {
                while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
            }
            append(text, to: &literals)
            let close: Unicode.Scalar = kind == "{" ? "}" : kind
            var content: [Unicode.Scalar] = []
            while body.count >= 2, !(body[body.startIndex] == close && body[body.startIndex + 1] == "}") {
                let scalar = body.removeFirst()
                content.append(scalar)
                guard kind == "{", scalar == "'" || scalar == "\"" else { continue }
                append(stringLiteral(&body, quote: scalar)[...], to: &literals)
                content.append(scalar)
            }
            stripsNext = content.last == "-"
            dropsNewline = kind == "%"
            rest = body.dropFirst(2)
        }
        return literals
    }

    private static func append(_ text: ArraySlice<Unicode.Scalar>, to literals: inout [String]) {
        guard !text.isEmpty else { return }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        literals.append(String(view))
    }

    private static func tagStart(in text: ArraySlice<Unicode.Scalar>) -> Int? {
        var index = text.startIndex
        while index + 1 < text.endIndex {
            let next = text[index + 1]
            if text[index] == "{", next == "{" || next == "%" || next == "#" { return index }
            index += 1
        }
        return nil
    }

    /// Reads up to the closing quote, with the escapes that Jinja strings have.
    private static func stringLiteral(
        _ body: inout ArraySlice<Unicode.Scalar>, quote: Unicode.Scalar
    ) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = []
        while let scalar = body.popFirst(), scalar != quote {
            guard scalar == "\\", let escaped = body.popFirst() else {
                text.append(scalar)
                continue
            }
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            default: text.append(escaped)
            }
        }
        return text
    }
}
