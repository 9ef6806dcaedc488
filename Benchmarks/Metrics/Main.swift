import Foundation
import JSON

/// The metrics' side of the comparison: reads one order a line from standard input, carries it out, and answers with
/// one line of JSON. `Benchmarks/run-metrics` starts it.
@main
struct Main {
    static func main() {
        while let line = readLine() {
            var answer: JSONValue
            do {
                answer = try MetricBench.carryOut(JSONCursor(.parse(line, options: .python)))
            } catch {
                answer = ["error": .string(String(describing: error))]
            }
            print(JSONWriter().string(answer))
            fflush(nil)
        }
    }
}
