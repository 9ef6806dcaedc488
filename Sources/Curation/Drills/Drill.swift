import Planning

/// Exercises that a model has before it meets rooms, each of one skill that their answers are made of.
///
/// Every exercise follows from seed and number alone; none fits a room.
public protocol Drill: Sendable {
    /// The exercise of a number, which may be negative.
    func lesson(at number: Int) -> DrillLesson
}

/// What is asked, and what is to be answered.
public struct DrillLesson: Hashable, Sendable {
    public let prompt: String
    public let answer: String
}

extension Drill {
    /// The chance of one exercise.
    static func generator(seed: UInt64, number: Int) -> SeededGenerator {
        var seeds = SeededGenerator(seed: seed)
        return SeededGenerator(seed: seeds.next() &+ UInt64(bitPattern: Int64(number)) &* 0xD6E8_FEB8_6659_FD93)
    }
}
