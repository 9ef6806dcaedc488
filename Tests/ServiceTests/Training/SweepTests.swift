import Foundation
import HTTPTypes
import JSON
import Service
import Testing

@Suite("Sweeps")
struct SweepTests {
    private func start(_ training: TrainingClient, _ body: JSONValue) async throws -> String {
        let answer = try await training.client.post("/training/sweeps", body)
        #expect(answer.status == 202, "\(answer.text)")
        return try #require(answer.fields[.location])
    }

    @Test("Halving lets the best go on and the others stop")
    func halving() async throws {
        let training = try await TrainingClient()
        let path = try await start(
            training,
            [
                "configuration": ["steps": 20], "grid": ["optimizer.learning_rate": [0.1, 0.4, 0.2, 0.3]],
                "halving": ["factor": 2, "minimum_steps": 5],
            ])
        let sweep = try await training.wait(path) { $0["status"] != "running" }
        #expect(sweep["status"] == "succeeded")
        let runs = try #require(sweep["runs"]?.arrayValue)
        #expect(runs.map { $0["step"] } == [5, 20, 5, 10])
        #expect(runs.map { $0["status"] } == ["cancelled", "succeeded", "cancelled", "cancelled"])
        #expect(runs[1]["settings"] == ["optimizer.learning_rate": 0.4])
        #expect(sweep["best"] == runs[1]["job"])
        #expect(runs[3]["note"]?.stringValue == "at step 10 it was number 2 of 2 by reward")
        let presets = try #require(try await training.client.get("/training/presets").json["items"]?.arrayValue)
        let found = try #require(presets.last)
        #expect(found["configuration"]?["optimizer"]?["learning_rate"] == 0.4)
        #expect(try await training.client.get("/training/sweeps").json["items"]?.arrayValue?.count == 1)
        await training.service.close()
    }

    @Test("Random draws lie in their ranges and follow from the seed")
    func random() async throws {
        let training = try await TrainingClient()
        let body: JSONValue = [
            "configuration": ["steps": 1], "runs": 6, "seed": 3, "goal": "minimize", "metric": "loss",
            "random": [
                "optimizer.learning_rate": ["minimum": 1e-5, "maximum": 1e-2, "scale": "log"],
                "group_size": ["minimum": 2, "maximum": 4, "integer": true],
                "algorithm": ["values": ["grpo", "rloo"]],
            ],
        ]
        var drawn: [[JSONValue?]] = []
        for _ in 0..<2 {
            let path = try await start(training, body)
            let sweep = try await training.wait(path) { $0["status"] != "running" }
            let runs = try #require(sweep["runs"]?.arrayValue)
            #expect(sweep["status"] == "succeeded" && runs.count == 6)
            for run in runs {
                let rate = try #require(run["settings"]?["optimizer.learning_rate"]?.doubleValue)
                #expect((1e-5...1e-2).contains(rate))
                #expect([2, 3, 4].contains(run["settings"]?["group_size"]?.integerValue))
            }
            drawn.append(runs.map { $0["settings"] })
        }
        #expect(drawn[0] == drawn[1] && Set(drawn[0]).count == 6)
        await training.service.close()
    }

    @Test("A sweep goes on after a restart, and can be ended")
    func restarting() async throws {
        let directory = try await TestService.furnishedDirectory()
        let worker = StandInTrainer(stepDuration: .milliseconds(3))
        let body: JSONValue = [
            "configuration": ["steps": 12], "grid": ["optimizer.learning_rate": [0.1, 0.4, 0.2]],
            "halving": ["factor": 3, "minimum_steps": 4],
        ]
        let first = try await TrainingClient(worker, at: directory)
        let path = try await start(first, body)
        _ = try await first.wait(path) { $0["runs"]?.arrayValue?[1]["step"] != 0 }
        await first.service.close()
        let second = try await TrainingClient(worker, at: directory)
        let sweep = try await second.wait(path) { $0["status"] != "running" }
        #expect(sweep["runs"]?.arrayValue?.map { $0["step"] } == [4, 12, 4])
        let other = try await start(second, ["configuration": ["steps": 500], "grid": ["seed": [1, 2]]])
        #expect(try await second.client.send(.post, other + "/cancel").json["status"] == "cancelled")
        let runs = try await second.client.get(other).json["runs"]?.arrayValue
        #expect(runs?.map { $0["status"] } == ["cancelled", "cancelled"])
        await second.service.close()
    }

    @Test("A run that died after its rung's last checkpoint goes no further")
    func dyingAtTheRung() async throws {
        let directory = try await TestService.furnishedDirectory()
        let first = try await TrainingClient(StandInTrainer(stepDuration: .seconds(60)), at: directory)
        let path = try await start(
            first,
            [
                "configuration": ["steps": 12], "grid": ["optimizer.learning_rate": [0.4, 0.1]],
                "halving": ["factor": 3, "minimum_steps": 4],
            ])
        let runs = try #require(try await first.client.get(path).json["runs"]?.arrayValue)
        await first.service.close()
        // What the dead process had written, but not yet told of.
        for run in runs {
            let job = try #require(run["job"]?.stringValue)
            try FileManager.default.createDirectory(
                at: directory.appendingPathComponent("jobs/\(job)/checkpoints/step-4"),
                withIntermediateDirectories: true)
        }
        let second = try await TrainingClient(StandInTrainer(), at: directory)
        let sweep = try await second.wait(path) { $0["status"] != "running" }
        #expect(sweep["runs"]?.arrayValue?.map { $0["step"] } == [12, 4])
        await second.service.close()
    }

    @Test("Faults name their place")
    func faults() async throws {
        let training = try await TrainingClient()
        for (body, pointer) in [
            ([:], ""), (["grid": [:]], "/grid"), (["grid": ["steps": []]], "/grid/steps"),
            (["grid": ["steps": [1]], "random": [:]], ""), (["grid": ["a..b": [1]]], "/grid/a..b"),
            (["grid": ["steps": [1, 0]]], "/configuration/steps"),
            (["grid": ["steps": [1]], "runs": 3], "/runs"),
            (["random": ["steps": ["minimum": 5, "maximum": 2]]], "/random/steps/maximum"),
            (["random": ["steps": ["minimum": 0, "maximum": 2, "scale": "log"]]], "/random/steps/minimum"),
            (["grid": ["steps": [1]], "halving": ["factor": 1]], "/halving/factor"),
            (["grid": ["steps": [1]], "goal": "best"], "/goal"),
        ] as [(JSONValue, String)] {
            let answer = try await training.client.post("/training/sweeps", body)
            #expect(answer.status == 422)
            #expect(
                try answer.json["errors"]?.arrayValue?.contains { $0["pointer"]?.stringValue == pointer } == true,
                "\(answer.text)")
        }
        #expect(try await training.client.get("/training/sweeps/none").status == 404)
        #expect(try await training.client.get("/training/jobs").json["items"] == [])
        await training.service.close()
    }
}
