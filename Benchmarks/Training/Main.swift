import Foundation
import JSON
import Tensors
import Training
import VLM

/// The trainer's side of the comparison: reads one order a line from standard input, carries it out, and answers
/// with one line of JSON. `Benchmarks/run-training` starts it beside PyTorch, which speaks the same language.
@main
struct Main {
    static func main() {
        var bench = TrainingBench()
        while let line = readLine() {
            var answer: JSONValue
            do {
                answer = try bench.carryOut(JSONValue.parse(line))
            } catch {
                answer = ["error": .string(String(describing: error))]
            }
            print(JSONWriter().string(answer))
            fflush(nil)
        }
    }
}
