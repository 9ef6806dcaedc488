import Foundation
import FuzzTargets
import Tensors
import Testing

/// What the fuzzer started from and what it once found, and everything a few bytes away from it.
@Suite struct FuzzCorpusTests {
    private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fuzzing/Corpus")

    @Test(arguments: FuzzTarget.allCases)
    func theCorpusIsReadOrRefused(target: FuzzTarget) throws {
        let directory = Self.corpus.appendingPathComponent(target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        #expect(!names.isEmpty)
        var generator = SplitMix64(seed: 1)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: directory.appendingPathComponent(name)))
            bytes.withUnsafeBytes { target.run($0) }
            for _ in 0..<20 {
                var changed = bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                changed.removeLast(Int.random(in: 0..<max(1, bytes.count / 8), using: &generator))
                changed.withUnsafeBytes { target.run($0) }
            }
        }
    }
}
