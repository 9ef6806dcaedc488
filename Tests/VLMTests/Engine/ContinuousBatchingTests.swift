import Foundation
import Imaging
import Tensors
import Testing
import VLM

/// In any company a request gets, to the last bit, the tokens and probabilities that it gets alone.
struct ContinuousBatchingTests {
    private static let words = [
        "bed", "desk", "lamp", "the", "room", "near", "window", "wall", "chair", "a", "north", "shelf",
    ]
    /// Longer than a piece of the prefix cache with each of the fixtures' tokenizers.
    private static let preamble = String(repeating: "Furnish the room with care; ", count: 12)

    private static func image(_ name: String) throws -> PixelImage {
        try PixelImage(decoding: [UInt8](Data(contentsOf: Fixtures.url("images/\(name)"))))
    }

    /// A request of any kind: free or constrained, with and without pictures, short and long, of one or more samples.
    private static func request(_ generator: inout SplitMix64) throws -> GenerationRequest {
        var parts: [GenerationRequest.Message.Part] = []
        if Bool.random(using: &generator) { parts.append(.text(preamble)) }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            parts.append(.image(try image(Bool.random(using: &generator) ? "plain-45x37.png" : "wide-150x40.png")))
        }
        if Bool.random(using: &generator) { parts.append(.text(preamble)) }
        let count = Int.random(in: 1...12, using: &generator)
        parts.append(
            .text((0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")))
        let answer: GenerationRequest.Answer
        if Bool.random(using: &generator) {
            answer = .free(maximumTokens: Int.random(in: 0...40, using: &generator))
        } else {
            let slot = try NumberSlot(minimum: 0, maximum: 6.5, maximumFractionDigits: 2)
            var segments: [TokenConstraint.Segment] = [.forced("<think>"), .free(until: "</think>", maximumTokens: 6)]
            for index in 0..<Int.random(in: 1...3, using: &generator) {
                segments += [.forced(#"{"new_object_id":"bed_\#(index)","x":"#), .number(slot), .forced(",\"on\":")]
                segments += [.choice(["true", "false", "null"]), .forced(",\"why\":\""), .string(maximumTokens: 3)]
                segments.append(.forced("}"))
            }
            answer = .constrained(segments)
        }
        var request = GenerationRequest(messages: [.init(role: "user", parts: parts)], answer: answer)
        request.seed = generator.next() % 5
        request.samples = [1, 1, 2, 5, 14].randomElement(using: &generator) ?? 1
        request.sampling =
            [.greedy, SamplingParameters(), .init(temperature: 0.7, topP: 0.9)]
            .randomElement(using: &generator) ?? .greedy
        request.scoresForcedTokens = Int.random(in: 0..<4, using: &generator) == 0
        return request
    }

    private static func limits(prefixCacheBytes: Int) -> EngineLimits {
        var limits = EngineLimits()
        limits.prefixCacheBytes = prefixCacheBytes
        limits.maximumRunningRequests = 7
        limits.maximumSequences = 9
        return limits
    }

    @Test(arguments: Fixtures.checkpoints, [0, 200_000, 64 << 20])
    func eachGetsWhatItWouldGetAlone(checkpoint: String, prefixCacheBytes: Int) async throws {
        try await check(checkpoint, quantization: nil, prefixCacheBytes: prefixCacheBytes)
    }

    @Test(arguments: Fixtures.checkpoints, Quantization.allCases)
    func soItIsWithRoundedWeights(checkpoint: String, quantization: Quantization) async throws {
        try await check(checkpoint, quantization: quantization, prefixCacheBytes: 200_000)
    }

    private func check(_ checkpoint: String, quantization: Quantization?, prefixCacheBytes: Int) async throws {
        var generator = SplitMix64(seed: UInt64(prefixCacheBytes) &+ 17)
        let requests = try (0..<(quantization == nil ? 24 : 12)).map { _ in try Self.request(&generator) }
        // Each is cancelled after some tokens, or never.
        let patience = requests.map { _ in
            Int.random(in: 0..<4, using: &generator) == 0 ? Int.random(in: 0..<12, using: &generator) : Int.max
        }
        let delays = requests.map { _ in Int.random(in: 0..<30, using: &generator) }
        // The rounded weights are kept beside a copy.
        let copy = quantization == nil ? nil : try TemporaryDirectory(copyOf: checkpoint, whole: true)
        let directory = try copy?.url ?? Fixtures.url(checkpoint)
        let lonely = try LanguageModelEngine(
            directory: directory, limits: Self.limits(prefixCacheBytes: 0), quantization: quantization)
        var alone: [[GenerationResponse.Sample]] = []
        for request in requests { alone.append(try await lonely.generate(request).samples) }

        let busy = try LanguageModelEngine(
            directory: directory, limits: Self.limits(prefixCacheBytes: prefixCacheBytes), quantization: quantization)
        let together = try await withThrowingTaskGroup(of: (Int, [GenerationResponse.Sample]?).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(delays[index]))
                    if patience[index] == .max { return (index, try await busy.generate(request).samples) }
                    var pieces = 0
                    for try await _ in busy.stream(request) {
                        pieces += 1
                        if pieces > patience[index] { break }
                    }
                    return (index, nil)
                }
            }
            return try await group.reduce(into: [Int: [GenerationResponse.Sample]]()) { $0[$1.0] = $1.1 }
        }
        for (index, samples) in together {
            #expect(samples.map(\.tokens) == alone[index].map(\.tokens), "request \(index)")
            #expect(samples.map(\.text) == alone[index].map(\.text))
        }
        #expect(together.count == patience.count { $0 == .max })
    }

    @Test func aSampleIsTheSameWhateverTheirNumber() async throws {
        let engine = try LanguageModelEngine(directory: try Fixtures.url("tiny-half"))
        var generator = SplitMix64(seed: 4)
        for _ in 0..<6 {
            var request = try Self.request(&generator)
            request.samples = 20
            let many = try await engine.generate(request).samples
            request.samples = 1
            let one = try await engine.generate(request).samples
            #expect(many[0].tokens == one[0].tokens)
        }
    }

    @Test func manyMoreSamplesThanARoundServes() async throws {
        let engine = try LanguageModelEngine(
            directory: Fixtures.url("tiny-tied"), limits: Self.limits(prefixCacheBytes: 0))
        var request = GenerationRequest(
            messages: [.init(role: "user", text: "Hello")], answer: .free(maximumTokens: 3))
        request.samples = 50
        let samples = try await engine.generate(request).samples
        #expect(samples.count == 50)
        #expect(Set(samples.map { $0.tokens.map(\.id) }).count > 1)
    }
}
