import Planning
import SceneGraph

/// Places and what is added to them, and the sums: what a model practises before it meets the lines in which sums occur.
///
/// ```
/// 6.42-1.35                 →  6.42-1.35=5.07
/// 3.71-1.15..+1.15          →  3.71-1.15=2.56..3.71+1.15=4.86
/// ```
///
/// The form is that of `SumText`. Each drill follows from seed and number alone.
public struct AddDrill: Drill {
    public let seed: UInt64

    /// The drills of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    private static let lineCount = 10

    public func lesson(at number: Int) -> DrillLesson {
        var generator = Self.generator(seed: seed, number: number)
        let lines = (0..<Self.lineCount).map { _ in Self.line(&generator) }
        return DrillLesson(
            prompt: lines.map(\.asked).joined(separator: "\n"), answer: lines.map(\.told).joined(separator: "\n"))
    }

    private static func line(_ generator: inout SeededGenerator) -> (asked: String, told: String) {
        /// Centimetres up to a limit, now and then with half millimetres.
        func length(upTo limit: UInt64) -> Double {
            let fine = generator.chance(0.2) ? Int(generator.next() % 20) : 0
            return Double(1000 + 100 * Int(generator.next() % limit) + 5 * fine) / 1e4
        }
        let (place, offset) = (length(upTo: 890), length(upTo: 190))
        let (offsets, added): ((Double, Double), String) =
            switch generator.unit() {
            case ..<0.4: ((-offset, offset), "\(MetreText.offset(-offset))..\(MetreText.offset(offset))")
            case ..<0.7: ((offset, offset), MetreText.offset(offset))
            default: ((-offset, -offset), MetreText.offset(-offset))
            }
        return (MetreText.number(place) + added, SumText(place, plus: offsets).text)
    }
}
