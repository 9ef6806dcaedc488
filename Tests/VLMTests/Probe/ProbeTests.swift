import Foundation
import JSON
import Testing
import VLM

/// A probe of a checkpoint says what transformers computed for it.
struct ProbeTests {
    @Test(arguments: Fixtures.checkpoints)
    func agreesWithTransformers(checkpoint: String) throws {
        let directory = try Fixtures.url(checkpoint)
        for entry in try Fixtures.json("\(checkpoint)/probe-cases.json").array() {
            let name = try entry["name"].string()
            let request = try #require(entry["request"].value)
            let answer = JSONCursor(
                try Probe.run(
                    model: CheckpointFiles(at: directory), requestBytes: JSONWriter().bytes(request),
                    baseDirectory: directory))
            for key in [
                "input_ids", "image_grid_thw", "position_ids", "greedy_ids", "greedy_text", "completion_ids",
            ] {
                #expect(answer[key].value == entry[key].value, "\(name): \(key)")
            }
            for key in ["logits", "completion_logprobs"] {
                let (got, wanted) = (try answer[key].doubles(), try entry[key].doubles())
                #expect(got.count == wanted.count)
                let difference = zip(got, wanted).map { abs($0 - $1) }.max() ?? 0
                #expect(difference <= 2e-4, "\(name): \(key) differ by \(difference)")
            }
            guard let vision = entry["vision"].ifPresent else {
                #expect(answer["vision"].value == .null)
                continue
            }
            #expect(answer["vision"]["shape"].value == vision["shape"].value)
            let norm = try vision["norm"].finiteDouble()
            #expect(abs(try answer["vision"]["norm"].finiteDouble() - norm) <= 1e-4 * norm)
            for (got, wanted) in zip(try answer["vision"]["first"].doubles(), try vision["first"].doubles()) {
                #expect(abs(got - wanted) <= 2e-4)
            }
        }
    }

    @Test(arguments: [
        ("{", "not JSON"), ("{}", "/messages"), (#"{"messages": []}"#, "no messages"),
        (#"{"messages": [{"role": "user", "content": [{"type": "video"}]}]}"#, "/messages/0/content/0/type"),
        (#"{"messages": [{"role": "user", "content": [{"type": "image", "image": "no.png"}]}]}"#, "no.png"),
        (
            #"{"messages": [{"role": "user", "content": [{"type": "image", "image": "data:,x"}]}]}"#,
            "data URL"
        ),
        (#"{"messages": [{"role": "user", "content": "x"}], "max_tokens": -1}"#, "/max_tokens"),
    ])
    func unusableRequestsAreNamed(request: String, detail: String) throws {
        let directory = try Fixtures.url("tiny-tied")
        do {
            _ = try Probe.run(
                model: CheckpointFiles(at: directory), requestBytes: Array(request.utf8), baseDirectory: directory)
            Issue.record("accepted \(request)")
        } catch {
            #expect("\(error)".contains(detail), "\(error)")
        }
    }
}
