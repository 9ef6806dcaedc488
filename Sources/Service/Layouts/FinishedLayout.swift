import Foundation
import JSON
import Persistence
import Planning
import SceneGraph

/// A layout as it is kept.
struct FinishedLayout: Sendable {
    let task: LayoutTask
    let placed: Placed
    let rewardBeforeRepair: RewardSummary?
    let repair: RepairResult?
    /// Which asset stands for each object.
    let assets: JSONValue
    /// Nil where nothing was refined.
    let refinement: Refinement?
    let timings: JSONValue

    /// The record: a summary for lists, the scene with positions, and the rest of the document.
    func record(id: String, createdAt: Date) -> LayoutRecord {
        let scene = task.scene.placed(at: placed.positions)
        let summary = LayoutSummary(
            id: id, createdAt: createdAt, parentID: task.parent?.id, roomID: task.roomID,
            roomType: task.roomType, description: scene.room.description, size: scene.room.size,
            objectCount: scene.objects.count, placer: task.placer.rawValue, modelID: placed.model?.id,
            modelSHA256: placed.model?.sha256, modelTrained: placed.model?.isTrained,
            seed: task.sampling.seed, total: placed.reward.total,
            collisionCount: placed.reward.collisions.count)
        return LayoutRecord(summary: summary, scene: scene.objectsJSON, document: document)
    }

    /// What the summary and the scene do not hold.
    private var document: JSONValue {
        [
            "room": .object(JSONObject(members: task.scene.room.formMembers)),
            "model": placed.model?.reference ?? .null,
            "reward": placed.reward.json,
            "reward_before_repair": rewardBeforeRepair?.json ?? .null,
            "repair": repair.map { json($0) } ?? .null,
            "samples": [
                "requested": .integer(task.placer == .model ? task.sampling.samples : 0),
                "chosen": .integer(placed.chosenSample),
                "totals": .array(placed.sampleTotals.map { .number($0) }),
            ],
            "turns": .array(
                placed.turnTotals.enumerated().map { ["turn": .integer($0 + 1), "total": .number($1)] }),
            "refinement": refinement?.json ?? .null,
            "assets": assets,
            "think": .string(placed.think),
            "response": placed.response.map { .string($0) } ?? .null,
            "timings": timings,
        ]
    }

    private func json(_ result: RepairResult) -> JSONValue {
        var conflict = JSONValue.null
        let outcome: String
        switch result.outcome {
        case .clean: outcome = "clean"
        case .repaired: outcome = "repaired"
        case .relaxed: outcome = "relaxed"
        case .failed(let found):
            outcome = "failed"
            conflict = found.json
        }
        let moved = zip(task.scene.objects, result.displacements).compactMap { object, distance -> JSONValue? in
            // Rounding is no movement.
            guard let distance, distance > 1e-9 else { return nil }
            return ["id": .string(object.id), "distance": .number(distance)]
        }
        let relaxed = result.relaxed.map { item -> JSONValue in
            let relation = "\(item.relation.preposition.rawValue) \(item.relation.targetID)"
            return ["object": .string(item.object), "relation": .string(relation)]
        }
        return [
            "outcome": .string(outcome), "moved": .array(moved), "displacement": .number(result.displacement),
            "is_least": .bool(result.isLeast), "relaxed": .array(relaxed),
            "blocked": .array(result.blocked.map { .string($0) }),
            "crowded": .array(result.crowded.map { .string($0) }),
            "conflicts": .array(result.conflicts.map(\.json)), "conflict": conflict,
        ]
    }
}
