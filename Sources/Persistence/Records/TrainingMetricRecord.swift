import Foundation
import JSON

/// The metrics of one training step, or of an evaluation after it. A job has at most one of each kind a step.
public struct TrainingMetricRecord: Hashable, Sendable {
    /// What was measured at a step: the step itself, or the model after it.
    public enum Kind: Int, Hashable, Sendable, CaseIterable {
        case step = 0
        /// An evaluation of the most probable answers.
        case greedy = 1
        /// An evaluation of sampled answers.
        case sampled = 2
        /// An evaluation of how probable given answers are.
        case given = 3
    }

    /// Where a row stands among those of its job.
    public struct Position: Hashable, Sendable, Comparable {
        /// The training step, from 1; 0 for what comes before the first.
        public var step: Int
        public var kind: Kind

        /// A place among a job's rows.
        public init(step: Int, kind: Kind) {
            self.step = step
            self.kind = kind
        }

        public static func < (left: Position, right: Position) -> Bool {
            (left.step, left.kind.rawValue) < (right.step, right.kind.rawValue)
        }
    }

    /// Its place.
    public var position: Position
    /// When it was measured; kept to the microsecond.
    public var recordedAt: Date
    /// Numbers by name; null for one that is not finite.
    public var values: JSONObject

    /// The metrics of a step or an evaluation.
    public init(position: Position, recordedAt: Date, values: JSONObject) {
        self.position = position
        self.recordedAt = recordedAt
        self.values = values
    }
}
