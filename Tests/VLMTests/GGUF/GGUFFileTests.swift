import Tensors
import Testing
import VLM

/// Files well-formed and hostile: a typed error, never a trap or a read outside the file.
@Suite struct GGUFFileTests {
    private func sample() -> GGUFBuilder {
        var builder = GGUFBuilder()
        builder.add("general.architecture", "llama")
        builder.add("a.number", Float(0.5))
        builder.add("a.flag", true)
        builder.add("some.strings", ["one", "", "drei"])
        builder.add("some.integers", [-1, 2, 3])
        builder.add("x", StoredTensor(shape: [2, 3]) { _ = $0.update(from: [1, 2, 3, 4, 5, 6]) })
        builder.add("y", shape: [1, 32], type: 8, data: [0x00, 0x3C] + (0..<32).map { UInt8($0) })
        return builder
    }

    @Test func readsMetadataAndTensors() throws {
        for version in [UInt32(2), 3] {
            var builder = sample()
            builder.version = version
            let file = try builder.open()
            #expect(file.metadata["general.architecture"] == .string("llama"))
            #expect(file.metadata["a.number"] == .number(0.5))
            #expect(file.metadata["a.flag"] == .bool(true))
            #expect(file.metadata["some.strings"] == .strings(["one", "", "drei"]))
            #expect(file.metadata["some.integers"] == .integers([-1, 2, 3]))
            let x = try #require(try file.tensor("x"))
            #expect(x.shape == [2, 3] && x.floats() == [1, 2, 3, 4, 5, 6])
            let y = try #require(try file.tensor("y"))
            #expect(y.elementType == .q8_0 && y.floats() == (0..<32).map { Float($0) })
            #expect(try file.tensor("z") == nil)
        }
    }

    @Test func everyTruncationIsAnError() {
        let bytes = sample().build()
        for length in 0..<bytes.count {
            #expect(throws: CheckpointError.self) { try GGUFBuilder.open(Array(bytes[..<length])) }
        }
    }

    @Test func changedBytesNeverTrap() {
        let bytes = sample().build()
        var generator = SplitMix64(seed: 11)
        for _ in 0..<4000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                changed[place] = Bool.random(using: &generator) ? 0xFF : UInt8.random(in: 0...255, using: &generator)
            }
            guard let file = try? GGUFBuilder.open(changed) else { continue }
            for name in file.entries.keys { _ = try? file.tensor(name)?.floats() }
            _ = try? GGUFCheckpoint(file)
            _ = try? Tokenizer(gguf: file)
        }
    }

    private func fault(_ change: (inout GGUFBuilder) -> Void) -> String {
        var builder = sample()
        change(&builder)
        do {
            _ = try builder.open()
            return "no error"
        } catch { return "\(error)" }
    }

    @Test func faultsAreNamed() {
        #expect(fault { $0.magic = Array("GGML".utf8) }.contains("not a GGUF file"))
        #expect(fault { $0.version = 1 }.contains("version"))
        #expect(fault { $0.version = 0x0300_0000 }.contains("big-endian"))
        #expect(fault { $0.tensorCount = .max }.contains("the count of tensors"))
        #expect(fault { $0.metadataCount = 1 << 40 }.contains("the count of metadata"))
        #expect(fault { $0.tensors[1].type = 13 }.contains("Q5_K"))
        #expect(fault { $0.tensors[1].type = 4000 }.contains("number 4000"))
        #expect(fault { $0.tensors[1].offset = 0 }.contains("overlap"))
        #expect(fault { $0.tensors[1].offset = 33 }.contains("multiple of 32"))
        #expect(fault { $0.tensors[1].offset = 1 << 62 }.contains("outside"))
        #expect(fault { $0.tensors[1].offset = .max }.contains("offset"))
        #expect(fault { $0.tensors[1].name = "x" }.contains("twice"))
        #expect(fault { $0.tensors[0].axes = [1 << 40, 1 << 40] }.contains("too great"))
        #expect(fault { $0.tensors[0].axes = [0, 3] }.contains("not positive"))
        #expect(fault { $0.tensors[0].axes = [1, 1, 1, 1, 1] }.contains("axes"))
        #expect(fault { $0.tensors[0].axes = [1 << 30, 1 << 20] }.contains("outside"))
        #expect(fault { $0.tensors[1].axes = [16, 2] }.contains("blocks"))
        #expect(fault { $0.add("a.flag", false) }.contains("twice"))
        #expect(fault { $0.add("general.alignment", UInt32(3)) }.contains("general.alignment"))
        #expect(fault { $0.metadata.append(("k", 77, [])) }.contains("unknown type 77"))
        let nested = GGUFBuilder.bytes(UInt32(9)) + GGUFBuilder.bytes(UInt64(1))
        #expect(fault { $0.metadata.append(("k", 9, nested)) }.contains("array of the unknown type 9"))
        let endless = GGUFBuilder.bytes(UInt32(0)) + GGUFBuilder.bytes(UInt64(1 << 24))
        #expect(fault { $0.metadata.append(("k", 9, endless)) }.contains("past the end"))
        let greatest = GGUFBuilder.bytes(UInt32(0)) + GGUFBuilder.bytes(UInt64.max)
        #expect(fault { $0.metadata.append(("k", 9, greatest)) }.contains("more than"))
        #expect(fault { $0.metadata.append(("k", 8, GGUFBuilder.bytes(UInt64.max))) }.contains("the length"))
    }
}
