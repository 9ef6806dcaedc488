import Foundation
import JSON
import VLM

/// CLIP's tokenizer: byte-level pairs within lower-case words, of which each says by its last piece that it ends
/// (A. Radford et al., arXiv 2103.00020; R. Sennrich et al., arXiv 1508.07909).
struct ClipTokenizer: Sendable {
    private struct Pair: Hashable {
        var left: Int32
        var right: Int32
    }

    private struct Merge {
        var rank: Int
        var result: Int32
    }

    /// For each byte the piece that it is within a word, and at its end.
    private let within: [Int32]
    private let ending: [Int32]
    private let merges: [Pair: Merge]
    private let first: Int
    private let last: Int

    /// Longer texts are cut off before they are looked at: many times what the positions hold.
    private static let maximumCharacters = 600
    private static let maximumFileBytes = 64 << 20
    private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { Array($0.unicodeScalars) }

    /// Reads `tokenizer.json`.
    /// - Throws: `EmbeddingError.file`.
    init(directory: URL, vocabularySize: Int) throws {
        let name = "tokenizer.json"
        do {
            let bytes = try MappedFile.read(
                directory.appendingPathComponent(name), name: name, maximumByteCount: Self.maximumFileBytes)
            self = try SentenceConfiguration.reading(name) {
                try Self(json: JSONCursor(try JSONValue.parse(bytes)), vocabularySize)
            }
        } catch let error as CheckpointError {
            throw EmbeddingError.file(name, error.description)
        } catch let error as JSONError { throw EmbeddingError.file(name, "it is no JSON: \(error)") }
    }

    private init(json c: JSONCursor, _ vocabularySize: Int) throws {
        let model = c["model"]
        if let type = try model["type"].ifPresent?.string(), type != "BPE" {
            throw model["type"].fault("is '\(type.prefix(40))', which is not supported; 'BPE' is")
        }
        guard try model["end_of_word_suffix"].ifPresent?.string() == "</w>" else {
            throw model["end_of_word_suffix"].fault("is not that of CLIP, '</w>'")
        }
        var vocabulary: [String: Int32] = [:]
        for (piece, value) in try model["vocab"].object().members {
            guard let id = value.integerValue, (0..<vocabularySize).contains(id) else {
                throw model["vocab"].fault("gives '\(piece.prefix(40))' a number beyond the model's table")
            }
            vocabulary[piece] = Int32(id)
        }
        func token(_ name: String) throws -> Int32 {
            guard let id = vocabulary[name] else { throw model["vocab"].fault("has no token '\(name)'") }
            return id
        }
        last = Int(try token("<|endoftext|>"))
        first = Int(try token("<|startoftext|>"))
        let unknown = Int32(last)
        within = ByteAlphabet.scalars.map { vocabulary[String($0)] ?? unknown }
        ending = ByteAlphabet.scalars.map { vocabulary[String($0) + "</w>"] ?? unknown }
        var merges: [Pair: Merge] = [:]
        for (rank, entry) in try model["merges"].array(maximumCount: 1 << 20).enumerated() {
            let parts =
                entry.value?.arrayValue?.compactMap(\.stringValue)
                ?? entry.value?.stringValue?.split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
                ?? []
            guard parts.count == 2, let left = vocabulary[parts[0]], let right = vocabulary[parts[1]],
                let result = vocabulary[parts[0] + parts[1]]
            else { throw entry.fault("names or makes a piece that is not in the vocabulary") }
            let pair = Pair(left: left, right: right)
            if merges[pair] == nil { merges[pair] = Merge(rank: rank, result: result) }
        }
        self.merges = merges
    }

    /// The tokens of a text between the first and the last that every text has.
    func encode(_ text: String, maximumCount: Int) -> [Int] {
        var tokens = [first]
        for word in Self.words(String(text.prefix(Self.maximumCharacters))) {
            tokens += pieces(word).map { Int($0) }
            if tokens.count >= maximumCount { break }
        }
        return tokens.prefix(max(1, maximumCount - 1)) + [last]
    }

    /// Contractions, runs of letters, single digits and runs of other marks, in lower case and composed.
    private static func words(_ text: String) -> [[UInt8]] {
        let composed = String(decoding: text.canonicallyComposedUTF8, as: UTF8.self)
        let scalars = composed.unicodeScalars.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
        var words: [[UInt8]] = []
        var place = 0
        while place < scalars.count {
            let kind = CharacterClass(scalars[place])
            guard !kind.isSpace else {
                place += 1
                continue
            }
            var end = place + 1
            if let contraction = contractions.first(where: { scalars[place...].starts(with: $0) }) {
                end = place + contraction.count
            } else if kind != .number {
                while end < scalars.count, CharacterClass(scalars[end]) == kind { end += 1 }
            }
            var bytes: [UInt8] = []
            for scalar in scalars[place..<end] { UTF8.encode(scalar).map { bytes += $0 } }
            words.append(bytes)
            place = end
        }
        return words
    }

    /// The pieces of a word: pairs are joined, the first that was learned first, until none is known.
    private func pieces(_ word: [UInt8]) -> [Int32] {
        var pieces = word.enumerated().map { index, byte in
            index == word.count - 1 ? ending[Int(byte)] : within[Int(byte)]
        }
        while pieces.count > 1 {
            var best: (place: Int, merge: Merge)?
            for place in 0..<pieces.count - 1 {
                guard let merge = merges[Pair(left: pieces[place], right: pieces[place + 1])] else { continue }
                if merge.rank < best?.merge.rank ?? .max { best = (place, merge) }
            }
            guard let best else { break }
            pieces[best.place] = best.merge.result
            pieces.remove(at: best.place + 1)
        }
        return pieces
    }
}
