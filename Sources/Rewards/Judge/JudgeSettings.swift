import JSON

/// Which judge is asked, and how.
public struct JudgeSettings: Hashable, Sendable {
    /// What becomes of training when the judge gives no grades.
    public enum FailurePolicy: String, CaseIterable, Hashable, Sendable {
        /// It goes on with the terms that remain.
        case goOn = "continue"
        /// It ends with the reason; the last checkpoint stays.
        case stop
    }

    /// How grades count in training.
    public enum Grading: String, CaseIterable, Hashable, Sendable {
        /// Truncated and added, as the profile does it: J/50.
        case whole
        /// By the judgement's score on the same scale, (5 + 45 score)/50: answers that truncation makes equal are
        /// still told apart.
        case fine
    }

    /// How often a judge may be asked about one room.
    public static let counts = 1...15

    public var kind: JudgeKind
    /// How often it is asked about each room; the median counts. The embedded judge never changes its mind.
    public var medianOf: Int
    public var onFailure: FailurePolicy
    public var grading: Grading

    /// A judge, asked once.
    public init(
        _ kind: JudgeKind, medianOf: Int = 1, onFailure: FailurePolicy = .goOn, grading: Grading = .whole
    ) {
        self.kind = kind
        self.medianOf = medianOf
        self.onFailure = onFailure
        self.grading = grading
    }

    /// Reads a judge's name, or `{kind, median_of, on_failure, grading}`.
    /// - Throws: `JSONFormError`, `JSONFieldError`.
    public init(json cursor: JSONCursor) throws {
        if cursor.value?.stringValue != nil {
            self.init(try cursor.choice(JudgeKind.self))
            return
        }
        _ = try cursor.object()
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["kind", "median_of", "on_failure", "grading"]) }
        let kind = try reader.read(or: .none) { try cursor["kind"].choice(JudgeKind.self) }
        let count = try reader.read(or: 1) { try cursor["median_of"].ifPresent?.integer(in: Self.counts) ?? 1 }
        let policy = try reader.read(or: FailurePolicy.goOn) {
            try cursor["on_failure"].ifPresent?.choice(FailurePolicy.self) ?? .goOn
        }
        let grading = try reader.read(or: Grading.whole) {
            try cursor["grading"].ifPresent?.choice(Grading.self) ?? .whole
        }
        try reader.finish()
        self.init(kind, medianOf: count, onFailure: policy, grading: grading)
    }

    /// `{kind, median_of, on_failure, grading}`.
    public var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "median_of": .integer(medianOf),
            "on_failure": .string(onFailure.rawValue), "grading": .string(grading.rawValue),
        ]
    }
}
