import Tensors
import Testing
import VLM

/// However the tokens of sequences are grouped into passes, the logits are the same.
@Suite struct CacheTests {
    private let model: Qwen25VL
    private let tokens = (0..<300).map { ($0 * 37 + 11) % 380 }

    init() throws { model = try Qwen25VL(directory: Fixtures.url("tiny-sharded")) }

    private func wholeLogits(_ tokens: [Int]) throws -> Tensor {
        var cache = model.makeCache()
        return try model.prefill(tokens: tokens, cache: &cache, logitsAt: .all)
    }

    @Test func prefillInPartsEqualsPrefillInOne() throws {
        let whole = try wholeLogits(tokens)
        // Parts that end before, at and after the ends of the cache's pages.
        for cuts in [[1, 300], [127, 128, 300], [128, 256, 300], [100, 257, 299, 300]] {
            var cache = model.makeCache()
            var values: [Float] = []
            var start = 0
            for cut in cuts {
                values += try model.prefill(tokens: Array(tokens[start..<cut]), cache: &cache, logitsAt: .all)
                    .values
                start = cut
            }
            #expect(cache.length == 300)
            #expect(greatestDifference(values, whole.values) < 2e-5, "\(cuts)")
        }
    }

    @Test func decodingTokenByTokenEqualsPrefill() throws {
        let whole = try wholeLogits(tokens)
        var caches = [model.makeCache()]
        for (index, token) in tokens.prefix(140).enumerated() {
            let logits = try model.decode(tokens: [token], caches: &caches)
            if index % 13 == 0 || index > 125 {
                #expect(greatestDifference(logits.row(0), whole.row(index)) < 2e-5, "token \(index)")
            }
        }
    }

    @Test func sequencesDecodedTogetherEqualThoseDecodedAlone() throws {
        let prompts = [Array(tokens[..<5]), Array(tokens[..<130]), Array(tokens[20..<61])]
        let steps = [[7], [8, 9, 10], [11, 12]]
        var caches: [KVCache] = []
        var alone: [Float] = []
        for (prompt, step) in zip(prompts, steps) {
            var cache = model.makeCache()
            _ = try model.prefill(tokens: prompt, cache: &cache, logitsAt: .none)
            caches.append(cache)
            var single = [cache]
            alone += try model.decode(steps: [step], caches: &single, logitsAt: .all).values
        }
        let together = try model.decode(steps: steps, caches: &caches, logitsAt: .all)
        #expect(together.shape == [6, model.configuration.text.vocabularySize])
        #expect(greatestDifference(together.values, alone) < 2e-5)
        #expect(caches.map(\.length) == [6, 133, 43])
    }

    @Test func aCopiedCacheIsAForkThatTheOriginalDoesNotSee() throws {
        var cache = model.makeCache()
        _ = try model.prefill(tokens: Array(tokens[..<130]), cache: &cache)
        var forks = [cache, cache, cache]
        let first = try model.decode(tokens: [1, 2, 3], caches: &forks)
        let second = try model.decode(tokens: [4, 4, 4], caches: &forks)
        for (index, token) in [1, 2, 3].enumerated() {
            let whole = try wholeLogits(Array(tokens[..<130]) + [token, 4])
            #expect(greatestDifference(first.row(index), whole.row(130)) < 2e-5)
            #expect(greatestDifference(second.row(index), whole.row(131)) < 2e-5)
        }
        // The original goes on as if there had been no forks.
        #expect(cache.length == 130)
        var original = [cache]
        let logits = try model.decode(tokens: [9], caches: &original)
        #expect(
            greatestDifference(logits.row(0), try wholeLogits(Array(tokens[..<130]) + [9]).row(130)) < 2e-5)
    }

    @Test func aTruncatedCacheGoesOnAsIfItHadNeverBeenLonger() throws {
        for length in [3, 128, 129, 200] {
            var caches = [model.makeCache()]
            _ = try model.decode(steps: [Array(tokens[..<260])], caches: &caches, logitsAt: .none)
            let kept = caches[0]
            caches[0].truncate(to: length)
            #expect(caches[0].length == length)
            let logits = try model.decode(tokens: [5], caches: &caches)
            let whole = try wholeLogits(Array(tokens[..<length]) + [5])
            #expect(greatestDifference(logits.row(0), whole.row(length)) < 2e-5)
            // The copy from before still has all its tokens.
            var copy = [kept]
            let after = try model.decode(tokens: [5], caches: &copy)
            #expect(
                greatestDifference(after.row(0), try wholeLogits(Array(tokens[..<260]) + [5]).row(260)) < 2e-5
            )
        }
    }

    @Test func promptsLongerThanOnePassAreCutInvisibly() throws {
        let long = (0..<1100).map { ($0 * 31 + 7) % 380 }
        var cache = model.makeCache()
        let selected = try model.prefill(tokens: long, cache: &cache, logitsAt: .indices([1099, 5, 1024]))
        var parts = [model.makeCache()]
        var rows: [Int: [Float]] = [:]
        for start in stride(from: 0, to: 1100, by: 275) {
            let step = try model.decode(
                steps: [Array(long[start..<start + 275])], caches: &parts, logitsAt: .all)
            for wanted in [5, 1024, 1099] where (start..<start + 275).contains(wanted) {
                rows[wanted] = step.row(wanted - start)
            }
        }
        for (row, position) in [1099, 5, 1024].enumerated() {
            #expect(greatestDifference(selected.row(row), rows[position] ?? []) < 5e-5)
        }
    }

    @Test func oneModelServesManyRequestsAtOnce() async throws {
        let model = model
        let tokens = tokens
        let expected = try wholeLogits(Array(tokens[..<40])).row(39)
        await withTaskGroup(of: [Float].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    var caches = [model.makeCache()]
                    var last: [Float] = []
                    for token in tokens[..<40] {
                        last = (try? model.decode(tokens: [token], caches: &caches).row(0)) ?? []
                    }
                    return last
                }
            }
            for await logits in group { #expect(greatestDifference(logits, expected) < 2e-5) }
        }
    }
}
