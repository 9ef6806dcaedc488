import Foundation

extension MetricReport {
    /// The columns before those of the metrics: the step, and seconds since 1970.
    private static let leading = ["step", "time"]

    /// Comma-separated values (RFC 4180): a line of names, then a line an entry. Columns come in the order in which
    /// metrics were first seen, those of evaluations last; what an entry has not measured, or what is not finite, is left empty.
    public var csv: String {
        var known: Set<String> = []
        let seen = entries.flatMap(\.row.metrics).map(\.name).filter { known.insert($0).inserted }
        // Evaluations come before the first step, but are not what one looks for first.
        let names = seen.filter { !$0.hasPrefix("eval") } + seen.filter { $0.hasPrefix("eval") }
        let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var text = Self.line(Self.leading + names.map(Self.field))
        for entry in entries {
            var values = [String](repeating: "", count: names.count)
            for metric in entry.row.metrics where metric.value.isFinite {
                if let column = columns[metric.name] { values[column] = "\(metric.value)" }
            }
            let seconds = (entry.time.timeIntervalSince1970 * 1000).rounded() / 1000
            text += Self.line(["\(entry.row.step)", "\(seconds)"] + values)
        }
        return text
    }

    private static func line(_ fields: [String]) -> String { fields.joined(separator: ",") + "\r\n" }

    /// A name as a field: in quotes where it has characters of the form's own.
    private static func field(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
