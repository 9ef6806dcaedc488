import Service
import Testing

@Suite("Courtesy")
struct CourtesyGateTests {
    private let clock = ContinuousClock()

    @Test("A trainer waits for a request in progress, and a moment longer")
    func waiting() async throws {
        let gate = CourtesyGate(grace: .milliseconds(30), patience: .seconds(60))
        await gate.yield()
        let start = clock.now
        let waiting = try await gate.interactive {
            let waiting = Task { [clock] in
                await gate.yield()
                return clock.now
            }
            try await Task.sleep(for: .milliseconds(50))
            return waiting
        }
        #expect(await waiting.value - start >= .milliseconds(80))
    }

    @Test("An endless crowd does not hold it for good")
    func patience() async throws {
        let gate = CourtesyGate(grace: .zero, patience: .milliseconds(40), breath: .milliseconds(20))
        try await gate.interactive {
            let start = clock.now
            await gate.yield()
            #expect(clock.now - start >= .milliseconds(40))
            await gate.yield()
            try await Task.sleep(for: .milliseconds(25))
            let again = clock.now
            await gate.yield()
            #expect(clock.now - again >= .milliseconds(40), "after a breath it waits again")
        }
    }

    @Test("A cancelled job does not wait")
    func cancelling() async throws {
        let gate = CourtesyGate(patience: .seconds(60))
        await gate.interactive {
            let waiting = Task { await gate.yield() }
            waiting.cancel()
            await waiting.value
        }
    }
}
