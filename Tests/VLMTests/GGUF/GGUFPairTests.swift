import Foundation
import JSON
import Testing
import VLM

/// A language model and its vision tower in two GGUF files say what the same checkpoint says as a directory, which is
/// what transformers says.
@Suite struct GGUFPairTests {
    private func answer(_ files: CheckpointFiles, _ entry: JSONCursor) throws -> JSONCursor {
        let request = try #require(entry["request"].value)
        return JSONCursor(
            try Probe.run(
                model: files, requestBytes: JSONWriter().bytes(request),
                baseDirectory: Fixtures.url("tiny-tied")))
    }

    @Test func singleNumbersGiveTheSameAnswers() throws {
        // The vision tower is found beside the model.
        let files = try CheckpointFiles(at: Fixtures.url("gguf/tiny-tied-F32.gguf"))
        #expect(files.visionFiles.map(\.lastPathComponent) == ["mmproj-tiny-tied.gguf"])
        for entry in try Fixtures.json("tiny-tied/probe-cases.json").array() {
            let answer = try answer(files, entry)
            for key in ["input_ids", "image_grid_thw", "position_ids", "greedy_ids", "completion_ids"] {
                #expect(answer[key].value == entry[key].value, "\(key)")
            }
            let difference = zip(try answer["logits"].doubles(), try entry["logits"].doubles()).map { abs($0 - $1) }
            #expect(difference.max() ?? 1 <= 2e-4)
        }
    }

    @Test func eightBitsStayNear() throws {
        let files = try CheckpointFiles(
            at: Fixtures.url("gguf/tiny-tied-Q8_0.gguf"), vision: Fixtures.url("gguf/mmproj-tiny-tied.gguf"))
        let bound = try #require(QuantizationTests.distances[.q8])
        for entry in try Fixtures.json("tiny-tied/probe-cases.json").array() {
            let answer = try answer(files, entry)
            #expect(answer["input_ids"].value == entry["input_ids"].value)
            let (got, wanted) = (try answer["logits"].doubles(), try entry["logits"].doubles())
            let square = zip(got, wanted).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            let distance = (square / wanted.reduce(0.0) { $0 + $1 * $1 }).squareRoot()
            #expect(distance > 0 && distance < bound)
        }
    }

    @Test func quantizingAtLoadKeepsItsFileBesideTheModel() throws {
        let directory = try TemporaryDirectory()
        for name in ["tiny-tied-F32.gguf", "mmproj-tiny-tied.gguf"] {
            try directory.write(try Data(contentsOf: Fixtures.url("gguf/\(name)")), as: name)
        }
        let files = try CheckpointFiles(at: directory.url)
        #expect(files.form == .gguf && files.url.lastPathComponent == "tiny-tied-F32.gguf")
        func logits() throws -> [Float] {
            let model = try LoadedCheckpoint(files, quantization: .q8).model
            var cache = model.makeCache()
            return try model.prefill(tokens: [5, 6, 7], cache: &cache).values
        }
        let made = try logits()
        let kept = directory.url.appendingPathComponent("tiny-tied-F32.gguf.q8.packed")
        let bytes = try Data(contentsOf: kept)
        #expect(try logits() == made)
        try bytes.dropLast(100).write(to: kept)
        #expect(try logits() == made)
        #expect(try Data(contentsOf: kept) == bytes)
    }

    @Test func aVisionFileThatDoesNotFitIsNamed() throws {
        let directory = try TemporaryDirectory()
        let text = try Fixtures.url("gguf/tiny-tied-F32.gguf")
        let vision = try Data(contentsOf: Fixtures.url("gguf/mmproj-tiny-tied.gguf"))
        var other = vision
        let range = try #require(vision.range(of: Data("qwen2.5vl_merger".utf8)))
        other.replaceSubrange(range, with: Data("qwen9.5vl_merger".utf8))
        try directory.write(other, as: "other.gguf")
        func fault(_ files: () throws -> CheckpointFiles) -> String {
            do {
                _ = try LoadedCheckpoint(files())
                return "no error"
            } catch { return "\(error)" }
        }
        let wrong = fault { try CheckpointFiles(at: text, vision: directory.url.appendingPathComponent("other.gguf")) }
        #expect(wrong.contains("other.gguf") && wrong.contains("clip.projector_type 'qwen9.5vl_merger'"))
        #expect(
            fault { try CheckpointFiles(at: text, vision: text) }.contains("'qwen2vl' is not that of vision towers"))
        let alone = try Fixtures.url("gguf/mmproj-tiny-tied.gguf")
        #expect(fault { try CheckpointFiles(at: alone) }.contains("a vision tower alone"))
        #expect(
            fault { try CheckpointFiles(at: directory.url.appendingPathComponent("x.gguf")) }.contains("no such file"))
    }

    @Test func aPlaceIsLookedAt() throws {
        let directory = try TemporaryDirectory()
        #expect(try CheckpointFiles(at: directory.url).form == .directory)
        for name in ["a.gguf", "mmproj-b.gguf", "MMPROJ-a.GGUF", "notes.txt"] { try directory.write([0], as: name) }
        let files = try CheckpointFiles(at: directory.url)
        #expect(files.form == .gguf && files.url.lastPathComponent == "a.gguf" && !files.requiresVision)
        #expect(files.visionFiles.map(\.lastPathComponent) == ["MMPROJ-a.GGUF", "mmproj-b.gguf"])
        try directory.write([0], as: "c.gguf")
        #expect(throws: CheckpointError.self) { try CheckpointFiles(at: directory.url) }
        let named = try CheckpointFiles(at: directory.url.appendingPathComponent("c.gguf"), vision: directory.url)
        #expect(named.visionFiles == [directory.url] && named.requiresVision)
        #expect(throws: CheckpointError.self) {
            try CheckpointFiles(at: Fixtures.url("tiny-tied"), vision: directory.url)
        }
    }
}
