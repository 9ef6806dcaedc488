import BenchmarkSupport
import Foundation
import JSON

/// The engine's side of the comparison: reads one order a line from standard input, carries it out, and answers with
/// one line of JSON. `Benchmarks/run` starts it beside the peers, which speak the same language.
@main
struct Main {
    static func main() async {
        var bench = Bench()
        while let line = readLine() {
            var answer: JSONValue
            do {
                let (wall, cpu) = (ContinuousClock.now, Meter.processorSeconds())
                var fields = try await bench.carryOut(JSONValue.parse(line)).objectValue ?? JSONObject()
                // All of the order's work, also what is not measured, so that the caller can tell what others did.
                fields["all"] = [
                    "wall": .number((ContinuousClock.now - wall) / .seconds(1)),
                    "cpu": .number(Meter.processorSeconds() - cpu),
                ]
                answer = .object(fields)
            } catch {
                answer = ["error": .string(String(describing: error))]
            }
            print(JSONWriter().string(answer))
            fflush(nil)
        }
    }
}
