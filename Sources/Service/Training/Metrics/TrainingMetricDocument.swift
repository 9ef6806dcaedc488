import JSON
import Persistence
import Training

/// Rows of metrics as the API shows them.
extension TrainingMetricRecord {
    /// `{step, kind, time, metrics}`.
    var json: JSONValue {
        [
            "step": .integer(position.step), "kind": .string(position.kind.name),
            "time": .string(Timestamp.text(recordedAt)), "metrics": .object(values),
        ]
    }
}

extension TrainingMetricRecord.Kind {
    /// The word of the API.
    var name: String {
        switch self {
        case .step: "step"
        case .greedy: "greedy"
        case .sampled: "sampled"
        case .given: "given"
        }
    }

    /// What stands before a metric's name in tables, where rows of all kinds come together.
    var prefix: String {
        switch self {
        case .step: ""
        case .greedy, .given: "eval/"
        case .sampled: "eval_sampled/"
        }
    }

    init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

extension TrainingMetricRecord.Position {
    /// What a client names the row by: `12`, or `12-greedy` for an evaluation after step 12.
    var text: String { kind == .step ? "\(step)" : "\(step)-\(kind.name)" }

    init?(text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let step = Int(first), step >= 0, text.utf8.count <= 32 else { return nil }
        guard let kind = parts.count == 1 ? .step : TrainingMetricRecord.Kind(name: String(parts[1])) else {
            return nil
        }
        self.init(step: step, kind: kind)
    }
}

extension MetricReport {
    /// The rows as a report: one entry a step, evaluations beside what was measured in it.
    init(_ records: [TrainingMetricRecord]) {
        var entries: [Entry] = []
        for record in records {
            let metrics = record.values.members.compactMap { name, value in
                value.doubleValue.map { MetricRow.Metric(record.position.kind.prefix + name, $0) }
            }
            if let last = entries.last, last.row.step == record.position.step {
                entries[entries.count - 1].row = MetricRow(
                    step: last.row.step, metrics: last.row.metrics + metrics)
            } else {
                entries.append(
                    Entry(time: record.recordedAt, row: MetricRow(step: record.position.step, metrics: metrics)))
            }
        }
        self.init(entries)
    }
}
