import Foundation
import JSON
import Planning
import SceneGraph
import Testing

/// The solver beside I-Design's, on graphs for which the original's outcome and processor time were recorded.
///
/// `METASPATIAL_GRAPHS=FILE.jsonl` names the file: a line a graph with `id`, `kind`, `room`, `objects_in_room`,
/// `status` and `cpu_s`. The test prints what became of each kind.
@Suite struct RecordedGraphTests {
    private struct Tally {
        var solved = 0
        var lost: [String] = []
        var proved: [String] = []
        var exhausted: [String] = []
        var refused: [String] = []
        var ours: [Double] = []
        var theirs: [Double] = []
    }

    private static let file = ProcessInfo.processInfo.environment["METASPATIAL_GRAPHS"]

    @Test(
        "Every graph of the file that METASPATIAL_GRAPHS names is solved, refuted or named", .enabled(if: file != nil))
    func recordedGraphs() throws {
        let path = try #require(Self.file)
        var tallies: [String: Tally] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let graph = JSONCursor(try JSONValue.parse(String(line)))
            var tally = tallies[try graph["kind"].string()] ?? Tally()
            try run(graph, &tally)
            tallies[try graph["kind"].string()] = tally
        }
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            func median(_ values: [Double]) -> Double {
                values.isEmpty ? 0 : values.sorted()[values.count / 2] * 1000
            }
            print(
                "\(kind): \(tally.solved) solved, proved impossible \(tally.proved), exhausted \(tally.exhausted), "
                    + "no scene \(tally.refused); of those both solved, median CPU \(median(tally.ours)) ms, "
                    + "the original's \(median(tally.theirs)) ms")
            #expect(tally.lost.isEmpty, "the original solved \(tally.lost)")
        }
    }

    private func run(_ graph: JSONCursor, _ tally: inout Tally) throws {
        let id = try graph["id"].string()
        let isTheirs = try graph["status"].string() == "solved"
        let scene: Scene
        do {
            let objects = try graph["objects_in_room"].array().map { try SceneObject(json: $0) }
            scene = try Scene(room: Room(size: try Vector3(json: graph["room"])), objects: objects)
        } catch let error as SceneError {
            tally.refused.append("\(id): \(error)")
            if isTheirs { tally.lost.append(id) }
            return
        }
        let start = clock()
        let outcome = PlacementSolver(scene: scene).solve()
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        switch outcome {
        case .placed(let positions):
            tally.solved += 1
            #expect(faults(of: positions, in: scene, relations: false).isEmpty, "\(id)")
            if isTheirs {
                tally.ours.append(seconds)
                tally.theirs.append(try graph["cpu_s"].finiteDouble())
            }
        case .unplaceable(let conflict):
            if conflict.isProved { tally.proved.append(id) } else { tally.exhausted.append(id) }
            if isTheirs { tally.lost.append(id) }
        }
    }
}
