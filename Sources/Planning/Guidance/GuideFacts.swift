/// What a guide tells of the places that an object may take.
public enum GuideFacts: String, CaseIterable, Hashable, Sendable {
    /// What is free: relations, the room, and what is placed already. Any choice is right unless space runs out.
    case stretches
    /// What is free, and before it the sums that lead there (`WorkedSums`): for models that write their facts themselves.
    case sums
    /// What relations and the room leave: to see what is free is left to whoever chooses.
    case ranges
}
