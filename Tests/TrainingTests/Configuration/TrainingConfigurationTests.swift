import JSON
import Rewards
import Testing

import Training

@Suite("Settings of a training job")
struct TrainingConfigurationTests {
    private func read(_ text: String) throws -> TrainingConfiguration {
        try TrainingConfiguration(json: JSONCursor(JSONValue.parse(text, options: .python)))
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as JSONFormError {
            return error.faults.map(\.pointer)
        } catch let error as JSONFieldError {
            return [error.pointer]
        } catch {
            return ["\(error)"]
        }
    }

    @Test("An algorithm alone is a good job")
    func defaults() throws {
        let configuration = try read(#"{"algorithm": "grpo"}"#)
        #expect(configuration == TrainingConfiguration(algorithm: .grpo))
        #expect(configuration.source == .synthetic(SyntheticRoomSource()))
        #expect(configuration.kl == KLSettings())
        #expect(try read("{}").algorithm == .grpo)
    }

    @Test("Algorithms have their papers' defaults")
    func algorithms() throws {
        #expect(try read(#"{"algorithm": "dapo"}"#).clip == ClipSettings(low: 0.2, high: 0.28))
        #expect(try read(#"{"algorithm": "dapo"}"#).dynamicSampling.isOn)
        #expect(try read(#"{"algorithm": "gspo"}"#).clip == ClipSettings(low: 3e-4, high: 4e-4))
        #expect(try read(#"{"algorithm": "ppo"}"#).kl.place == .reward)
    }

    @Test("What is written is read back equal", arguments: TrainingAlgorithm.allCases)
    func roundTrip(algorithm: TrainingAlgorithm) throws {
        var configuration = TrainingConfiguration(algorithm: algorithm)
        configuration.steps = 7
        configuration.model = "m"
        var rooms = SyntheticRoomSource()
        rooms.madeUpNames = 0.25
        configuration.source = .synthetic(rooms)
        configuration.adaptation.lora = .init()
        configuration.optimizer.learningRate = 1.0 / 3
        configuration.reward.schedule = RewardSettings.formatPhysicsPicture
        configuration.evaluation.interval = nil
        configuration.turns.credit = algorithm == .remax ? .trajectory : .turn
        configuration.evaluation.target = 0.45
        configuration.sampling.pictureShare = 0.5
        configuration.optimizer.maximumGradientNorm = nil
        let text = JSONWriter().string(configuration.json)
        #expect(try read(text) == configuration)
    }

    @Test("Every fault names its field")
    func allFaults() {
        let text = #"""
            {"algorithm": "grpo", "steps": 0, "group_size": "8", "optimizer": {"learning_rate": -1, "momentum": 1},
             "kl": {"kind": "k9"}, "rooms": {"synthetic": {"objects": [4, 2]}}, "colour": 1}
            """#
        #expect(
            faults(text) == [
                "/colour", "/rooms/synthetic/objects", "/steps", "/group_size", "/optimizer/momentum",
                "/optimizer/learning_rate", "/kl/kind",
            ])
    }

    @Test(
        "Refused",
        arguments: [
            (#"{"algorithm": "magic"}"#, "/algorithm"),
            (#"{"optimizer": {"learning_rate": NaN}}"#, "/optimizer/learning_rate"),
            (#"{"optimizer": {"learning_rate": Infinity}}"#, "/optimizer/learning_rate"),
            (#"{"optimizer": {"learning_rate": 0}}"#, "/optimizer/learning_rate"),
            (#"{"algorithm": "grpo", "dataset": "rows"}"#, "/dataset"),
            (#"{"algorithm": "sft", "dataset": "a", "rooms": {}}"#, "/dataset"),
            (#"{"algorithm": "sft", "dataset": []}"#, "/dataset"),
            (#"{"algorithm": "rloo", "group_size": 1}"#, "/group_size"),
            (#"{"algorithm": "ppo", "dynamic_sampling": true}"#, "/dynamic_sampling"),
            (#"{"algorithm": "remax", "turns": {"count": 2, "credit": "turn"}}"#, "/turns/credit"),
            (#"{"kl": {"target": 1}}"#, "/kl/target"),
            (#"{"rooms": {"scenes": []}}"#, "/rooms/scenes"),
            (
                #"{"rooms": {"scenes": [{"size": {"x": 3, "y": 3, "z": 3}, "scene_graph": 5}]}}"#,
                "/rooms/scenes/0/scene_graph"
            ),
            (#"{"mini_batches": 100}"#, "/mini_batches"),
            (
                #"{"reward": {"schedule": [{"from": 0.5, "weights": {}}, {"from": 0.2, "weights": {}}]}}"#,
                "/reward/schedule/1/from"
            ),
            (#"{"adaptation": {"lora": {"targets": ["x_proj"]}}}"#, "/adaptation/lora/targets/0"),
            ("[]", ""),
        ])
    func refused(text: String, pointer: String) { #expect(faults(text) == [pointer]) }

    @Test("The return over turns: the paper's sum and the original code's mean")
    func returns() {
        var turns = TurnSettings()
        turns.discount = 0.9
        #expect(abs(turns.total(of: [1, 0, 0]) - 1 / 2.71) < 1e-12)
        #expect(abs(turns.total(of: [0.3, 0.3, 0.3]) - 0.3) < 1e-12)
        turns.return = .discountedSum
        #expect(abs(turns.total(of: [1, 1, 1]) - 2.71) < 1e-12)
    }

    @Test("Nobody judges unless asked for")
    func judge() throws {
        #expect(try read("{}").reward.judge == JudgeSettings(.none))
        let settings = try read(#"{"reward": {"judge": {"kind": "embedded", "on_failure": "stop"}}}"#).reward
        #expect(settings.judge == JudgeSettings(.embedded, onFailure: .stop))
        #expect(faults(#"{"reward": {"judge": "nobody"}}"#) == ["/reward/judge"])
    }

    @Test("Stages of the reward follow progress")
    func schedule() throws {
        let reward = try read(#"{"reward": {"schedule": "format_physics_picture"}}"#).reward
        #expect(reward.weights(at: 0).collision == 0)
        #expect(reward.weights(at: 0.2).collision == 1)
        #expect(reward.weights(at: 0.2).judge == 0)
        #expect(reward.weights(at: 1) == RewardWeights())
    }

    @Test("The learning rate warms up and falls")
    func rates() {
        var optimizer = OptimizerSettings()
        optimizer.warmupSteps = 2
        optimizer.schedule = .cosine
        optimizer.finalFraction = 0
        let rates = (1...6).map { optimizer.rate(at: $0, of: 6, highest: 1) }
        #expect(rates[0] == 0.5)
        #expect(rates[1] == 1)
        #expect(abs(rates[3] - 0.5) < 1e-12)
        #expect(abs(rates[5]) < 1e-12)
        #expect(zip(rates.dropFirst(), rates.dropFirst(2)).allSatisfy { $0 > $1 })
    }
}
