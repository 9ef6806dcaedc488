import Foundation
import JSON

extension RunJournal {
    /// Where the run's curve is drawn.
    var curveFile: URL { place(of: "curve.svg") }
}

/// A run's reward over its steps, or its loss, as a picture: each step as a dot, their running mean as a line, and
/// evaluations on held-out rooms.
struct RewardCurve {
    private struct Point {
        let step: Double
        let value: Double
    }

    private let name: String
    private let steps: [Point]
    private let greedy: [Point]
    private let sampled: [Point]

    init(journal: RunJournal) {
        let rows = journal.documents(.metrics)
        let name = rows.contains { $0["reward"] != nil } ? "reward" : "loss"
        self.name = name
        steps = rows.compactMap { Self.point($0, $0[name]) }
        let evaluations = journal.documents(.evaluations)
        func points(_ mode: String) -> [Point] {
            evaluations.filter { $0["mode"]?.stringValue == mode }.compactMap { Self.point($0, $0["metrics"]?[name]) }
        }
        greedy = points(name == "reward" ? "greedy" : "given")
        sampled = points("sampled")
    }

    private static func point(_ row: JSONValue, _ value: JSONValue?) -> Point? {
        guard let step = row["step"]?.doubleValue, let value = value?.doubleValue, value.isFinite else { return nil }
        return Point(step: step, value: value)
    }

    private static let width = 720.0
    private static let height = 360.0
    private static let margin = 48.0

    /// The picture; nil for a run without steps.
    var svg: String? {
        let all = steps + greedy + sampled
        guard let last = all.map(\.step).max(), last > 0, !steps.isEmpty,
            let low = all.map(\.value).min(), let high = all.map(\.value).max()
        else { return nil }
        let (bottom, top) = (low - 0.05 * max(high - low, 1e-6), high + 0.05 * max(high - low, 1e-6))
        func place(_ point: Point) -> (x: Double, y: Double) {
            (
                Self.margin + point.step / last * (Self.width - 2 * Self.margin),
                Self.height - Self.margin - (point.value - bottom) / (top - bottom) * (Self.height - 2 * Self.margin)
            )
        }
        func path(_ points: [Point]) -> String {
            points.enumerated().map { index, point in
                let (x, y) = place(point)
                return (index == 0 ? "M" : "L") + String(format: "%.1f %.1f", x, y)
            }.joined(separator: " ")
        }
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360" font-family="sans-serif" font-size="12">
            <rect width="720" height="360" fill="#fff"/>

            """
        for tick in 0...4 {
            let value = bottom + (top - bottom) * Double(tick) / 4
            let y = place(Point(step: 0, value: value)).y
            text += String(
                format:
                    "<path d=\"M48 %.1fH672\" stroke=\"#ddd\"/><text x=\"42\" y=\"%.1f\" text-anchor=\"end\">%.3f</text>\n",
                y, y + 4, value)
            let step = last * Double(tick) / 4
            let x = place(Point(step: step, value: bottom)).x
            text += String(format: "<text x=\"%.1f\" y=\"330\" text-anchor=\"middle\">%.0f</text>\n", x, step)
        }
        for point in steps {
            let (x, y) = place(point)
            text += String(format: "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\" fill=\"#9ab\"/>\n", x, y)
        }
        text += "<path d=\"\(path(smoothed))\" fill=\"none\" stroke=\"#246\" stroke-width=\"2\"/>\n"
        for (points, colour) in [(greedy, "#c40"), (sampled, "#2a2")] where !points.isEmpty {
            text += "<path d=\"\(path(points))\" fill=\"none\" stroke=\"\(colour)\" stroke-dasharray=\"4 3\"/>\n"
            for point in points {
                let (x, y) = place(point)
                text += String(format: "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" ", x, y) + "fill=\"\(colour)\"/>\n"
            }
        }
        let legend = [
            (name + " of each step, and its mean over 10", "#246"), ("held out, greedy", "#c40"),
            ("held out, sampled", "#2a2"),
        ]
        for (index, (label, colour)) in legend.enumerated() {
            let x = [48, 330, 470][index]
            text +=
                "<circle cx=\"\(x + 4)\" cy=\"24\" r=\"4\" fill=\"\(colour)\"/><text x=\"\(x + 14)\" y=\"28\">\(label)</text>\n"
        }
        return text + "<text x=\"360\" y=\"350\" text-anchor=\"middle\">step</text>\n</svg>\n"
    }

    private var smoothed: [Point] {
        steps.indices.map { index in
            let window = steps[max(0, index - 9)...index]
            return Point(
                step: steps[index].step, value: window.reduce(0) { $0 + $1.value } / Double(window.count))
        }
    }
}
