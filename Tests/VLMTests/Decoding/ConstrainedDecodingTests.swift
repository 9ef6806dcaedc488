import JSON
import Tensors
import Testing
import VLM

/// Whatever the weights and the tokenizer, a constrained answer is exactly its grammar's skeleton.
struct ConstrainedDecodingTests {
    private func generator(
        _ segments: [TokenConstraint.Segment], _ tokenizer: Tokenizer, temperature: Double, seed: UInt64,
        scores: Bool = false
    ) throws -> SequenceGenerator {
        let numbers = try NumberVocabulary(tokenizer: tokenizer, vocabularySize: tokenizer.vocabularyCount)
        let constraint = try TokenConstraint(
            segments,
            vocabulary: GrammarVocabulary(
                tokenizer: tokenizer, numbers: numbers, endToken: tokenizer.id(of: "<|im_end|>"),
                size: tokenizer.vocabularyCount))
        return SequenceGenerator(
            ending: .constraint(constraint), sampling: SamplingParameters(temperature: temperature),
            seed: seed,
            scoresForcedTokens: scores)
    }

    private func layout(ids: [String], thinks: Bool, slots: [NumberSlot]) -> [TokenConstraint.Segment] {
        var segments: [TokenConstraint.Segment] = []
        if thinks { segments = [.forced("<think>"), .free(until: "</think>", maximumTokens: 12)] }
        segments.append(.forced("<answer>["))
        for (index, id) in ids.enumerated() {
            segments.append(.forced("\(index == 0 ? "" : ", "){\"new_object_id\":\"\(id)\",\"x\":"))
            segments += [.number(slots[0]), .forced(",\"y\":"), .number(slots[1]), .forced(",\"z\":")]
            segments += [.number(slots[2]), .forced("}")]
        }
        return segments + [.forced("]</answer>")]
    }

    @Test(arguments: StubModel.Kind.allCases)
    func answersAreWellFormedWhateverTheModel(kind: StubModel.Kind) throws {
        let slots = [
            try NumberSlot(minimum: 0.35, maximum: 4.65, maximumFractionDigits: 2),
            try NumberSlot(minimum: -2, maximum: 12.5, maximumFractionDigits: 3),
            try NumberSlot(minimum: 0.4, maximum: 0.4, maximumFractionDigits: 1),
        ]
        for seed in 0..<60 as Range<UInt64> {
            let tokenizer = try RandomTokenizer.make(seed: seed)
            let ids = ["bed_1", "x\"y".replacing("\"", with: "\\\""), "naïve 家"]
            let thinks = seed % 2 == 0
            let generator = try generator(
                layout(ids: ids, thinks: thinks, slots: slots), tokenizer,
                temperature: [0, 1, 50][Int(seed % 3)], seed: seed, scores: seed % 5 == 0)
            let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: seed, kind: kind)
            let results = try generator.generate(
                model, cache: .init(), logits: model.logits(after: []), count: 3)
            #expect(results.count == 3)
            for result in results {
                #expect(result.finishReason == .stop)
                var text = tokenizer.decode(result.tokens.map(\.id))
                #expect(text.hasSuffix("</answer><|im_end|>"))
                if thinks {
                    #expect(text.hasPrefix("<think>"))
                    let end = try #require(text.range(of: "</think>"))
                    text = String(text[end.upperBound...])
                }
                let body = text.dropFirst("<answer>".count).dropLast("</answer><|im_end|>".count)
                let objects = JSONCursor(try JSONParser.parse(String(body)))
                #expect(
                    try objects.array().map { try $0["new_object_id"].string() } == [
                        "bed_1", "x\"y", "naïve 家",
                    ])
                for object in try objects.array() {
                    for (key, slot) in zip(["x", "y", "z"], slots) {
                        _ = try object[key].double(in: slot.minimum...slot.maximum)
                    }
                }
            }
        }
    }

    @Test func forcedTextIsTokenizedSegmentBySegment() throws {
        let tokenizer = try RandomTokenizer.make(seed: 4)
        let slot = try NumberSlot(minimum: 1, maximum: 1, maximumFractionDigits: 0)
        let generator = try generator(
            [.forced("bed"), .number(slot), .forced(" end")], tokenizer, temperature: 1, seed: 1)
        let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: 1)
        let result = try generator.generate(model, cache: .init(), logits: model.logits(after: []), count: 1)[
            0]
        let wanted = try tokenizer.encode("bed") + tokenizer.encode("1") + tokenizer.encode(" end")
        #expect(result.tokens.map(\.id) == wanted + [try tokenizer.id(of: "<|im_end|>")])
        // A slot with one number leaves no choice at all.
        #expect(result.tokens.allSatisfy { $0.isForced })
    }

    @Test func probabilitiesAreThoseOfTheModel() throws {
        let tokenizer = try RandomTokenizer.make(seed: 9)
        let slot = try NumberSlot(minimum: 0, maximum: 9.9, maximumFractionDigits: 1)
        let generator = try generator(
            [.forced("x: "), .number(slot), .forced("; y: "), .number(slot), .forced(";\n")], tokenizer,
            temperature: 1, seed: 2, scores: true)
        let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: 3)
        for result in try generator.generate(model, cache: .init(), logits: model.logits(after: []), count: 4) {
            var past: [Int] = []
            for token in result.tokens {
                let expected = Sampler.logSoftmax(model.logits(after: past)[...], at: token.id)
                #expect(token.modelLogProbability == expected)
                #expect(token.isForced ? token.logProbability == 0 : token.logProbability >= expected - 1e-4)
                past.append(token.id)
            }
        }
    }

    @Test func freeTextNeverRunsPastItsEnd() throws {
        for seed in 0..<40 as Range<UInt64> {
            let tokenizer = try RandomTokenizer.make(seed: seed)
            let generator = try generator(
                [.free(until: "<<", maximumTokens: 200), .forced("!")], tokenizer, temperature: 1, seed: seed)
            let model = StubModel(vocabularySize: tokenizer.vocabularyCount, seed: seed)
            for result in try generator.generate(
                model, cache: .init(), logits: model.logits(after: []), count: 2)
            {
                let bytes = result.tokens.flatMap { Array(tokenizer.bytes(of: $0.id)) }
                let end = Array("<<!<|im_end|>".utf8)
                #expect(bytes.suffix(end.count).elementsEqual(end))
                let free = bytes.dropLast(end.count)
                #expect(!String(decoding: free, as: UTF8.self).contains("<<"))
            }
        }
    }

    @Test func unusableGrammarsAreRefused() throws {
        let tokenizer = try RandomTokenizer.make(seed: 1)
        let slot = try NumberSlot(minimum: 0, maximum: 1, maximumFractionDigits: 1)
        for segments: [TokenConstraint.Segment] in [
            [.number(slot)], [.number(slot), .number(slot), .forced("x")], [.number(slot), .forced("0x")],
            [.number(slot), .forced(""), .number(slot), .forced(".")],
            [.number(slot), .free(until: "x", maximumTokens: 3)], [.free(until: "", maximumTokens: 3)],
        ] {
            #expect(throws: GenerationError.self) {
                try generator(segments, tokenizer, temperature: 1, seed: 0)
            }
        }
    }
}
