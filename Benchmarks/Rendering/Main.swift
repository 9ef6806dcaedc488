import Foundation
import JSON

/// The renderer's side of the comparison: reads one order a line from standard input, carries it out, and answers with
/// one line of JSON. `Benchmarks/run-rendering` starts it beside Blender.
@main
struct Main {
    static func main() {
        var bench = RenderingBench()
        while let line = readLine() {
            var answer: JSONValue
            do {
                answer = try bench.carryOut(JSONCursor(JSONValue.parse(line)))
            } catch {
                answer = ["error": .string(String(describing: error))]
            }
            print(JSONWriter().string(answer))
            fflush(nil)
        }
    }
}
