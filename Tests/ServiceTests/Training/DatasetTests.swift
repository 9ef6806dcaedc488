import Foundation
import HTTPTypes
import JSON
import Service
import Testing
import Training

@Suite("Kept data sets")
struct DatasetTests {
    private static let row = #"{"prompt": "Say yes.", "answer": "Yes."}"#

    private func upload(
        _ training: TrainingClient, _ name: String, _ text: String, fields: HTTPFields = [:]
    ) async throws -> InProcessClient.Answer {
        try await training.client.send(
            .post, "/training/datasets?name=\(name)", fields: fields, body: Array(text.utf8))
    }

    @Test("Rows are kept under a name, shown, trained on and deleted")
    func life() async throws {
        let training = try await TrainingClient(StandInTrainer(stepDuration: .milliseconds(10)))
        let made = try await upload(training, "yes-1", [Self.row, "{", Self.row].joined(separator: "\n"))
        #expect(made.status == 201 && made.fields[.location] == "/training/datasets/yes-1", "\(made.text)")
        let document = try made.json
        #expect(document["rows"] == 3 && document["unreadable"] == 1)
        #expect(document["complaints"]?.arrayValue?.first?.stringValue?.hasPrefix("line 2") == true)
        #expect(try await training.client.get("/training/datasets/yes-1").json == document)
        let list = try await training.client.get("/training/datasets").json
        #expect(list["items"]?.arrayValue?.map { $0["name"] } == ["yes-1"] && list["next"] == .null)

        let job = try await training.start(["algorithm": "sft", "dataset": "yes-1", "steps": 1000])
        #expect(try await training.client.send(.delete, "/training/datasets/yes-1").status == 409)
        #expect(try await training.client.send(.post, job + "/cancel").status == 200)
        #expect(try await training.client.send(.delete, "/training/datasets/yes-1").status == 204)
        #expect(try await training.client.send(.delete, "/training/datasets/yes-1").status == 404)
        #expect(try await training.client.get("/training/datasets/yes-1").status == 404)
        await training.service.close()
    }

    @Test("A name is taken once, and the same key keeps one data set")
    func names() async throws {
        let training = try await TrainingClient()
        let key = HTTPFields([HTTPField(name: try #require(HTTPField.Name("Idempotency-Key")), value: "once")])
        let first = try await upload(training, "a", Self.row, fields: key)
        let again = try await upload(training, "a", Self.row, fields: key)
        #expect(first.status == 201 && again.status == 201 && first.body == again.body)
        #expect(try await upload(training, "a", Self.row).status == 409)
        #expect(try await upload(training, "b", Self.row).status == 201)
        let page = try await training.client.get("/training/datasets?limit=1").json
        #expect(page["items"]?.arrayValue?.count == 1 && page["next"] == "a")
        let next = try await training.client.get("/training/datasets?limit=1&cursor=a").json
        #expect(next["items"]?.arrayValue?.first?["name"] == "b" && next["next"] == .null)
        await training.service.close()
    }

    @Test("What is no data set is refused and not kept", arguments: ["", "{", "[", "[1]", "[]", "\u{0}"])
    func refusals(text: String) async throws {
        let training = try await TrainingClient()
        let answer = try await upload(training, "bad", text)
        #expect((400..<500).contains(answer.status), "\(answer.text)")
        #expect(try answer.json["type"] != nil)
        #expect(try await training.client.get("/training/datasets").json["items"] == [])
        await training.service.close()
    }

    @Test("Names that could lead elsewhere are refused", arguments: ["", ".hidden", "..", "a%2Fb", "%C3%A4"])
    func hostileNames(name: String) async throws {
        let training = try await TrainingClient()
        #expect(try await upload(training, name, Self.row).status == 422)
        #expect(try await training.client.send(.delete, "/training/datasets/x\(name)").status == 404)
        await training.service.close()
    }
}
