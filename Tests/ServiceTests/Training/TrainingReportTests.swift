import Foundation
import HTTPTypes
import JSON
import Service
import Testing

@Suite("What training reports")
struct TrainingReportTests {
    @Test("Metrics come as pages, as a table and for TensorBoard")
    func forms() async throws {
        let training = try await TrainingClient()
        let path = try await training.start(["steps": 5])
        _ = try await training.waitForEnd(path)
        var seen: [String] = []
        var query = "?limit=2"
        while true {
            let page = try await training.client.get(path + "/metrics" + query).json
            seen +=
                page["items"]?.arrayValue?.map { "\($0["step"]?.integerValue ?? -1) \($0["kind"]?.stringValue ?? "")" }
                ?? []
            guard let next = page["next"]?.stringValue else { break }
            query = "?limit=2&cursor=\(next)"
        }
        #expect(seen == ["0 greedy", "1 step", "2 step", "3 step", "4 step", "5 step", "5 greedy"])
        let table = try await training.client.get(path + "/metrics?format=csv")
        #expect(table.fields[.contentType] == "text/csv; charset=utf-8")
        #expect(try await training.client.get(path + "/metrics", fields: [.accept: "text/csv"]).body == table.body)
        let lines = table.text.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines[0] == ["step", "time", "reward", "loss", "eval/reward"])
        #expect(lines.count == 7 && lines[6][0] == "5" && lines[6][2...] == ["2.5", "-5.0", "0.5"])
        let events = try await training.client.get(path + "/tensorboard")
        #expect(events.fields[.contentDisposition]?.contains("tfevents") == true)
        #expect(events.body.starts(with: [24, 0, 0, 0, 0, 0, 0, 0]))
        for bad in ["?format=xml", "?cursor=x", "?limit=0", "?kind=none", "?format=sse&after=1-none"] {
            #expect(try await training.client.get(path + "/metrics" + bad).status == 422, "\(bad)")
        }
        #expect(try await training.client.get("/training/jobs/none/metrics").status == 404)
        await training.service.close()
    }

    @Test("A stream tells every row once, also to a client that comes again")
    func stream() async throws {
        let training = try await TrainingClient(StandInTrainer(stepDuration: .milliseconds(1)))
        let path = try await training.start(["steps": 20])
        let accept: HTTPFields = [.accept: "text/event-stream"]
        // A first client hears the beginning, live; a second one the rest.
        let whole = try await training.client.get(path + "/metrics", fields: accept)
        #expect(whole.fields[.contentType] == "text/event-stream")
        let ids = Self.ids(whole.text)
        #expect(ids == ["0-greedy"] + (1...20).map(String.init) + ["20-greedy", "end-20-greedy"])
        #expect(whole.text.contains("event: job\n"))
        let name = try #require(HTTPField.Name("Last-Event-ID"))
        var fields = accept
        fields[name] = "17"
        let rest = try await training.client.get(path + "/metrics", fields: fields)
        #expect(Self.ids(rest.text) == ["18", "19", "20", "20-greedy", "end-20-greedy"])
        fields[name] = "end-20-greedy"
        #expect(try await training.client.get(path + "/metrics", fields: fields).status == 204)
        await training.service.close()
    }

    private static func ids(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }

    @Test("Rollouts are paged, and drawn")
    func rollouts() async throws {
        let training = try await TrainingClient()
        let path = try await training.start(["steps": 3])
        _ = try await training.waitForEnd(path)
        let first = try await training.client.get(path + "/rollouts?limit=2").json
        let items = try #require(first["items"]?.arrayValue)
        #expect(items.count == 2 && items[0]["step"] == 3 && items[0]["kind"] == "greedy")
        let next = try #require(first["next"]?.stringValue)
        let second = try await training.client.get(path + "/rollouts?limit=10&cursor=\(next)").json
        #expect(second["items"]?.arrayValue?.count == 3 && second["next"] == .null)
        // The same room before and after.
        let room = try #require(items[0]["room"]?["id"]?.stringValue)
        let same = try await training.client.get(path + "/rollouts?kind=greedy&room=\(room)").json["items"]?.arrayValue
        #expect(same?.map { $0["step"] } == [3, 0])
        let link = try #require(items[0]["links"]?["preview"]?.stringValue)
        let picture = try await training.client.get(link + "?width=64&height=48")
        #expect(picture.status == 200 && picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let tag = try #require(picture.fields[.eTag])
        #expect(try await training.client.get(link + "?width=64&height=48", fields: [.ifNoneMatch: tag]).status == 304)
        #expect(try await training.client.get(path + "/rollouts/x/preview.png").status == 404)
        await training.service.close()
    }

    @Test("A checkpoint becomes the model that answers, and stays when the job goes")
    func activation() async throws {
        let training = try await TrainingClient()
        let path = try await training.start(["steps": 4, "checkpoints": ["every": 2]])
        _ = try await training.waitForEnd(path)
        let items = try #require(try await training.client.get(path + "/checkpoints").json["items"]?.arrayValue)
        #expect(items.map { $0["step"] } == [2, 4] && items.map { $0["best"] } == [false, true])
        let link = try #require(items[1]["links"]?["activate"]?.stringValue)
        let model = try await training.client.send(.post, link)
        #expect(model.status == 200, "\(model.text)")
        let id = try #require(try model.json["id"]?.stringValue)
        let again = try await training.client.get(path + "/checkpoints").json["items"]?.arrayValue
        #expect(again?[1]["model"]?.stringValue == id && again?[1]["active"] == true)
        #expect(try await training.client.send(.delete, path).status == 204)
        let layout = try await training.client.post("/layout", ["object_count": 1, "size": ["x": 3, "y": 3, "z": 3]])
        #expect(try layout.json["model"]?["id"]?.stringValue == id)
        #expect(try await training.client.send(.post, path + "/checkpoints/9/activate").status == 404)
        await training.service.close()
    }
}
