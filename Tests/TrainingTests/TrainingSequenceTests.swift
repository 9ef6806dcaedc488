import Testing
import Training
import VLM

@Suite("What a policy is trained on")
struct TrainingSequenceTests {
    @Test("A scored token may be any of the vocabulary unless said otherwise")
    func scoredTokens() {
        let sequence = TrainingSequence(
            tokens: [1, 2, 3], positions: PositionIDs(text: 3),
            scored: [.init(index: 1), .init(index: 2, allowed: [2, 3])])
        #expect(sequence.scored.map(\.allowed) == [nil, [2, 3]])
    }
}
