import Foundation
import HTTPTypes
import JSON
import Service
import Testing
import Training

@Suite("Training jobs")
struct TrainingJobTests {
    @Test("A job is accepted, carried out and remembered")
    func life() async throws {
        let training = try await TrainingClient()
        let path = try await training.start(["steps": 12, "checkpoints": ["every": 5]])
        let job = try await training.waitForEnd(path)
        #expect(job["status"] == "succeeded" && job["step"] == 12 && job["resumes"] == 0)
        #expect(job["model"] == "default" && job["algorithm"] == "grpo")
        #expect(job["configuration"]?["group_size"] == 8)
        #expect(job["plan"]?["memory"]?["bytes"] == 24)
        #expect(job["metrics"]?["reward"] == 6.0 && job["metrics"]?["kl"] == .null)
        #expect(try await training.steps(path) == Array(1...12))
        let evaluations = try await training.client.get(path + "/evaluations").json["items"]?.arrayValue
        #expect(evaluations?.map { $0["step"] } == [0, 12] && evaluations?.first?["mode"] == "greedy")
        let list = try await training.client.get("/training/jobs").json["items"]?.arrayValue
        #expect(list?.count == 1 && list?.first?["reward"] == 6.0)
        await training.service.close()
    }

    @Test("An idempotency key starts one job")
    func idempotency() async throws {
        let training = try await TrainingClient()
        let key = HTTPFields([HTTPField(name: try #require(HTTPField.Name("Idempotency-Key")), value: "once")])
        let first = try await training.start(["steps": 2], fields: key)
        #expect(try await training.start(["steps": 2], fields: key) == first)
        #expect(try await training.client.post("/training/jobs", ["steps": 3], fields: key).status == 422)
        #expect(try await training.client.get("/training/jobs").json["items"]?.arrayValue?.count == 1)
        await training.service.close()
    }

    @Test("One job runs at a time, in the order of their coming")
    func queue() async throws {
        let training = try await TrainingClient(StandInTrainer(stepDuration: .milliseconds(10)))
        let first = try await training.start(["steps": 1000])
        let second = try await training.start(["steps": 2])
        _ = try await training.wait(first) { $0["step"] != 0 }
        #expect(try await training.job(second)["status"] == "queued")
        #expect(try await training.client.send(.post, first + "/cancel").json["status"] == "cancelled")
        #expect(try await training.waitForEnd(second)["status"] == "succeeded")
        let step = try await training.job(first)["step"]
        try await Task.sleep(for: .milliseconds(30))
        #expect(try await training.job(first)["step"] == step, "a cancelled job is over")
        await training.service.close()
    }

    @Test("A paused job waits, and goes on where it was")
    func pausing() async throws {
        let training = try await TrainingClient(StandInTrainer(stepDuration: .milliseconds(20)))
        let path = try await training.start(["steps": 40, "checkpoints": ["every": 7]])
        _ = try await training.wait(path) { ($0["step"]?.integerValue ?? 0) > 8 }
        #expect(try await training.client.send(.post, path + "/pause").json["status"] == "paused")
        try await Task.sleep(for: .milliseconds(60))
        let step = try #require(try await training.job(path)["step"]?.integerValue)
        try await Task.sleep(for: .milliseconds(40))
        #expect(try await training.job(path)["step"]?.integerValue == step)
        // Another job may have the place meanwhile; then this one goes back to its last checkpoint.
        let other = try await training.start(["steps": 3])
        #expect(try await training.waitForEnd(other)["status"] == "succeeded")
        #expect(try await training.job(path)["status"] == "paused")
        let resumed = try await training.client.send(.post, path + "/resume")
        #expect(["queued", "running"].contains(try resumed.json["status"]?.stringValue))
        let job = try await training.waitForEnd(path)
        #expect(job["status"] == "succeeded" && job["resumes"] == 1)
        #expect(try await training.steps(path) == Array(1...40))
        #expect(try await training.client.send(.post, path + "/pause").status == 409)
        #expect(try await training.client.send(.post, path + "/resume").status == 409)
        await training.service.close()
    }

    @Test("A job that is found running goes on by itself; no row is lost or doubled")
    func restarting() async throws {
        let directory = try await TestService.furnishedDirectory()
        let worker = StandInTrainer(stepDuration: .milliseconds(5))
        let first = try await TrainingClient(worker, at: directory)
        let path = try await first.start(["steps": 40, "checkpoints": ["every": 6]])
        _ = try await first.wait(path) { ($0["step"]?.integerValue ?? 0) > 9 }
        await first.service.close()
        let second = try await TrainingClient(worker, at: directory)
        let job = try await second.waitForEnd(path)
        #expect(job["status"] == "succeeded" && job["resumes"] == 1)
        #expect(try await second.steps(path) == Array(1...40))
        await second.service.close()
    }

    @Test("What cannot be carried out is refused with every fault")
    func faults() async throws {
        let training = try await TrainingClient()
        func faults(_ body: String) async throws -> [String] {
            let answer = try await training.client.send(.post, "/training/jobs", body: Array(body.utf8))
            guard answer.status == 422 else { return ["\(answer.status)"] }
            return try answer.json["errors"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue } ?? []
        }
        #expect(try await faults(#"{"algorithm": "magic"}"#) == ["/algorithm"])
        #expect(try await faults(#"{"stepz": 1}"#) == ["/stepz"])
        #expect(try await faults(#"{"optimizer": {"learning_rate": NaN}}"#) == ["400"])
        #expect(
            try await faults(#"{"optimizer": {"learning_rate": "NaN"}, "steps": 0}"#).sorted()
                == ["/optimizer/learning_rate", "/steps"])
        #expect(try await faults(#"{"optimizer": {"learning_rate": 1e999}}"#).first != nil)
        #expect(try await faults(#"{"model": "none"}"#) == ["/model"])
        #expect(try await faults(#"{"algorithm": "sft", "dataset": "../../etc/passwd"}"#) == ["/dataset"])
        #expect(try await faults("[]") == [""])
        #expect(try await training.client.get("/training/jobs").json["items"] == [])
        await training.service.close()
    }

    @Test("A job that does not fit is refused with the arithmetic")
    func memory() async throws {
        let estimate = MemoryEstimate(
            parts: [.init(name: "weights", byteCount: 3 << 30, arithmetic: "3 x 1 GB")], available: 1 << 30)
        let training = try await TrainingClient(StandInTrainer(estimate: estimate))
        let answer = try await training.client.post("/training/jobs", [:])
        #expect(answer.status == 422)
        #expect(try answer.json["type"] == "urn:metaspatial:problem:does-not-fit")
        #expect(try answer.json["memory"]?["bytes"]?.integerValue == 3 << 30)
        #expect(answer.text.contains("3 x 1 GB"))
        await training.service.close()
    }

    @Test("A job whose reward is no number fails with that reason, and can be taken up again")
    func failing() async throws {
        let training = try await TrainingClient(StandInTrainer(faultyStep: 7))
        let path = try await training.start(["steps": 20, "checkpoints": ["every": 3]])
        let job = try await training.waitForEnd(path)
        #expect(job["status"] == "failed")
        #expect(job["error"]?["type"] == "urn:metaspatial:problem:training-failed")
        #expect(job["error"]?["detail"]?.stringValue?.contains("the reward is not a finite number in step 7") == true)
        #expect(try await training.client.send(.post, path + "/resume").status == 200)
        #expect(try await training.waitForEnd(path)["resumes"] == 1)
        #expect(try await training.client.send(.delete, path).status == 204)
        #expect(try await training.client.get(path).status == 404)
        await training.service.close()
    }

    @Test("A model that vanishes before the job's turn fails it")
    func vanishedModel() async throws {
        let directory = try await TestService.furnishedDirectory()
        let training = try await TrainingClient(StandInTrainer(stepDuration: .milliseconds(5)), at: directory)
        let copy = directory.appendingPathComponent("models/copy")
        try FileManager.default.copyItem(at: directory.appendingPathComponent("models/default"), to: copy)
        #expect(try await training.client.post("/models", ["path": "copy"]).status == 201)
        let first = try await training.start(["steps": 1000])
        let second = try await training.start(["steps": 2, "model": "copy"])
        try FileManager.default.removeItem(at: copy)
        _ = try await training.client.send(.post, first + "/cancel")
        let job = try await training.waitForEnd(second)
        #expect(job["status"] == "failed")
        #expect(job["error"]?["detail"]?.stringValue?.contains("directory is gone") == true)
        await training.service.close()
    }
}
