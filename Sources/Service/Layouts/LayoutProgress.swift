import JSON

/// Where the making of a layout stands.
struct LayoutProgress: Hashable, Sendable {
    /// The stages in their order; a stage may come again in a further turn.
    enum Stage: String, Sendable {
        case queued
        case designing
        case placing
        case scoring
        case repairing
        case saving
    }

    var stage: Stage
    /// How much of the whole is done, 0 to 1.
    var fraction: Double
    /// A line for people.
    var message: String

    /// Called at each step; it must be quick.
    typealias Report = @Sendable (LayoutProgress) -> Void

    var json: JSONValue {
        ["stage": .string(stage.rawValue), "fraction": .number(fraction), "message": .string(message)]
    }
}
