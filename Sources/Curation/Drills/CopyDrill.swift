import Planning
import SceneGraph

/// Made-up lines of the form of a room's, and the parts of them that an answer repeats: what a model practises before
/// it meets rooms, since every token of such an answer can be read off the prompt.
///
/// ```
/// coat_rack_3 x2.22..3.93 y5.15 z0.93 half0.85,0.22@w on east_wall      →  coat_rack_3 x2.22..3.93 y5.15 z0.93
/// ```
///
/// The numbers fit no room. Each drill follows from seed and number alone.
public struct CopyDrill: Drill {
    public let seed: UInt64

    /// The drills of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// How many lines a drill has; short ones come more often.
    private static let lineCounts = [1, 1, 2, 2, 3]

    private static let names = Set(RoomType.all.flatMap(\.companions).map(\.kind)).sorted()

    public func lesson(at number: Int) -> DrillLesson {
        var generator = Self.generator(seed: seed, number: number)
        let lines = (0..<generator.pick(Self.lineCounts)).map { _ in line(&generator) }
        return DrillLesson(
            prompt: lines.map { $0.place + $0.rest }.joined(separator: "\n"),
            answer: lines.map(\.place).joined(separator: "\n"))
    }

    private func line(_ generator: inout SeededGenerator) -> (place: String, rest: String) {
        let id = "\(generator.pick(Self.names))_\(generator.pick([1, 1, 1, 2, 3]))"
        let ranges = zip(["x", "y"], [9.0, 9.0]).map { " \($0)\(range($1, &generator))" }.joined()
        let place = "\(id)\(ranges) z\(length(2, &generator))"
        let wall = generator.pick([RoomElement.northWall, .southWall, .eastWall, .westWall])
        let side = generator.pick(["n", "e", "s", "w"])
        return (place, " half\(length(1, &generator)),\(length(1, &generator))@\(side) on \(wall.rawValue)")
    }

    /// A length below a limit in metres, with two decimals or with four.
    private func length(_ limit: Double, _ generator: inout SeededGenerator) -> String {
        let text = MetreText.text(generator.unit() * limit, fractionDigits: 2)
        return generator.chance(0.6) ? text : text + generator.pick(["25", "50", "75"])
    }

    private func range(_ limit: Double, _ generator: inout SeededGenerator) -> String {
        guard generator.chance(0.5) else { return length(limit, &generator) }
        let ends = [generator.unit() * limit, generator.unit() * limit].sorted()
        return ends.map { MetreText.text($0, fractionDigits: 2) }.joined(separator: "..")
    }
}
