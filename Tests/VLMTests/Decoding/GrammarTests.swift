import JSON
import Testing
import VLM

/// Alternatives, repetitions, named parts and strings of a grammar.
struct GrammarTests {
    private func results(
        _ grammar: TokenConstraint.Grammar, seed: UInt64, limit: Int? = nil
    ) throws -> (tokenizer: Tokenizer, sequences: [GeneratedSequence]) {
        let tokenizer = try RandomTokenizer.make(seed: seed)
        let constraint = try TokenConstraint(
            grammar,
            vocabulary: GrammarVocabulary(
                tokenizer: tokenizer,
                numbers: NumberVocabulary(tokenizer: tokenizer, vocabularySize: tokenizer.vocabularyCount),
                endToken: tokenizer.id(of: "<|im_end|>"), size: tokenizer.vocabularyCount))
        let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: seed)
        var generator = SequenceGenerator(
            ending: .constraint(constraint), sampling: SamplingParameters(), seed: seed)
        generator.plan.maximumTokens = limit
        return (tokenizer, try generator.generate(model, cache: .init(), logits: model.logits(after: []), count: 6))
    }

    private func texts(_ grammar: TokenConstraint.Grammar, seed: UInt64, limit: Int? = nil) throws -> [String] {
        let (tokenizer, sequences) = try results(grammar, seed: seed, limit: limit)
        return sequences.filter { $0.finishReason == .stop }
            .map { tokenizer.decode($0.tokens.map(\.id), skipsSpecialTokens: true) }
    }

    @Test func alternativesThatBeginAlikeAreAllReached() throws {
        let slot = try NumberSlot(minimum: 0, maximum: 20, maximumFractionDigits: 0)
        let grammar = TokenConstraint.Grammar(root: [
            .forced("{"),
            .oneOf([
                [.forced("\"kind\": \"bed\", \"n\": "), .number(slot)], [.forced("\"kind\": \"bedside\"")],
                [.forced("\"kind\": "), .choice(["1", "2"])], [.forced("\"kind\": "), .number(slot)],
                [.forced("1")], [.forced("12")],
            ]),
            .forced("}"),
        ])
        var seen: Set<String> = []
        for seed in 0..<60 as Range<UInt64> { seen.formUnion(try texts(grammar, seed: seed)) }
        for text in seen {
            let inner = text.dropFirst().dropLast()
            let matches =
                ["\"kind\": \"bedside\"", "1", "12"].contains(inner)
                || Int(inner.replacing("\"kind\": \"bed\", \"n\": ", with: "").replacing("\"kind\": ", with: "")).map {
                    (0...20).contains($0)
                } ?? false
            #expect(matches, "\(text)")
        }
        for wanted in ["{1}", "{12}", "{\"kind\": \"bedside\"}"] { #expect(seen.contains(wanted)) }
        #expect(seen.contains { $0.hasPrefix("{\"kind\": \"bed\", ") })
    }

    @Test(arguments: [(0, nil), (0, 3), (2, 2), (1, 4), (3, nil)] as [(Int, Int?)])
    func repetitionsKeepTheirBounds(minimum: Int, maximum: Int?) throws {
        let slot = try NumberSlot(minimum: 0, maximum: 9, maximumFractionDigits: 1)
        let grammar = TokenConstraint.Grammar(root: [
            .forced("["), .repeated([.number(slot)], separator: ", ", minimum: minimum, maximum: maximum), .forced("]"),
        ])
        var counts: Set<Int> = []
        for seed in 0..<40 as Range<UInt64> {
            for text in try texts(grammar, seed: seed, limit: 300) {
                let numbers = try #require(try JSONParser.parse(text).arrayValue)
                #expect(numbers.count >= minimum && numbers.count <= maximum ?? .max)
                counts.insert(numbers.count)
            }
        }
        let reach = minimum...(maximum ?? minimum + 2)
        #expect(counts.isSuperset(of: reach))
    }

    @Test func partsContainThemselves() throws {
        let node: [TokenConstraint.Segment] = [
            .forced("{\"v\": "), .choice(["true", "false"]), .forced(", \"next\": "),
            .oneOf([[.forced("null")], [.rule("node")]]), .forced(", \"all\": ["),
            .repeated([.rule("node")], separator: ", ", minimum: 0, maximum: 2), .forced("]}"),
        ]
        let grammar = TokenConstraint.Grammar(root: node, rules: ["node": node])
        func check(_ value: JSONCursor, depth: Int) throws -> Int {
            _ = try value["v"].bool()
            let inner = try value["all"].array() + (value["next"].isAbsent ? [] : [value["next"]])
            return try inner.map { try check($0, depth: depth + 1) }.max() ?? depth
        }
        var deepest = 0
        for seed in 0..<40 as Range<UInt64> {
            for text in try texts(grammar, seed: seed, limit: 400) {
                deepest = max(deepest, try check(JSONCursor(JSONParser.parse(text)), depth: 0))
            }
        }
        #expect(deepest >= 2)
    }

    @Test func stringsHaveEscapesAndKeepTheirLengths() throws {
        var escaped = false
        for seed in 0..<60 as Range<UInt64> {
            let low = Int(seed % 4)
            let high = low + Int(seed % 3)
            let grammar = TokenConstraint.Grammar(root: [
                .forced("[\""), .string(maximumTokens: 40, length: low...high), .forced(", \""),
                .string(maximumTokens: 12), .forced("]"),
            ])
            for text in try texts(grammar, seed: seed) {
                let strings = try JSONCursor(JSONParser.parse(text)).array()
                #expect((low...high).contains(try strings[0].string().unicodeScalars.count), "\(text)")
                escaped = escaped || text.contains("\\")
            }
        }
        #expect(escaped)
    }

    @Test func whatIsDeterminedIsNotDrawn() throws {
        let grammar = TokenConstraint.Grammar(root: [
            .oneOf([[.forced("{\"a\": 1")], [.forced("{\"a\": 1")]]), .forced(", "),
            .repeated([.forced("x")], separator: ";", minimum: 3, maximum: 3), .forced("}"),
        ])
        for sequence in try results(grammar, seed: 3).sequences {
            #expect(sequence.tokens.allSatisfy { $0.isForced })
        }
        #expect(try texts(grammar, seed: 3).allSatisfy { $0 == "{\"a\": 1, x;x;x}" })
    }

    @Test func grammarsThatGoNowhereAreRefused() throws {
        let slot = try NumberSlot(minimum: 0, maximum: 1, maximumFractionDigits: 0)
        let faults: [TokenConstraint.Grammar] = [
            .init(root: [.rule("a")]), .init(root: [.rule("a")], rules: ["a": [.rule("a"), .forced("x")]]),
            .init(root: [.rule("a")], rules: ["a": [.oneOf([[.forced("x")], [.rule("a")]])]]),
            .init(root: [.rule("a")], rules: ["a": []]), .init(root: [.oneOf([])]), .init(root: [.oneOf([[]])]),
            .init(root: [.repeated([.forced("x")], separator: "", minimum: 0, maximum: 1)]),
            .init(root: [.repeated([.forced("x")], separator: ",", minimum: 2, maximum: 1)]),
            .init(root: [.repeated([.number(slot)], separator: "1", minimum: 2, maximum: 3), .forced("]")]),
            .init(root: [.oneOf([[.forced("x")], [.number(slot)]]), .forced("1")]),
            .init(root: [.oneOf([[.forced("x")], [.number(slot)]])]),
        ]
        for grammar in faults {
            #expect(throws: GenerationError.self, "\(grammar)") { try results(grammar, seed: 1) }
        }
    }
}
