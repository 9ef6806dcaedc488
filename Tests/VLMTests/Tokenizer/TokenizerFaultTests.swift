import Foundation
import JSON
import Tensors
import Testing
import VLM

/// Files that do not describe a byte-level tokenizer are refused with a reason, never crashed on.
struct TokenizerFaultTests {
    private static func tokenizer(
        vocab: String = #"{"a": 0, "b": 1, "ab": 2}"#, merges: String = #"[["a", "b"]]"#,
        preTokenizer: String = #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}"#,
        normalizer: String = "null", added: String = "[]", model: String = "", other: String = ""
    ) throws -> Tokenizer {
        let text = """
            {"model": {"type": "BPE", \(model) "vocab": \(vocab), "merges": \(merges)}, \(other)
            "pre_tokenizer": \(preTokenizer), "normalizer": \(normalizer), "added_tokens": \(added)}
            """
        return try Tokenizer(tokenizerJSON: Array(text.utf8))
    }

    private func fault(_ make: () throws -> Tokenizer) -> String {
        do {
            _ = try make()
            return ""
        } catch let error as TokenizerError {
            return error.description
        } catch {
            return "untyped: \(error)"
        }
    }

    @Test func theSmallestTokenizerWorks() throws {
        #expect(try Self.tokenizer().encode("abba") == [2, 1, 0])
        // Bytes without a token are dropped before merging.
        #expect(try Self.tokenizer().encode("axb") == [2])
        #expect(try Self.tokenizer(merges: #"["a b"]"#).encode("ab") == [2])
        #expect(try Self.tokenizer(merges: "[]", model: #""ignore_merges": true,"#).encode("ab") == [2])
    }

    @Test func unknownComponentsAreNamed() {
        let split =
            #"{"type": "Split", "pattern": {"Regex": "[a-z]+"}, "behavior": "Isolated", "invert": false}"#
        let sequence = #"{"type": "Sequence", "pretokenizers": [\#(split), {"type": "ByteLevel"}]}"#
        #expect(fault { try Self.tokenizer(preTokenizer: sequence) }.contains("[a-z]+"))
        #expect(fault { try Self.tokenizer(preTokenizer: #"{"type": "Metaspace"}"#) }.contains("Metaspace"))
        #expect(fault { try Self.tokenizer(normalizer: #"{"type": "Lowercase"}"#) }.contains("Lowercase"))
        #expect(fault { try Self.tokenizer(model: #""byte_fallback": true,"#) }.contains("byte_fallback"))
        #expect(fault { try Self.tokenizer(model: #""dropout": 0.1,"#) }.contains("dropout"))
        #expect(
            fault {
                try Self.tokenizer(
                    other:
                        #""post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]},"#
                )
            }.contains("post-processor"))
        #expect(
            fault {
                try Self.tokenizer(
                    other:
                        #""post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}]},"#
                )
            }.isEmpty)
    }

    @Test func impossibleTablesAreRefused() {
        #expect(fault { try Self.tokenizer(vocab: "{}", merges: "[]") }.contains("empty"))
        #expect(fault { try Self.tokenizer(vocab: #"{"a": 0, "b": 0, "ab": 1}"#) }.contains("same id"))
        #expect(fault { try Self.tokenizer(vocab: #"{"a": -1}"#, merges: "[]") }.contains("id of token"))
        #expect(
            fault { try Self.tokenizer(vocab: #"{"a": 4000000000}"#, merges: "[]") }.contains("id of token"))
        #expect(fault { try Self.tokenizer(vocab: #"{"a": 7000000}"#, merges: "[]") }.contains("7000000"))
        #expect(fault { try Self.tokenizer(vocab: #"["a"]"#) }.contains("/model/vocab"))
        #expect(fault { try Self.tokenizer(merges: #"[["a", "c"]]"#) }.contains("merge 0"))
        #expect(fault { try Self.tokenizer(merges: #"["ab"]"#) }.contains("merge 0"))
        #expect(fault { try Self.tokenizer(merges: "[1]") }.contains("merge 0"))
        #expect(
            fault { try Self.tokenizer(added: #"[{"id": "x", "content": "<s>"}]"#) }.contains(
                "/added_tokens/0/id"))
        #expect(!fault { try Tokenizer(tokenizerJSON: Array("{".utf8)) }.isEmpty)
        #expect(!fault { try Tokenizer(tokenizerJSON: Array("[]".utf8)) }.isEmpty)
        #expect(
            fault { try Tokenizer(directory: URL(fileURLWithPath: "/nonexistent")) }.contains("no tokenizer"))
    }

    @Test func addedTokensStripAndStandAlone() throws {
        let added = """
            [{"id": 3, "content": "<x>", "lstrip": true, "rstrip": true, "special": true},
             {"id": 4, "content": "<x>y", "special": false},
             {"id": 5, "content": "ba", "single_word": true, "normalized": true, "special": false}]
            """
        let tokenizer = try Self.tokenizer(added: added)
        #expect(try tokenizer.encode("a  <x>  b") == [0, 3, 1])
        #expect(try tokenizer.encode("a<x>yb") == [0, 4, 1])
        #expect(try tokenizer.encode("ba") == [5])
        #expect(try tokenizer.encode("aba") == [2, 0])
        #expect(tokenizer.decode([0, 3, 4, 99, -1], skipsSpecialTokens: true) == "a<x>y")
    }

    @Test func damagedFilesGiveTypedErrorsOrWorkingTokenizers() throws {
        let sound = try [UInt8](Data(contentsOf: Fixtures.url("tiny-tied/tokenizer.json")))
        var generator = SplitMix64(seed: 11)
        let pieces = [
            "null", "[]", "{}", "-1", "1e99", "\"\"", "99999999999", "true", "\"ByteLevel\"", "\"a b c\"",
            ",", "}",
        ].map { Array($0.utf8) }
        for round in 0..<400 {
            var bytes = sound
            for _ in 0...Int(generator.next() % 3) {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch round % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                case 2: bytes.removeSubrange(place...)
                default:
                    // Replace a whole value after a colon or comma.
                    guard let start = bytes[place...].firstIndex(where: { $0 == 0x3A || $0 == 0x2C }),
                        let end = bytes[(start + 1)...].firstIndex(where: { $0 == 0x2C || $0 == 0x7D })
                    else { continue }
                    bytes.replaceSubrange(
                        (start + 1)..<end, with: pieces[Int(generator.next() % UInt64(pieces.count))])
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            do {
                let tokenizer = try Tokenizer(tokenizerJSON: bytes)
                let ids = try tokenizer.encode("Place bed_1 <|im_end|> at 3.25 m, it's 家")
                _ = tokenizer.decode(ids)
            } catch {
                #expect(error is TokenizerError, "\(error)")
            }
        }
    }
}
