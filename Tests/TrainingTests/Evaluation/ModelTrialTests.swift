import Curation
import SceneGraph
import Testing
import Training

@Suite("Measuring a checkpoint on scenes")
struct ModelTrialTests {
    private func scenes() throws -> [Scene] {
        let rooms = SyntheticRooms(seed: 5, part: .heldOut, settings: .stage(objects: 3))
        return try (0..<3).map { try rooms.scene(at: $0).scene }
    }

    @Test("Guided answers are well-formed and keep relations; mended ones have no fault")
    func guided() async throws {
        var sampling = SamplingSettings()
        sampling.decoding = .guided
        let trial = ModelTrial(modelDirectory: try TinyModel.shared.get()["model"], sampling: sampling)
        let greedy = try await trial.scores(on: scenes())
        #expect(greedy.count == 1 && greedy[0].count == 3)
        #expect(greedy[0].allSatisfy { $0.format == 1 && $0.constraintRatio == 0 })
        let mended = try await trial.scores(on: scenes(), samples: 2, repairs: true)
        #expect(mended[0].allSatisfy { $0.isFaultless })
        #expect(try await trial.scores(on: scenes()).map { $0.map(\.total) } == greedy.map { $0.map(\.total) })
    }

    @Test("Each turn has its scores, and a model may be left without pictures")
    func turns() async throws {
        var sampling = SamplingSettings()
        (sampling.decoding, sampling.pictureShare) = (.guided, 0)
        var trial = ModelTrial(modelDirectory: try TinyModel.shared.get()["model"], sampling: sampling)
        trial.turns.count = 2
        #expect(try await trial.scores(on: scenes()).map(\.count) == [3, 3])
    }

    @Test("An answer that places nothing counts as wholly broken")
    func nonsense() async throws {
        var sampling = SamplingSettings()
        (sampling.decoding, sampling.maximumTokens) = (.free, 4)
        let trial = ModelTrial(modelDirectory: try TinyModel.shared.get()["model"], sampling: sampling)
        let scores = try await trial.scores(on: scenes())
        #expect(scores[0].allSatisfy { $0.format == 0 && $0.total <= 0 })
    }
}
