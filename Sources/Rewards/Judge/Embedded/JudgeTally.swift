/// A weighted mean of terms, and what was found fault with on the way.
struct JudgeTally: Sendable {
    private var sum = 0.0
    private var weight = 0.0
    private(set) var notes: [JudgeNote] = []

    /// The mean; nil where nothing was there to be judged.
    var mean: Double? { weight > 0 ? sum / weight : nil }

    /// Adds a value from 0 to 1.
    mutating func add(_ value: Double, weight: Double = 1) {
        sum += value * weight
        self.weight += weight
    }

    /// Adds the mean of another with its notes, where it has one.
    mutating func add(_ other: JudgeTally, weight: Double) {
        if let mean = other.mean { add(mean, weight: weight) }
        notes += other.notes
    }

    /// Adds a value and, where it falls short by much, why.
    mutating func add(
        _ value: Double, weight: Double = 1, _ kind: JudgeNote.Kind, _ object: Int? = nil, _ other: Int? = nil
    ) {
        add(value, weight: weight)
        note(kind, object, other, loss: 1 - value)
    }

    /// Keeps a fault that weighs.
    mutating func note(_ kind: JudgeNote.Kind, _ object: Int? = nil, _ other: Int? = nil, loss: Double) {
        guard loss > 0.35 else { return }
        notes.append(JudgeNote(kind: kind, object: object, other: other, loss: loss))
    }

    /// The notes in words, the gravest first, at most `limit`.
    func comment(_ objects: [JudgedObject], limit: Int = 3) -> String {
        let ranked = notes.enumerated().sorted { first, second in
            (second.element.loss, first.offset) < (first.element.loss, second.offset)
        }
        return ranked.prefix(limit).map { $0.element.text(objects) }.joined(separator: " ")
    }
}
