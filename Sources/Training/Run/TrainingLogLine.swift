/// A line for people about a run.
public struct TrainingLogLine: Hashable, Sendable {
    /// How much it matters.
    public enum Level: String, CaseIterable, Hashable, Sendable {
        case info
        case warning
    }

    /// The steps done.
    public let step: Int
    public let level: Level
    public let message: String

    /// A line.
    public init(step: Int, level: Level = .info, _ message: String) {
        self.step = step
        self.level = level
        self.message = message
    }
}
