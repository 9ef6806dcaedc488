import Foundation
import Tensors
import Testing
import VLM

/// Files that tell the truth are read in place; files that lie are refused before anything is read.
@Suite struct SafetensorsTests {
    /// A file of a header text and data.
    private func file(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
        let text = [UInt8](header.utf8)
        return withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { [UInt8]($0) } + text + data
    }

    private func open(_ bytes: [UInt8]) throws -> SafetensorsFile {
        let storage = ByteStorage(byteCount: bytes.count) { $0.copyBytes(from: bytes) }
        return try SafetensorsFile(storage: storage, name: "f")
    }

    private func reason(_ bytes: [UInt8]) -> CheckpointError.Reason? {
        do {
            _ = try open(bytes)
            return nil
        } catch {
            return (error as? CheckpointError)?.reason
        }
    }

    private func entry(_ name: String, _ type: String, _ shape: String, _ begin: Int, _ end: Int) -> String {
        #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
    }

    @Test func tensorsAreReadInPlaceWhateverTheirAlignment() throws {
        // Headers of four lengths put the data at four alignments.
        for padding in 0..<4 {
            let header =
                "{" + entry("b", "BF16", "[1,2]", 4, 8) + "," + entry("a", "F32", "[]", 0, 4) + "}"
                + String(repeating: " ", count: padding)
            let opened = try open(file(header, data: [0, 0, 0x80, 0x3F, 0, 0x40, 0x40, 0xC0]))
            #expect(try opened.tensor("a")?.floats() == [1])
            #expect(try opened.tensor("b")?.floats() == [2, -3])
            #expect(try opened.tensor("c") == nil)
        }
    }

    @Test func metadataAndEmptyTensorsAreAllowed() throws {
        let header = #"{"__metadata__":{"format":"pt"},"# + entry("e", "F16", "[0,3]", 0, 0) + "}"
        #expect(try open(file(header)).tensor("e")?.shape == [0, 3])
    }

    @Test func shortFilesAndLyingHeaderLengthsAreRefused() {
        #expect(reason([]) == .truncated(expected: 8, found: 0))
        #expect(reason([1, 2, 3]) == .truncated(expected: 8, found: 3))
        #expect(reason(file("{}", length: 3)) == .truncated(expected: 11, found: 10))
        for length in [0, 1, 100_000_001, UInt64(Int.max), UInt64.max] {
            #expect(reason(file("{}", length: length)) == .headerLength(length))
        }
        let whole = file("{" + entry("a", "F32", "[4]", 0, 16) + "}", data: [UInt8](repeating: 0, count: 16))
        for count in 0..<whole.count { #expect(reason(Array(whole[..<count])) != nil, "cut at \(count)") }
        #expect(reason(whole) == nil)
    }

    @Test func headersThatAreNoObjectOfEntriesAreRefused() {
        let deep = #"{"a":"# + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}"
        for header in ["{ ", "[]", "nul", "{}x", "{\"a\":\u{1}}", deep, #"{"a":{"dtype":"F32",}}"#] {
            guard case .invalidJSON? = reason(file(header)) else {
                Issue.record("\(header.prefix(30)) gave \(String(describing: reason(file(header))))")
                continue
            }
        }
        #expect(reason(file("\"\u{0}\"")) != nil)
        #expect(
            reason(
                withUnsafeBytes(of: UInt64(6).littleEndian) { [UInt8]($0) } + [
                    0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x7D,
                ]) != nil)
    }

    @Test(arguments: [
        #"{"a":1}"#, #"{"a":{}}"#, #"{"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, #"{"a":{"dtype":"F32","shape":[1]}}"#,
        #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0.5,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}"#,
    ])
    func entriesOfAnotherFormAreRefused(header: String) {
        guard case .invalidEntry? = reason(file(header, data: [0, 0, 0, 0])) else {
            Issue.record("gave \(String(describing: reason(file(header, data: [0, 0, 0, 0]))))")
            return
        }
    }

    @Test func typesAndSizesMustFit() {
        let data: [UInt8] = [0, 0, 0, 0]
        #expect(reason(file("{" + entry("a", "I64", "[1]", 0, 4) + "}", data: data)) == .elementType("I64"))
        #expect(
            reason(file("{" + entry("a", "F16", "[1]", 0, 4) + "}", data: data))
                == .sizeMismatch(expected: 2, found: 4))
        #expect(
            reason(file("{" + entry("a", "F32", "[2]", 0, 8) + "}", data: data))
                == .offsetsOutOfRange(begin: 0, end: 8, available: 4))
        #expect(
            reason(file("{" + entry("a", "F32", "[1]", -4, 0) + "}", data: data))
                == .offsetsOutOfRange(begin: -4, end: 0, available: 4))
        #expect(
            reason(file("{" + entry("a", "F32", "[0]", 4, 0) + "}", data: data))
                == .offsetsOutOfRange(begin: 4, end: 0, available: 4))
    }

    @Test func dataMustFollowOneAnotherWithoutGapOrOverlap() {
        let data = [UInt8](repeating: 0, count: 12)
        func two(_ b: Int, _ e: Int) -> [UInt8] {
            file(
                "{" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[1]", b, e) + "}", data: data)
        }
        #expect(reason(two(8, 12)) == nil)
        #expect(reason(two(4, 8)) == .offsetsNotContiguous(expected: 8, found: 4))
        #expect(
            reason(file("{" + entry("a", "F32", "[2]", 4, 12) + "}", data: data))
                == .offsetsNotContiguous(expected: 0, found: 4))
        #expect(
            reason(file("{" + entry("a", "F32", "[2]", 0, 8) + "}", data: data))
                == .offsetsNotContiguous(expected: 12, found: 8))
        #expect(reason(file("{}", data: data)) == .offsetsNotContiguous(expected: 12, found: 0))
    }

    @Test func aTensorNamedTwiceIsRefused() {
        let twice = "{" + entry("a", "F32", "[1]", 0, 4) + "," + entry("a", "F32", "[1]", 0, 4) + "}"
        #expect(reason(file(twice, data: [0, 0, 0, 0])) == .duplicateTensor)
    }

    @Test func randomBytesNeverCrash() {
        var generator = SplitMix64(seed: 3)
        let whole = file(
            "{" + entry("a", "F32", "[2,1]", 0, 8) + "," + entry("b", "BF16", "[2]", 8, 12) + "}",
            data: [UInt8](repeating: 1, count: 12))
        for _ in 0..<5000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if let opened = try? open(bytes) {
                for name in opened.entries.keys { _ = try? opened.tensor(name)?.floats() }
            }
        }
    }
}
