import Foundation
import Tensors
import Testing

@Suite struct ProcessorCountTests {
    @Test func thereIsOneAndNoMoreThanTheMachineHas() {
        #expect((1...max(1, ProcessInfo.processInfo.activeProcessorCount)).contains(ProcessorCount.available))
        #expect(ProcessorCount.available <= ProcessorCount.affinity ?? .max)
        #expect(Parallel.width == ProcessorCount.available)
    }

    @Test(
        arguments: [
            ("max 100000\n", nil), ("100000 100000", 1), ("150000 100000", 2), ("1000 100000", 1), ("400000 100000", 4),
            ("", nil), ("0 100000", nil), ("-1 100000", nil), ("100000 0", nil), ("nan 1", nil), ("1e300 1", nil),
        ] as [(String, Int?)])
    func quotasAreRoundedUp(text: String, count: Int?) {
        #expect(ProcessorCount.quota(text) == count)
    }
}
