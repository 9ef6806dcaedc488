import JSON
import Testing
import VLM

/// A trained vocabulary is reproducible, and reads back as a tokenizer that loses nothing.
struct BytePairTrainerTests {
    private let texts = [
        "the bed, the desk and the bedside table", "bed_1 is next to bed_2; the rest: 12.50",
    ]

    @Test func sameTextsGiveTheSameVocabulary() {
        let trainer = BytePairTrainer(vocabularyCount: 300)
        let vocabulary = trainer.train(texts)
        #expect(vocabulary == trainer.train(texts))
        #expect(vocabulary.tokens.contains(Array(" the".utf8)))
        #expect(vocabulary.tokens.count <= 300)
        // Digits stand alone under this pattern.
        #expect(!vocabulary.tokens.contains { $0.count > 1 && $0.contains { (0x30...0x39).contains($0) } })
    }

    @Test func theFileReadsBack() throws {
        let trainer = BytePairTrainer(vocabularyCount: 300)
        let vocabulary = trainer.train(texts)
        let added = [AddedToken(id: vocabulary.tokens.count, content: "<|im_end|>")]
        let file = JSONWriter().bytes(trainer.tokenizerJSON(vocabulary, addedTokens: added))
        let tokenizer = try Tokenizer(tokenizerJSON: file)
        for text in texts + ["Möbel für 3 Räume 家具 🛋️\n\n  <|im_end|>"] {
            let ids = try tokenizer.encode(text)
            #expect(tokenizer.decode(ids) == text)
        }
        #expect(try tokenizer.encode(" the").count == 1)
        #expect(try tokenizer.encode("<|im_end|>") == [vocabulary.tokens.count])
    }
}
