import Foundation
import JSON
import Tensors
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

    /// The sisters' weights are those of the directories, so transformers' logits hold for them too.
    @Test(arguments: ["qwen2-vl", "qwen3-vl"])
    func theFamilysPairsAgreeWithTransformers(name: String) throws {
        let files = try CheckpointFiles(at: Fixtures.url("gguf/family/\(name).gguf"))
        // Both towers lie beside both models; each model finds its own.
        #expect(files.visionFiles.count == 2)
        let loaded = try LoadedCheckpoint(files)
        #expect(loaded.visionFile?.lastPathComponent == "mmproj-\(name).gguf")
        let directory = try Qwen25VL(directory: Fixtures.url("family/\(name)"))
        #expect(loaded.model.configuration.vision.deepstackBlocks == directory.configuration.vision.deepstackBlocks)
        for reference in try ReferenceCase.all(of: "family/\(name)") {
            func logits(_ model: Qwen25VL) throws -> [Float] {
                let patches = reference.patches(width: model.configuration.vision.patchWidth)
                let images =
                    reference.grids.isEmpty ? nil : try model.encodeImages(patches: patches, grids: reference.grids)
                let positions = try model.positionIDs(tokens: reference.tokens, grids: reference.grids)
                var cache = model.makeCache()
                return try model.prefill(
                    tokens: reference.tokens, imageEmbeddings: images, positions: positions, cache: &cache
                ).values
            }
            // GGUF files round prompts to BF16 where the processor multiplies BF16 numbers.
            let bound: Float = InstructionSet.best == .avx512BF16 ? 0.1 : TransformersAgreementTests.tolerance
            #expect(greatestDifference(try logits(loaded.model), reference.logits) <= bound)
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
