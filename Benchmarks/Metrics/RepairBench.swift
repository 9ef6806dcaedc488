import Foundation
import JSON
import Planning
import SceneGraph

/// The repair's side of `Benchmarks/run-repair`: mends disturbed layouts, with the time that each takes.
enum RepairBench {
    static func carryOut(_ order: JSONCursor) throws -> JSONValue {
        let results = try order["scenes"].array().map { item -> JSONValue in
            let size = try Vector3(json: item["size"])
            let objects = try item["scene_graph"].array().map { try SceneObject(json: $0) }
            let room = Room(size: size)
            let openings = try item["openings"].array().map { try Opening(json: $0, room: room) }
            let scene = try Scene(room: room, objects: objects)
            let repair = LayoutRepair(
                scene: scene, keptFree: KeptFree.swings(in: room.with(openings)), seed: 0)
            let start = MetricBench.processorSeconds
            let result = repair.repair(scene.objects.map(\.position))
            let seconds = MetricBench.processorSeconds - start
            let outcome: String =
                switch result.outcome {
                case .clean: "clean"
                case .repaired: "repaired"
                case .relaxed: "relaxed"
                case .failed: "failed"
                }
            return [
                "outcome": .string(outcome), "seconds": .number(seconds), "is_least": .bool(result.isLeast),
                "positions": .array(result.positions.map(\.json)),
                "conflicts": .array(result.conflicts.map { .string($0.description) }),
            ]
        }
        return ["results": .array(results)]
    }
}
