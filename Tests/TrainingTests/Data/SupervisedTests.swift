import Foundation
import JSON
import Planning
import Rewards
import SceneGraph
import Testing
import Training
import VLM

@Suite("Examples to learn from")
struct SupervisedTests {
    private static let graph = #"""
        [{"new_object_id": "bed_1", "size_in_meters": {"length": 1, "width": 2, "height": 0.5}, "facing": "north_wall"},
         {"new_object_id": "rug_1", "size_in_meters": {"length": 1, "width": 1, "height": 0.01}, "facing": "north_wall"}]
        """#
    private static let answer =
        #"<think>so</think><answer>[{\"new_object_id\":\"bed_1\",\"x\":1.25,\"y\":2,\"z\":0.25},"#
        + #"{\"new_object_id\":\"rug_1\",\"x\":3.0,\"y\":0.12345,\"z\":0.005}]</answer>"#
    private static var row: String {
        #"{"description": "A room", "size": {"x": 4, "y": 4, "z": 2.5}, "scene_graph": \#(graph), "answer": "\#(answer)"}"#
            .replacingOccurrences(of: "\n", with: " ")
    }

    private func checkpoint() throws -> LoadedCheckpoint {
        try LoadedCheckpoint(directory: TinyModel.shared.get()["model"])
    }

    @Test("Rows that do not parse are counted and named")
    func rows() throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("rows.jsonl")
        let lines = [
            Self.row, "{", #"{"prompt": "Say yes.", "answer": "Yes."}"#, "", #"{"prompt": "x"}"#,
            #"{"prompt": "x", "answer": "y", "image": "data:image/png;base64,AAAA"}"#,
            Self.row.replacingOccurrences(of: #"\"rug_1\""#, with: #"\"rag_1\""#),
        ]
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        let rows = try DatasetReader.rows(of: file)
        #expect(rows.total == 6)
        #expect(rows.examples.count == 2)
        #expect(rows.complaints.map { $0.prefix(6) } == ["line 2", "line 5", "line 6", "line 7"])
        #expect(rows.complaints[1].contains("/answer"))
        #expect(rows.complaints[2].contains("/image"))
    }

    @Test("Too many bad rows fail the run; no file is a reason")
    func limit() async throws {
        var configuration = TrainingConfiguration(algorithm: .sft)
        configuration.source = .rows([["prompt": "a", "answer": "b"], ["prompt": "a"]])
        let directory = try TemporaryDirectory()
        let model = try TinyModel.shared.get()["model"]
        func run() async throws {
            _ = try await TrainingRun(configuration: configuration, modelDirectory: model, directory: directory["run"])
                .run(observer: RecordingObserver(), control: TrainingControl()) { try ToyPolicy($0.model) }
        }
        do {
            try await run()
            Issue.record("it ran")
        } catch TrainingError.unreadableRows(let count, let total, _, let first) {
            #expect((count, total) == (1, 2))
            #expect(first == ["row 1: /answer is missing: a string is required"])
        }
        configuration.source = .dataset("nothing")
        await #expect(throws: TrainingError.self) { try await run() }
    }

    @Test("A room's answer is spelled as constrained decoding writes it: what is scored is what it chooses among")
    func constrained() throws {
        let checkpoint = try checkpoint()
        let example = try #require(DatasetReader.rows([JSONValue.parse(Self.row)]).examples.first)
        let sequence = try example.sequence(checkpoint, form: .compact, sampling: SamplingSettings())
        let tokens = sequence.tokens
        for token in sequence.scored {
            let allowed = try #require(token.allowed)
            #expect(allowed.contains(Int32(tokens[token.index])))
            #expect(allowed.count > 1)
            #expect(allowed == allowed.sorted())
        }
        let first = try #require(sequence.scored.first?.index)
        let text = String(
            decoding: tokens[(first - 12)...].flatMap { checkpoint.tokenizer.bytes(of: $0) }, as: UTF8.self)
        #expect(text.contains(#""x":1.25,"y":2.0,"z":0.25}"#))
        // Four decimals are what an answer has.
        #expect(
            text.contains(#""y":0.1235,"z":0.005}]</answer>"#) || text.contains(#""y":0.1234,"z":0.005}]</answer>"#))
        #expect(sequence.scored.count < 40)
    }

    @Test("Free, every token of the answer is scored, the end of the turn too")
    func free() throws {
        let checkpoint = try checkpoint()
        var sampling = SamplingSettings()
        sampling.decoding = .free
        let example = try #require(DatasetReader.rows([JSONValue.parse(Self.row)]).examples.first)
        let sequence = try example.sequence(checkpoint, form: .compact, sampling: sampling)
        let answer = sequence.tokens.suffix(sequence.scored.count)
        #expect(sequence.scored.allSatisfy { $0.allowed == nil })
        #expect(sequence.scored.last?.index == sequence.tokens.count - 1)
        #expect(checkpoint.tokenizer.isSpecial(sequence.tokens.last ?? 0))
        let text = String(decoding: answer.dropLast().flatMap { checkpoint.tokenizer.bytes(of: $0) }, as: UTF8.self)
        #expect(text.hasPrefix("<think>so</think><answer>["))
    }

    @Test("Guided, an answer is what guided decoding writes near the places: only its choices are scored")
    func guided() throws {
        let checkpoint = try checkpoint()
        let row = Self.row.replacingOccurrences(of: "<think>so</think>", with: "<think></think>")
        let example = try #require(DatasetReader.rows([JSONValue.parse(row)]).examples.first)
        for facts in GuideFacts.allCases {
            var sampling = SamplingSettings()
            (sampling.decoding, sampling.facts) = (.guided, facts)
            let sequence = try example.sequence(checkpoint, form: .ranged, sampling: sampling)
            for token in sequence.scored {
                #expect(try #require(token.allowed).contains(Int32(sequence.tokens[token.index])))
            }
            let text = String(
                decoding: sequence.tokens.flatMap { checkpoint.tokenizer.bytes(of: $0) }, as: UTF8.self)
            // Neither has a relation: anywhere in the room, on the floor.
            #expect(text.contains("bed_1 x0.50..3.50:1.25 y1.00..3.00:2.00 z0.25\n"))
            // A rug may lie under a bed, for it is thin.
            #expect(text.contains("rug_1 x0.50..3.50:3.00 y0.50..3.50:0.50 z0.0050\n</think><answer>[{"))
            #expect(sequence.scored.count >= 4 && sequence.scored.count < 20)
        }
    }

    @Test("Free with facts, an answer thinks as a guided one, and all of it is scored")
    func freeWithFacts() throws {
        let checkpoint = try checkpoint()
        let row = Self.row.replacingOccurrences(of: "<think>so</think>", with: "<think></think>")
        let example = try #require(DatasetReader.rows([JSONValue.parse(row)]).examples.first)
        var sampling = SamplingSettings()
        (sampling.decoding, sampling.facts) = (.free, .ranges)
        let sequence = try example.sequence(checkpoint, form: .ranged, sampling: sampling)
        let answer = sequence.tokens.suffix(sequence.scored.count).dropLast()
        let text = String(decoding: answer.flatMap { checkpoint.tokenizer.bytes(of: $0) }, as: UTF8.self)
        #expect(text.hasPrefix("<think>\nbed_1 x0.50..3.50:1.25 y1.00..3.00:2.00 z0.25\n"))
        #expect(text.hasSuffix(#"{"new_object_id":"rug_1","x":3.00,"y":0.50,"z":0.0050}]</answer>"#))
    }

    /// Where a row's answer puts the objects.
    private static func positions(of row: SupervisedExample) throws -> [Vector3] {
        guard case .room(_, let positions, _) = row.content else { throw TrainingError.dataset("it has no room") }
        return positions
    }

    @Test("A second turn shows the attempt before, and its answer stays near it")
    func secondTurn() throws {
        let checkpoint = try checkpoint()
        let row = try #require(DatasetReader.rows([JSONValue.parse(Self.row)]).examples.first)
        let scene = try #require(row.scene)
        let sound = try Self.positions(of: row)
        let attempt = try #require(PreviousAttempt(at: scene, sound: sound, seed: 3))
        #expect(try PlacementAnswer(response: attempt.told.response, scene: scene).positions.count == 2)
        let example = SupervisedExample(
            content: .room(scene, positions: attempt.positions, think: ""), attempt: attempt)
        var sampling = SamplingSettings()
        (sampling.decoding, sampling.facts) = (.free, .stretches)
        let sequence = try example.sequence(checkpoint, form: .ranged, sampling: sampling)
        let text = String(decoding: sequence.tokens.flatMap { checkpoint.tokenizer.bytes(of: $0) }, as: UTF8.self)
        #expect(text.contains("\nbefore total \(MetreText.text(attempt.told.total, fractionDigits: 2)) format 1.00"))
        let told = attempt.positions[0]
        let mark = attempt.told.faulty.contains("bed_1") ? "!" : "="
        #expect(text.contains(" \(mark) x\(MetreText.number(told.x)) y\(MetreText.number(told.y)) z"))
        sampling.pictureShare = 0
        let blind = try example.sequence(checkpoint, form: .ranged, sampling: sampling)
        #expect(blind.images.isEmpty && blind.tokens.count < sequence.tokens.count)
    }

    @Test("Of attempts some objects are left where they stood well, and what moved amiss is named")
    func attempts() throws {
        let row = try #require(DatasetReader.rows([JSONValue.parse(Self.row)]).examples.first)
        let scene = try #require(row.scene)
        let sound = try Self.positions(of: row)
        let attempts = try (0..<60).map { seed in
            try #require(PreviousAttempt(at: scene, sound: sound, seed: UInt64(seed)))
        }
        let untouched = attempts.filter { $0.positions == sound }
        #expect(!untouched.isEmpty && untouched.count < attempts.count)
        #expect(attempts.contains { !$0.told.faulty.isEmpty })
        let unreadable = attempts.filter { $0.scene == nil }
        #expect((1..<20).contains(unreadable.count))
        for attempt in unreadable {
            #expect(attempt.positions == sound)
            #expect(throws: (any Error).self) { try PlacementAnswer(response: attempt.told.response, scene: scene) }
        }
        for attempt in attempts where attempt.scene != nil {
            let score = LayoutScorer(scene).score(attempt.positions)
            #expect(attempt.told.faulty.isEmpty == (score.collisions.isEmpty && score.violations.isEmpty))
        }
    }

    @Test("Pictures are shown in the share of the prompts that is asked for, always to the same")
    func pictureShare() throws {
        var sampling = SamplingSettings()
        #expect((0..<50).allSatisfy(sampling.showsPicture))
        sampling.pictureShare = 0.75
        let shown = (0..<1000).filter(sampling.showsPicture)
        #expect(700..<800 ~= shown.count && shown == (0..<1000).filter(sampling.showsPicture))
        sampling.pictureShare = 0
        #expect(!(0..<50).contains(where: sampling.showsPicture))
    }

    @Test("A skeleton writes positions inside of its ranges, and nothing for too few or too many")
    func skeleton() {
        let skeleton = AnswerSkeleton(ids: ["a"], room: Vector3(x: 3.33333, y: 2, z: 1))
        let text = skeleton.text(positions: [Vector3(x: 9, y: -1, z: 0.00004)])
        #expect(text == #"<think></think><answer>[{"new_object_id":"a","x":3.3333,"y":0.0,"z":0.0}]</answer>"#)
        #expect(skeleton.text(positions: []) == nil)
        #expect(skeleton.text(positions: [Vector3(x: 1, y: 1, z: 1), Vector3(x: 1, y: 1, z: 1)]) == nil)
        #expect(skeleton.text(positions: [Vector3(x: .nan, y: 1, z: 1)]) == nil)
    }
}
