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
                answer = try await bench.carryOut(JSONValue.parse(line))
            } catch {
                answer = ["error": .string(String(describing: error))]
            }
            print(JSONWriter().string(answer))
            fflush(nil)
        }
    }
}
