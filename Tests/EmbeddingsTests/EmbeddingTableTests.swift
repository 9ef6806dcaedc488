import Embeddings
import Foundation
import FuzzTargets
import JSON
import Tensors
import Testing

@Suite("Tables of embeddings")
struct EmbeddingTableTests {
    private func numbers() throws -> [[Float]] {
        (try Fixture.json("numbers.json").arrayValue ?? []).map {
            ($0.arrayValue ?? []).compactMap(\.doubleValue).map { Float($0) }
        }
    }

    private func random(_ rows: Int, _ width: Int, seed: UInt64) -> [[Float]] {
        var generator = SplitMix64(seed: seed)
        return (0..<rows).map { _ in (0..<width).map { _ in Float.random(in: -1...1, using: &generator) } }
    }

    private func unit(_ vector: [Float]) -> [Float] {
        let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / norm }
    }

    // MARK: Files

    @Test(
        "NumPy's arrays are read as NumPy wrote them",
        arguments: [("table.npy", 0), ("table.npz", 0), ("half.npy", 1e-3)] as [(String, Float)])
    func reads(_ file: String, _ tolerance: Float) throws {
        let table = try EmbeddingTable(file: Fixture.url(file))
        #expect(table.ids == (0..<7).map { "thing\($0)" } && table.width == 5)
        #expect(distance((0..<7).map(table.vector), try numbers()) <= tolerance)
    }

    @Test("What is written is read again")
    func writes() async throws {
        try await Fixture.withDirectory { directory in
            let file = directory.appendingPathComponent("below/names.safetensors")
            let table = try EmbeddingTable(name: "n", ids: ["é", "b, c"], vectors: [[1, 2], [3, 4]])
            try table.write(to: file)
            try table.write(to: file)
            let again = try EmbeddingTable(file: file)
            #expect(again.ids == table.ids && again.vector(1) == [3, 4])
            // A list of identifiers that was not written is none of other rows.
            try FileManager.default.removeItem(at: directory.appendingPathComponent("below/names.json"))
            Fixture.expectRefusal("names.json") { _ = try EmbeddingTable(file: file) }
        }
    }

    @Test(
        "Other arrays are refused with a reason",
        arguments: [("columns", "fortran_order"), ("double", "<f8"), ("objects", "|O")])
    func refusesArrays(_ name: String, _ words: String) throws {
        let file = try Fixture.url(name + ".npy")
        Fixture.expectRefusal(words) { _ = try EmbeddingTable(file: file) }
    }

    /// An array with this header, and so many bytes behind it.
    private func array(_ header: String, bytes: Int, version: UInt8 = 1, length: Int? = nil) -> [UInt8] {
        let length = length ?? header.utf8.count
        let lengths = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengths + Array(header.utf8)
            + [UInt8](repeating: 0, count: bytes)
    }

    private func header(_ shape: String, type: String = "'<f4'", order: String = "False") -> String {
        "{'descr': \(type), 'fortran_order': \(order), 'shape': \(shape), }\n"
    }

    @Test("Hostile arrays are refused before memory is taken for them")
    func refusesHostileArrays() async throws {
        let cases: [([UInt8], String)] = [
            ([], "no NumPy array"), (Array("\u{93}NUMPY".utf8), "no NumPy array"),
            (array(header("(2, 2)"), bytes: 15), "does not fit"),
            (array(header("(1000000000, 1000)"), bytes: 64), "does not fit"),
            (array(header("(4611686018427387904, 8)"), bytes: 64), "does not fit"),
            (array(header("(-1, 2)"), bytes: 64), "cannot be read"),
            (array(header("(2, 2)", type: "[('a', '<f4')]"), bytes: 64), "cannot be read"),
            (array(header("(2, 2)", type: "'>f4'"), bytes: 64), ">f4"),
            (array(header("(2, 2)", order: "1"), bytes: 64), "fortran_order"),
            (array(header("2"), bytes: 64), "shape"), (array("{}", bytes: 64), "element type"),
            (array(header("(2, 2)"), bytes: 16, version: 9), "version 9"),
            (array(header("(2, 2)"), bytes: 16, length: 60_000), "60000"),
            (array(header("(2, 2)"), bytes: 16, version: 2, length: 1 << 31), "does not fit"),
            (array(String(repeating: "{'a': ", count: 1000), bytes: 16), "cannot be read"),
            (array(header("(0, 2)"), bytes: 0), "identifiers"), (array(header("(4,)"), bytes: 16), "[4]"),
            (array(header("(1, 9000)"), bytes: 36_000), "8192"), (array(header("(3, 1)"), bytes: 12), "2 identifiers"),
        ]
        try await Fixture.withDirectory { directory in
            let file = directory.appendingPathComponent("t.npy")
            try Data(#"["a", "b"]"#.utf8).write(to: directory.appendingPathComponent("t.json"))
            for (bytes, words) in cases {
                try Data(bytes).write(to: file)
                Fixture.expectRefusal(words) { _ = try EmbeddingTable(file: file) }
                bytes.withUnsafeBytes { FuzzTarget.numpy.run($0) }
            }
        }
    }

    @Test("A number that is not finite is refused with its row")
    func refusesNaN() {
        for number in [Float.nan, .infinity] {
            Fixture.expectRefusal("row 1") {
                _ = try EmbeddingTable(name: "t", ids: ["a", "b"], vectors: [[1, 2], [0, number]])
            }
        }
        Fixture.expectRefusal("different lengths") {
            _ = try EmbeddingTable(name: "t", ids: ["a", "b"], vectors: [[1, 2], [0]])
        }
    }

    @Test("Identifiers are read in the forms that are about")
    func identifiers() throws {
        let forms = [
            #"["a", "b"]"#, #"[{"uid": "a"}, {"u": "b"}]"#, #"{"us": ["a", "b"]}"#, #"{"ids": ["a", "b"]}"#,
            #"{"entries": [{"id": "a"}, {"u": "b", "name": "Chair"}]}"#,
        ]
        for form in forms { #expect(try EmbeddingTable.identifiers(JSONValue.parse(form), "t") == ["a", "b"]) }
        for (form, words) in [("7", "no list"), (#"["a", 7]"#, "entry 1"), (#"["a", ""]"#, "entry 1")] {
            Fixture.expectRefusal(words) { _ = try EmbeddingTable.identifiers(JSONValue.parse(form), "t") }
        }
    }

    @Test("A zip archive that promises more than it may hold, or holds no array, is refused")
    func refusesArchives() async throws {
        try await Fixture.withDirectory { directory in
            let file = directory.appendingPathComponent("t.npz")
            try Data(#"["a"]"#.utf8).write(to: directory.appendingPathComponent("t.json"))
            var bytes = Array(try Data(contentsOf: Fixture.url("table.npz")))
            // The size that the directory gives the first array, at the place where its record has it.
            let record = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
            for offset in 24..<28 { bytes[record + offset] = 0x7F }
            try Data(bytes).write(to: file)
            Fixture.expectRefusal("sizes do not go together") { _ = try EmbeddingTable(file: file) }
            try Data("PK".utf8).write(to: file)
            Fixture.expectRefusal("t.npz") { _ = try EmbeddingTable(file: file) }
        }
    }

    // MARK: Search

    @Test("The fast search finds what the plain one finds", arguments: [ElementType.float32, .float16])
    func agrees(_ type: ElementType) throws {
        // More rows than fit into one block of the search.
        let width = 1031
        let vectors = random(2100, width, seed: 3)
        var rows = StoredTensor(shape: [2100, width]) { target in
            for (place, value) in vectors.joined().enumerated() { target[place] = value }
        }
        if type == .float16 {
            let storage = ByteStorage(byteCount: 2 * 2100 * width) { target in
                for (place, value) in vectors.joined().enumerated() {
                    target.storeBytes(of: Float16(value).bitPattern, toByteOffset: 2 * place, as: UInt16.self)
                }
            }
            rows = try #require(StoredTensor(shape: [2100, width], elementType: type, storage: storage, byteOffset: 0))
        }
        let table = try EmbeddingTable(name: "t", ids: (0..<2100).map { "\($0)" }, rows: rows)
        let queries = random(9, width, seed: 4).map(unit) + [unit(vectors[2000])]
        for flags in [nil, (0..<2100).map { $0 % 3 == 0 }] {
            let plain = table.referenceNearest(to: queries, count: 12, among: flags)
            let fast = table.nearest(to: queries, count: 12, among: flags)
            #expect(plain.count == fast.count)
            for (a, b) in zip(plain, fast) {
                #expect(a.matches.map(\.row) == b.matches.map(\.row))
                #expect(zip(a.matches, b.matches).allSatisfy { abs($0.cosine - $1.cosine) < 1e-5 })
                #expect(abs(a.mean - b.mean) < 1e-6 && abs(a.deviation - b.deviation) < 1e-5)
            }
            #expect(fast == table.nearest(to: queries, count: 12, among: flags))
        }
        #expect(table.nearest(to: queries, count: 1)[9].matches.first?.row == 2000)
    }

    @Test("Equally near rows come in their order; rows without a direction are near nothing")
    func ties() throws {
        let table = try EmbeddingTable(
            name: "t", ids: ["a", "b", "c", "d"], vectors: [[0, 0], [0, 2], [0, 1], [1, 0]])
        for found in [table.nearest(to: [[0, 1]], count: 4), table.referenceNearest(to: [[0, 1]], count: 4)] {
            #expect(found[0].matches.map(\.row) == [1, 2, 0, 3])
            #expect(found[0].matches.map(\.cosine) == [1, 1, 0, 0])
        }
        #expect(table.nearest(to: [[0, 1]], count: 0)[0].matches.isEmpty)
        #expect(table.nearest(to: [], count: 3).isEmpty)
        let none = table.nearest(to: [[0, 1]], count: 3, among: [false, false, false, false])[0]
        #expect(none.matches.isEmpty && none.mean == 0.5)
    }
}
