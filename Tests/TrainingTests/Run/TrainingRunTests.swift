import Foundation
import JSON
import Planning
import Synchronization
import Testing
import Training
import VLM

@Suite("A training run, with a toy policy", .serialized)
struct TrainingRunTests {
    private struct Stop: Error {}

    private let model: URL
    private let directory: TemporaryDirectory

    init() throws {
        model = try TinyModel.shared.get()["model"]
        directory = try TemporaryDirectory()
    }

    private func configuration(
        _ algorithm: TrainingAlgorithm = .grpo, steps: Int = 4
    ) -> TrainingConfiguration {
        var configuration = TrainingConfiguration(algorithm: algorithm)
        configuration.steps = steps
        configuration.groupSize = 3
        configuration.promptsPerStep = 2
        configuration.evaluation.rooms = 2
        configuration.evaluation.samples = 1
        configuration.evaluation.interval = 2
        configuration.checkpoints.interval = 2
        configuration.optimizer.learningRate = 0.05
        return configuration
    }

    private func run(
        _ configuration: TrainingConfiguration, in name: String, observer: RecordingObserver = RecordingObserver(),
        control: TrainingControl = TrainingControl(), poison: Float? = nil
    ) async throws -> TrainingOutcome {
        try await TrainingRun(configuration: configuration, modelDirectory: model, directory: directory[name])
            .run(observer: observer, control: control) { request in
                let policy = try ToyPolicy(request.model)
                policy.poison = poison
                return policy
            }
    }

    private func weights(_ name: String, step: Int) throws -> Data {
        try Data(
            contentsOf: directory[name].appendingPathComponent(
                "checkpoints/step-0000000\(step)/model.safetensors"))
    }

    /// Metrics that do not depend on the clock.
    private func timeless(_ rows: [MetricRow]) -> [[MetricRow.Metric]] {
        rows.map { $0.metrics.filter { !$0.name.contains("time") && $0.name != "tokens_per_second" } }
    }

    @Test("A run whose greedy answers reach the target ends there, and stays ended")
    func target() async throws {
        var configuration = configuration(steps: 8)
        configuration.evaluation.target = -10
        #expect(try await run(configuration, in: "run") == .succeeded(steps: 2))
        #expect(try await run(configuration, in: "run") == .succeeded(steps: 2))
        configuration.evaluation.target = 10
        #expect(try await run(configuration, in: "other") == .succeeded(steps: 8))
    }

    @Test("Drills are given by number, and some are held out")
    func drills() async throws {
        var configuration = configuration(.sft, steps: 2)
        configuration.source = .drill(.copying, seed: 4)
        let observer = RecordingObserver()
        #expect(try await run(configuration, in: "run", observer: observer) == .succeeded(steps: 2))
        #expect(observer.records.evaluations.allSatisfy { $0.mode == .given && $0["loss"] != nil })
    }

    @Test("Each algorithm goes through its steps and tells what it did", arguments: TrainingAlgorithm.allCases)
    func algorithms(algorithm: TrainingAlgorithm) async throws {
        let observer = RecordingObserver()
        let outcome = try await run(configuration(algorithm, steps: 2), in: "run", observer: observer)
        #expect(outcome == .succeeded(steps: 2))
        let records = observer.records
        #expect(records.rows.map(\.step) == [1, 2])
        #expect(records.starts.map(\.resumedStep) == [0])
        #expect(records.checkpoints.map(\.step) == [2])
        #expect(records.evaluations.map(\.step) == [0, 0, 2, 2])
        let row = try #require(records.rows.last)
        let common = ["loss", "grad_norm", "learning_rate", "entropy", "num_tokens", "step_time", "time/training"]
        let sampled = [
            "reward", "reward_std", "frac_reward_zero_std", "rewards/format", "rewards/collision",
            "rewards/constraint", "clip_ratio", "completions/min_length", "completions/max_length",
        ]
        for name in common + (algorithm.isReinforcement ? sampled : []) { #expect(row[name] != nil, "\(name)") }
        #expect(row.metrics.allSatisfy { $0.value.isFinite })
        if algorithm.isReinforcement {
            // Constrained answers are well-formed, so the format's part is always there.
            #expect(row["rewards/format"] == 0.5)
            #expect(records.rollouts.allSatisfy { $0.isPlaced })
            #expect(records.rollouts.count == 6)
        }
    }

    @Test("The sampler's probabilities are those that training computes")
    func probabilities() async throws {
        let observer = RecordingObserver()
        _ = try await run(configuration(steps: 1), in: "run", observer: observer)
        #expect(try #require(observer.records.rows.first?["sampling/logp_difference/max"]) < 1e-4)
    }

    @Test("Resuming is exact: the same weights to the bit, the same rows, none lost, none doubled")
    func resume() async throws {
        let straight = RecordingObserver()
        _ = try await run(configuration(), in: "straight", observer: straight)
        // Stops after step 3 was told, before its checkpoint: step 3 has to be done again.
        let first = RecordingObserver { if $0.step == 3 { throw Stop() } }
        await #expect(throws: Stop.self) { try await run(configuration(), in: "stopped", observer: first) }
        let second = RecordingObserver()
        #expect(try await run(configuration(), in: "stopped", observer: second) == .succeeded(steps: 4))
        #expect(second.records.starts.map(\.resumedStep) == [2])
        #expect(try weights("stopped", step: 4) == weights("straight", step: 4))
        let rows = first.records.rows.prefix(2) + second.records.rows
        #expect(timeless(Array(rows)) == timeless(straight.records.rows))
        #expect(timeless([first.records.rows[2]]) == timeless([second.records.rows[0]]))
        #expect(second.records.evaluations.map(\.step) == [4, 4])
    }

    @Test("A run that is done stays done")
    func done() async throws {
        _ = try await run(configuration(steps: 2), in: "run")
        let again = RecordingObserver()
        #expect(try await run(configuration(steps: 2), in: "run", observer: again) == .succeeded(steps: 2))
        #expect(again.records.rows.isEmpty)
    }

    @Test("Turns are trained together, and the second sees the first")
    func turns() async throws {
        var configuration = configuration(steps: 1)
        configuration.turns.count = 2
        let observer = RecordingObserver()
        _ = try await run(configuration, in: "run", observer: observer)
        #expect(observer.records.rollouts.map(\.turn) == [0, 1, 0, 1, 0, 1])
        #expect(observer.records.rows.first?["reward/turn_2"] != nil)
    }

    @Test("A turn can be credited with what it adds to the one before")
    func turnsByThemselves() async throws {
        var configuration = configuration(steps: 3)
        configuration.turns.count = 2
        configuration.turns.credit = .turn
        configuration.groupSize = 6
        let observer = RecordingObserver()
        _ = try await run(configuration, in: "run", observer: observer)
        var compared = 0
        for step in 1...3 {
            let rollouts = observer.records.rollouts.filter { $0.step == step && $0.advantage != nil }
            let first = rollouts.filter { $0.turn == 0 }
            let second = rollouts.filter { $0.turn == 1 }
            let rewards = try first.map { try #require($0.reward) }
            let gains = try zip(second, rewards).map { try #require($0.reward) - $1 }
            let expected =
                GroupRelativeAdvantage.advantages(rewards: rewards, groups: rewards.map { _ in 0 })
                + GroupRelativeAdvantage.advantages(rewards: gains, groups: gains.map { _ in 0 })
            for (rollout, advantage) in zip(first + second, expected) {
                #expect(abs(try #require(rollout.advantage) - advantage) < 1e-9)
                compared += abs(advantage) > 0.1 ? 1 : 0
            }
        }
        #expect(compared > 0)
    }

    @Test("Where advantages below zero do not count, no answer has one")
    func negativeAdvantages() async throws {
        var configuration = configuration(steps: 4)
        configuration.groupSize = 8
        configuration.evaluation.rooms = 0
        configuration.negativeAdvantages = 0
        let observer = RecordingObserver()
        _ = try await run(configuration, in: "run", observer: observer)
        #expect(observer.records.rollouts.allSatisfy { ($0.advantage ?? -1) >= 0 })
        #expect(observer.records.rollouts.contains { ($0.advantage ?? 0) > 0 })
    }

    @Test("Free decoding scores every token and counts what is cut")
    func free() async throws {
        var configuration = configuration(steps: 1)
        configuration.sampling.decoding = .free
        configuration.sampling.maximumTokens = 12
        configuration.evaluation.rooms = 0
        let observer = RecordingObserver()
        _ = try await run(configuration, in: "run", observer: observer)
        let row = try #require(observer.records.rows.first)
        #expect(try #require(row["completions/max_length"]) <= 12)
        #expect(try #require(row["completions/clipped_ratio"]) > 0)
        #expect(row["reward"] == 0)
    }

    @Test("Guided answers are well-formed, and what is chosen is scored", arguments: GuideFacts.allCases)
    func guided(facts: GuideFacts) async throws {
        var configuration = configuration(steps: 1)
        (configuration.sampling.decoding, configuration.sampling.facts) = (.guided, facts)
        let observer = RecordingObserver()
        _ = try await run(configuration, in: "run", observer: observer)
        #expect(observer.records.rollouts.allSatisfy { $0.isPlaced && $0.text.hasPrefix("<think>\n") })
    }

    @Test("A loss that is no number fails the run with the reason", arguments: [Float.nan, -.infinity])
    func notFinite(poison: Float) async throws {
        do {
            _ = try await run(configuration(), in: "run", poison: poison)
            Issue.record("the run went on")
        } catch TrainingError.notFinite(_, let step, _) {
            #expect(step == 1)
        }
    }

    @Test("Cancelling ends the run; pausing holds it until it is resumed")
    func control() async throws {
        let control = TrainingControl()
        let cancelling = RecordingObserver { if $0.step == 1 { control.cancel() } }
        #expect(
            try await run(configuration(), in: "a", observer: cancelling, control: control) == .cancelled(steps: 1))

        let pausing = TrainingControl()
        let observer = RecordingObserver { row in
            guard row.step == 1 else { return }
            pausing.pause()
            Task {
                try await Task.sleep(for: .milliseconds(50))
                pausing.resume()
            }
        }
        let outcome = try await run(configuration(steps: 2), in: "b", observer: observer, control: pausing)
        #expect(outcome == .succeeded(steps: 2))
    }

    @Test("Others go before each micro-step")
    func courtesy() async throws {
        let count = Atomic(0)
        let control = TrainingControl { count.add(1, ordering: .relaxed) }
        _ = try await run(configuration(steps: 1), in: "run", control: control)
        #expect(count.load(ordering: .relaxed) >= 5)
    }

    @Test("A directory with another run's settings, and a model that is not there, are refused with the reason")
    func refusals() async throws {
        _ = try await run(configuration(steps: 2), in: "run")
        do {
            _ = try await run(configuration(.rloo, steps: 2), in: "run")
            Issue.record("the run began")
        } catch TrainingError.otherConfiguration(let fields) {
            #expect(fields == ["algorithm"])
        }
        let lost = TrainingRun(
            configuration: configuration(), modelDirectory: directory["nowhere"], directory: directory["x"])
        do {
            _ = try await lost.run(observer: RecordingObserver(), control: TrainingControl())
            Issue.record("the run began")
        } catch TrainingError.model(let place, _) {
            #expect(place.hasSuffix("nowhere/") || place.hasSuffix("nowhere"))
        }
    }

    @Test("A checkpoint opens as a model that says what it is")
    func checkpoint() async throws {
        _ = try await run(configuration(steps: 2), in: "run")
        let place = directory["run"].appendingPathComponent("checkpoints/step-00000002")
        let engine = try LanguageModelEngine(directory: place)
        #expect(engine.isTrained)
        #expect(engine.promptForm == .ranged)
    }
}
