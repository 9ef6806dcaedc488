import Foundation
import Imaging
import Synchronization
import Testing
import VLM

/// The engine's queue is bounded, cancelled requests leave at once, and a short request is not behind a long one.
struct SchedulingTests {
    private func engine(_ change: (inout EngineLimits) -> Void = { _ in }) throws -> LanguageModelEngine {
        var limits = EngineLimits()
        change(&limits)
        return try LanguageModelEngine(directory: try Fixtures.url("tiny-tied"), limits: limits)
    }

    private func request(_ text: String = "Hello", tokens: Int, samples: Int = 1) -> GenerationRequest {
        var request = GenerationRequest(
            messages: [.init(role: "user", text: text)], answer: .free(maximumTokens: tokens))
        request.samples = samples
        return request
    }

    /// A request that never ends by itself: its words never come to an end.
    private func endless(samples: Int = 1) -> GenerationRequest {
        var request = GenerationRequest(
            messages: [.init(role: "user", text: "Hello")],
            answer: .constrained([.free(until: "\u{1}\u{2}\u{3}\u{4}", maximumTokens: 1900)]))
        request.samples = samples
        return request
    }

    @Test func aFullQueueRefuses() async throws {
        let engine = try engine {
            $0.maximumRunningRequests = 1
            $0.maximumWaitingRequests = 2
        }
        let isRunning = AsyncStream<Void>.makeStream()
        let long = Task {
            try await engine.generate(endless(samples: 32)) { (_: GenerationProgress) in isRunning.continuation.yield()
            }
        }
        for await _ in isRunning.stream { break }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        _ = try await engine.generate(request(tokens: 1))
                        return true
                    } catch let error as QueueFull {
                        #expect(error.limit == 2 && error.retryAfterSeconds > 0)
                        return false
                    } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            var outcomes: [Bool] = []
            for await outcome in group {
                outcomes.append(outcome)
                // Those that wait get their turn when the slot is free.
                if outcomes.count == 4 { long.cancel() }
            }
            return outcomes
        }
        #expect(outcomes.count { $0 } == 2)
        await #expect(throws: CancellationError.self) { try await long.value }
        _ = try await engine.generate(request(tokens: 1))
    }

    @Test func aShortRequestOvertakesALongOne() async throws {
        let engine = try engine()
        let isRunning = AsyncStream<Void>.makeStream()
        let hasEnded = Mutex(false)
        let long = Task {
            defer { hasEnded.withLock { $0 = true } }
            return try await engine.generate(endless(samples: 200)) { (_: GenerationProgress) in
                isRunning.continuation.yield()
            }
        }
        for await _ in isRunning.stream { break }
        let short = try await engine.generate(request(tokens: 4))
        #expect(short.samples.count == 1)
        #expect(!hasEnded.withLock { $0 })
        long.cancel()
        await #expect(throws: CancellationError.self) { _ = try await long.value }
    }

    @Test func aFaultyRequestDoesNotDisturbOthers() async throws {
        let engine = try engine()
        let good = Task { try await engine.generate(request(tokens: 30)) }
        await #expect(throws: GenerationError.self) {
            _ = try await engine.generate(request(tokens: 1_000_000))
        }
        #expect(try await good.value.samples.count == 1)
    }

    @Test func stopTextsEndAnswers() async throws {
        let engine = try engine()
        var free = request(tokens: 60, samples: 8)
        free.seed = 3
        let whole = try await engine.generate(free).samples.map(\.text)
        let stop = try #require(whole.compactMap { $0.dropFirst(4).first }.first).description
        free.stopTexts = [stop, "never written"]
        let told = Mutex([String](repeating: "", count: 8))
        let stopped = try await engine.generate(free) { sample, text in told.withLock { $0[sample] += text } }
        for (sample, text) in zip(stopped.samples, whole) {
            let expected = text.range(of: stop).map { String(text[..<$0.lowerBound]) } ?? text
            #expect(sample.text == expected)
            if expected != text { #expect(sample.finishReason == .stop) }
        }
        #expect(told.withLock { $0 } == stopped.samples.map(\.text))
    }

    @Test func alternativesAreTheMostProbable() async throws {
        var request = request(tokens: 5)
        request.sampling = .greedy
        request.alternatives = 3
        for token in try await engine().generate(request).samples[0].tokens {
            #expect(token.alternatives.count == 3)
            #expect(token.alternatives.first?.id == token.id)
            #expect(token.alternatives.first?.modelLogProbability == token.modelLogProbability)
            let values = token.alternatives.map(\.modelLogProbability)
            #expect(values == values.sorted(by: >))
        }
    }

    @Test func progressCarriesEveryToken() async throws {
        var request = request(tokens: 12, samples: 3)
        request.alternatives = 1
        let told = Mutex([[GeneratedSequence.Token]](repeating: [], count: 3))
        let ends = Mutex(0)
        let response = try await engine().generate(request) { (progress: GenerationProgress) in
            told.withLock { $0[progress.sample] += progress.tokens }
            if progress.finishReason != nil { ends.withLock { $0 += 1 } }
        }
        #expect(told.withLock { $0 } == response.samples.map(\.tokens))
        #expect(ends.withLock { $0 } == 3)
    }
}
