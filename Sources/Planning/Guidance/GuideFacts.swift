/// What a guide tells of the places that an object may take.
public enum GuideFacts: String, CaseIterable, Hashable, Sendable {
    /// What is free: relations, the room, and what is placed already. Any choice is right unless space runs out.
    case stretches
    /// What relations and the room leave: to see what is free is left to whoever chooses.
    case ranges
}
