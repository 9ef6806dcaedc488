import Planning

/// A context-free grammar of texts: `{name}` stands for one of the rules of that name, drawn anew each time.
package struct WishGrammar {
    private let rules: [String: [String]]

    /// A grammar written as lines `name = one | another`; a line that begins with `|` goes on with the rule above.
    init(_ text: String) {
        var rules: [String: [String]] = [:]
        var name = ""
        for line in text.split(separator: "\n") {
            var rest = line[...]
            if let equals = line.firstIndex(of: "="), !line.drop(while: \.isWhitespace).hasPrefix("|") {
                name = line[..<equals].split(separator: " ").joined(separator: " ")
                rest = line[line.index(after: equals)...]
            }
            rules[name, default: []] += rest.split(separator: "|").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }.filter { !$0.isEmpty }.map { $0 == "-" ? "" : $0 }
        }
        self.rules = rules
    }

    /// A text of a rule.
    /// - Parameter bound: what given names stand for, before the rules.
    func text(_ rule: String, _ bound: [String: String] = [:], from generator: inout SeededGenerator) -> String {
        expand("{\(rule)}", bound, depth: 0, &generator)
    }

    private func expand(
        _ template: String, _ bound: [String: String], depth: Int, _ generator: inout SeededGenerator
    ) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            if let text = bound[name] {
                result += text
            } else if let options = rules[name], !options.isEmpty, depth < 12 {
                result += expand(generator.pick(options), bound, depth: depth + 1, &generator)
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// All names that rules refer to without a rule of their own; for tests.
    package func openNames() -> Set<String> {
        var names: Set<String> = []
        for option in rules.values.joined() {
            for part in option.split(separator: "{").dropFirst(option.hasPrefix("{") ? 0 : 1) {
                if let close = part.firstIndex(of: "}") { names.insert(String(part[..<close])) }
            }
        }
        return names.subtracting(rules.keys)
    }
}
