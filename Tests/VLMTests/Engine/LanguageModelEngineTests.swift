import Foundation
import Imaging
import JSON
import Synchronization
import Testing
import VLM

/// The engine answers requests: reproducibly, in turn, within limits, and stops when told to.
struct LanguageModelEngineTests {
    let engine: LanguageModelEngine

    init() throws { engine = try LanguageModelEngine(directory: Fixtures.url("tiny-tied")) }

    private func request(_ answer: GenerationRequest.Answer, seed: UInt64 = 1) throws -> GenerationRequest {
        let image = try PixelImage(
            decoding: [UInt8](Data(contentsOf: Fixtures.url("images/plain-45x37.png"))))
        var request = GenerationRequest(
            messages: [.init(role: "user", parts: [.image(image), .text("Place bed_1.")])], answer: answer)
        request.seed = seed
        request.samples = 3
        return request
    }

    private func layout() throws -> [TokenConstraint.Segment] {
        let slot = try NumberSlot(minimum: 0.5, maximum: 3.5, maximumFractionDigits: 2)
        return [
            .forced("<think>"), .free(until: "</think>", maximumTokens: 5),
            .forced(#"<answer>[{"new_object_id":"bed_1","x":"#), .number(slot), .forced(",\"y\":"),
            .number(slot),
            .forced("}]</answer>"),
        ]
    }

    @Test func constrainedAnswersParse() async throws {
        let response = try await engine.generate(try request(.constrained(layout())))
        #expect(response.samples.count == 3)
        for sample in response.samples {
            let body = try #require(sample.text.split(separator: "<answer>").last).dropLast("</answer>".count)
            let object = JSONCursor(try JSONParser.parse(String(body))).self
            _ = try object.array()[0]["x"].double(in: 0.5...3.5)
            _ = try object.array()[0]["y"].double(in: 0.5...3.5)
            #expect(sample.finishReason == .stop)
        }
        #expect(response.usage.imageTokens == 6)
        #expect(response.usage.forcedTokens > response.usage.completionTokens / 2)
    }

    /// Two numbers, the second at least the first; or a failure after the first.
    private struct Rising: UnfoldingGrammar {
        struct Stop: Error, Equatable {}
        let maximumTokens = 60
        var fails = false
        var count = 0
        mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
            count += 1
            guard count <= 2 else { return [] }
            if fails, count == 2 { throw Stop() }
            let low = written.numbers.first.flatMap(Double.init) ?? 0
            let slot = try NumberSlot(ranges: [low...9.5], fractionDigits: 1...1)
            return [.forced("\(low) or more: "), .number(slot), .forced("\n")]
        }
    }

    @Test func unfoldingGrammarsSeeWhatWasWritten() async throws {
        let response = try await engine.generate(try request(.unfolding(Rising())))
        for sample in response.samples {
            let lines = sample.text.split(separator: "\n")
            try #require(lines.count == 2)
            let first = try #require(lines[0].split(separator: " ").last.flatMap { Double($0) })
            #expect(lines[1].hasPrefix("\(first) or more: "))
            #expect(try #require(lines[1].split(separator: " ").last.flatMap { Double($0) }) >= first)
        }
    }

    @Test func anUnfoldingGrammarThatFailsFailsItsRequestAlone() async throws {
        let engine = engine
        let failing = try request(.unfolding(Rising(fails: true)))
        let sound = try request(.unfolding(Rising()))
        async let other = engine.generate(sound)
        await #expect(throws: Rising.Stop()) { try await engine.generate(failing) }
        let response = try await other
        #expect(response.samples.count == 3)
    }

    @Test func sameSeedSameTokensAlsoWhenOthersAskAtTheSameTime() async throws {
        let alone = try await engine.generate(try request(.constrained(layout()), seed: 7))
        let engine = engine
        let together = try await withThrowingTaskGroup(of: (UInt64, [[Int]]).self) { group in
            for seed in 5..<10 as Range<UInt64> {
                let request = try request(.constrained(layout()), seed: seed)
                group.addTask {
                    (seed, try await engine.generate(request).samples.map { $0.tokens.map(\.id) })
                }
            }
            var results: [UInt64: [[Int]]] = [:]
            for try await (seed, tokens) in group { results[seed] = tokens }
            return results
        }
        #expect(together[7] == alone.samples.map { $0.tokens.map(\.id) })
        #expect(together[6] != together[7])
    }

    @Test func jumpForwardGivesTheProbabilitiesOfOneTokenAtATime() async throws {
        var request = try request(.constrained(layout()))
        request.scoresForcedTokens = true
        request.samples = 2
        let response = try await engine.generate(request)
        let checkpoint = try LoadedCheckpoint(directory: Fixtures.url("tiny-tied"))
        let image = try PixelImage(
            decoding: [UInt8](Data(contentsOf: Fixtures.url("images/plain-45x37.png"))))
        let prompt = try checkpoint.prompt(
            [ChatMessage(role: "user", parts: [.image, .text("Place bed_1.")])], images: [image],
            policy: .spelledOut)
        for sample in response.samples {
            var cache = checkpoint.model.makeCache()
            var row = try checkpoint.model.prefill(
                tokens: prompt.tokens,
                imageEmbeddings: checkpoint.model.encodeImages(patches: prompt.patches, grids: prompt.grids),
                positions: prompt.positions, cache: &cache
            ).row(0)
            var caches = [cache]
            for token in sample.tokens {
                let expected = Sampler.logSoftmax(row[...], at: token.id)
                #expect(abs((token.modelLogProbability ?? 0) - expected) < 1e-4)
                row = try checkpoint.model.decode(tokens: [token.id], caches: &caches).row(0)
            }
        }
    }

    @Test func streamedTextIsTheText() async throws {
        var texts = ["", "", ""]
        for try await event in engine.stream(try request(.free(maximumTokens: 40))) {
            switch event {
            case .text(let sample, let text): texts[sample] += text
            case .response(let response): #expect(response.samples.map(\.text) == texts)
            }
        }
        #expect(texts.contains { !$0.isEmpty })
    }

    @Test func limitsAreTypedErrors() async throws {
        var none = try request(.free(maximumTokens: 4))
        none.samples = 0
        let unusable = [
            try request(.free(maximumTokens: 100_000)), try request(.free(maximumTokens: -1)),
            try request(.constrained([])), none,
        ]
        for request in unusable {
            await #expect(throws: GenerationError.self) { _ = try await engine.generate(request) }
        }
        let empty = GenerationRequest(messages: [], answer: .free(maximumTokens: 4))
        await #expect(throws: ChatError.noMessages) { _ = try await engine.generate(empty) }
    }

    @Test func cancellationStopsTheWork() async throws {
        let engine = engine
        var request = try request(.free(maximumTokens: 1500))
        request.samples = 8
        let told = Mutex(0)
        let work = Mutex<Task<GenerationResponse, any Error>?>(nil)
        let task = Task { [request] in
            try await engine.generate(request) { (progress: GenerationProgress) in
                told.withLock { $0 += progress.tokens.count }
                work.withLock { $0?.cancel() }
            }
        }
        work.withLock { $0 = task }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(told.withLock { $0 } < 8 * 1500)
    }
}
