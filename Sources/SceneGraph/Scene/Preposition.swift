/// How an object stands to another object or to a room element; raw values are I-Design's words.
public enum Preposition: String, CaseIterable, Hashable, Sendable {
    case on
    case inTheCorner = "in the corner"
    case inTheMiddleOf = "in the middle of"
    case leftOf = "left of"
    case rightOf = "right of"
    case inFront = "in front"
    case behind
    case under
    case above

    /// Whether the word names one of the target's four sides.
    public var isDirectional: Bool {
        switch self {
        case .leftOf, .rightOf, .inFront, .behind: true
        default: false
        }
    }
}
