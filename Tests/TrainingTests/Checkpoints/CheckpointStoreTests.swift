import Foundation
import Testing
import Training

@Suite("Checkpoints on the disk")
struct CheckpointStoreTests {
    private struct Full: Error {}
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func store() throws -> CheckpointStore { try CheckpointStore(directory: directory["checkpoints"]) }

    @discardableResult
    private func write(_ store: CheckpointStore, step: Int, score: Double? = nil) throws -> CheckpointStore.Stored {
        var state = TrainerState(klCoefficient: 0)
        state.step = step
        state.score = score
        return try store.write(state) { model, state in
            try Data("weights \(step)".utf8).write(to: model.appendingPathComponent("model.safetensors"))
            try Data("moments".utf8).write(to: state.appendingPathComponent("moments"))
        }
    }

    @Test("What was written is found again, by rising step")
    func found() throws {
        let store = try store()
        for step in [9, 10, 100] { try write(store, step: step) }
        let all = try self.store().all()
        #expect(all.whole.map(\.step) == [9, 10, 100])
        #expect(all.broken.isEmpty)
        #expect(all.whole[0].byteCount > 16)
    }

    @Test("A failed write leaves the one before, and nothing else")
    func failed() throws {
        let store = try store()
        try write(store, step: 1)
        var state = TrainerState(klCoefficient: 0)
        state.step = 2
        #expect(throws: Full.self) {
            try store.write(state) { model, _ in
                try Data("half".utf8).write(to: model.appendingPathComponent("model.safetensors"))
                throw Full()
            }
        }
        #expect(try self.store().all().whole.map(\.step) == [1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory.path).count == 1)
    }

    @Test("What a stopped run left half written is removed")
    func partial() throws {
        let store = try store()
        let half = store.directory.appendingPathComponent(".partial-step-00000003")
        try FileManager.default.createDirectory(at: half, withIntermediateDirectories: true)
        _ = try self.store()
        #expect(!FileManager.default.fileExists(atPath: half.path))
    }

    @Test("A checkpoint that lost bytes or its manifest is not loaded")
    func broken() throws {
        let store = try store()
        for step in 1...3 { try write(store, step: step) }
        let places = store.all().whole.map(\.directory)
        try Data("w".utf8).write(to: places[2].appendingPathComponent("model.safetensors"))
        try FileManager.default.removeItem(at: places[1].appendingPathComponent("training/manifest.json"))
        #expect(store.all().whole.map(\.step) == [1])
        #expect(store.all().broken == ["step-00000002", "step-00000003"])
    }

    @Test("The last ones and the best stay")
    func prune() throws {
        let store = try store()
        for (step, score) in [(1, 0.1), (2, 0.9), (3, 0.2), (4, 0.9), (5, 0.3), (6, 0.1)] {
            try write(store, step: step, score: score)
        }
        #expect(try store.prune(keeping: 2) == [1, 2, 3])
        #expect(store.all().whole.map(\.step) == [4, 5, 6])
    }
}
