import Foundation
import JSON
import Persistence
import Planning
import Rewards
import SceneGraph

/// Makes layouts: from a request to a kept record. One way, each stage once.
struct LayoutMaker: Sendable {
    let store: Store
    let scenes: SceneMaker
    let models: ModelRegistry
    let assets: AssetPicker
    let preparer: AssetPreparer
    let courtesy: CourtesyGate
    let judges: any JudgeProvider

    /// Keeps a finished layout; the document is what the client will read.
    typealias Keep = @Sendable (LayoutRecord, JSONValue) async throws -> Void

    /// Makes and keeps the layout of a request.
    /// - Returns: the layout's document in the frame asked for.
    func make(
        _ request: LayoutRequest, report: @escaping LayoutProgress.Report, keep: Keep
    ) async throws -> JSONValue {
        try await courtesy.interactive {
            var stopwatch = Stopwatch()
            report(LayoutProgress(stage: .designing, fraction: 0.02, message: "Choosing furniture"))
            let task = try await stopwatch.measure("design") { try await self.task(for: request) }
            return try await run(task, stopwatch, report, keep)
        }
    }

    /// Makes and keeps a further turn on an earlier layout.
    func refine(
        _ parent: LayoutRecord, sampling: SamplingRequest, report: @escaping LayoutProgress.Report, keep: Keep
    ) async throws -> JSONValue {
        let task = try LayoutTask(refining: parent, sampling: sampling)
        return try await courtesy.interactive { try await run(task, Stopwatch(), report, keep) }
    }

    /// Finds the faults of a request that cost little to find, so that none of them is first told by a job.
    func check(_ request: LayoutRequest) async throws {
        if let id = request.roomID, try await store.room(id) == nil {
            throw Problem.field("/room", "names no kept room")
        }
        try await check(request.sampling)
        if let room = request.room, let objects = request.sceneGraph { _ = try SceneMaker.scene(room, objects) }
    }

    /// - Throws: `Problem` 422 when no such model is registered, or no such judge is set up.
    func check(_ sampling: SamplingRequest) async throws {
        _ = try jury(sampling)
        guard let modelID = sampling.modelID, try await store.model(modelID) == nil else { return }
        throw Problem.field("/model", "names no registered model")
    }

    private func jury(_ sampling: SamplingRequest) throws -> LayoutJury {
        do {
            return LayoutJury(judge: try judges.judge(sampling.judge))
        } catch { throw Problem.field("/judge", error.description) }
    }

    private func task(for request: LayoutRequest) async throws -> LayoutTask {
        var (room, objects) = (request.room, request.sceneGraph)
        var roomType: String?
        if let id = request.roomID {
            guard let kept = try await store.room(id) else { throw Problem.field("/room", "names no kept room") }
            let form = try RoomRoutes.room(of: kept)
            room = form
            objects = try kept.sceneGraph.arrayValue?.map { try SceneObject(json: JSONCursor($0), room: form) }
            roomType = kept.type.isEmpty ? nil : kept.type
        }
        guard let room else { throw Problem.field("/size", "is missing") }
        let made = try await scenes.scene(
            room, objects: objects, objectCount: request.objectCount, seed: request.sampling.seed)
        return LayoutTask(
            scene: made.scene, roomType: made.roomType ?? roomType, roomID: request.roomID,
            placer: request.placer, turns: request.turns, profile: request.profile, sampling: request.sampling)
    }

    private func run(
        _ task: LayoutTask, _ started: Stopwatch, _ report: @escaping LayoutProgress.Report, _ keep: Keep
    ) async throws -> JSONValue {
        var stopwatch = started
        let jury = try jury(task.sampling)
        var placed: Placed
        switch task.placer {
        case .model:
            let model = try await models.engine(task.sampling.modelID)
            placed = try await ModelPlacer(model: model, task: task, jury: jury).place(&stopwatch, report)
        case .solver:
            report(LayoutProgress(stage: .placing, fraction: 0.3, message: "Solving the constraints"))
            placed = try await stopwatch.measure("solve") { try await Self.solve(task, jury) }
        }
        report(LayoutProgress(stage: .scoring, fraction: 0.85, message: "Scoring"))
        var repair: RepairResult?
        var before: RewardSummary?
        if task.sampling.repair {
            report(LayoutProgress(stage: .repairing, fraction: 0.9, message: "Mending what collides"))
            let proposal = placed.positions
            let result = try await stopwatch.measure("repair") {
                try await Offload.run(.placing) {
                    Self.repair(task).repair(proposal)
                }
            }
            if result.changed {
                before = placed.reward
                placed.positions = result.positions
                placed.reward = try await stopwatch.measure("score") {
                    try await Self.reward(of: result.positions, task, jury)
                }
            }
            repair = result
        }
        let refinement = try await stopwatch.measure("score") { try await keepBest(&placed, task, jury) }
        if refinement?.isImprovement == false { (repair, before) = (nil, nil) }
        report(LayoutProgress(stage: .saving, fraction: 0.98, message: "Keeping the layout"))
        let furniture = await stopwatch.measure("assets") {
            await assets.pick(for: task.scene.objects, seed: task.sampling.seed)
        }
        let layout = FinishedLayout(
            task: task, placed: placed, rewardBeforeRepair: before, repair: repair, assets: furniture,
            refinement: refinement, timings: stopwatch.json)
        let record = layout.record(id: "layout_" + ULID.make(), createdAt: Timestamp.now())
        let document = try LayoutDocument(record).json(frame: task.sampling.frame)
        try Task.checkCancellation()
        try await keep(record, document)
        preparer.begin(furniture)
        return document
    }

    /// Where a refinement is worth no more than the layout that it goes on from, puts the objects back.
    /// - Returns: nil where nothing is refined.
    private func keepBest(_ placed: inout Placed, _ task: LayoutTask, _ jury: LayoutJury) async throws -> Refinement? {
        guard let parent = task.parent else { return nil }
        let positions = zip(parent.scene.objects, placed.positions).map { $0.position ?? $1 }
        // Anew: the earlier reward may be another judge's.
        let reward = try await Self.reward(of: positions, task, jury)
        // Totals with and without a judge's term cannot be compared: where it was down for one, neither counts it.
        let areAlike = (placed.reward.judge.judgement == nil) == (reward.judge.judgement == nil)
        let new = areAlike ? placed.reward : try await Self.reward(of: placed.positions, task, judge: .absent)
        let old = areAlike ? reward : try await Self.reward(of: positions, task, judge: .absent)
        let refinement = Refinement(totalBefore: old.total, isImprovement: new.isBetter(than: old))
        if !refinement.isImprovement {
            (placed.positions, placed.reward) = (positions, reward)
            (placed.think, placed.response) = ("", parent.previous.response)
        }
        return refinement
    }

    /// The repair of what is placed. The bound in time is far beyond what rooms take, so that the answer to a request
    /// does not depend on the clock.
    private static func repair(_ task: LayoutTask) -> LayoutRepair {
        LayoutRepair(
            scene: task.scene, isPhysical: task.profile == .physical, seed: UInt64(task.sampling.seed),
            budget: PlacementBudget(nodes: 2_000, duration: .seconds(20)))
    }

    private static func reward(
        of positions: [Vector3], _ task: LayoutTask, _ jury: LayoutJury
    ) async throws -> RewardSummary {
        let reply = try await jury.replies(to: [task.scene.placed(at: positions)]).first ?? .absent
        return try await reward(of: positions, task, judge: reply)
    }

    private static func reward(
        of positions: [Vector3], _ task: LayoutTask, judge reply: JudgeReply
    ) async throws -> RewardSummary {
        try await Offload.run(.short) {
            LayoutAppraiser(scene: task.scene, profile: task.profile).reward(of: positions, judge: reply)
        }
    }

    /// The constraint placement alone. Where not all relations can hold, repair may give some up; without it the
    /// conflict is the answer.
    private static func solve(_ task: LayoutTask, _ jury: LayoutJury) async throws -> Placed {
        let positions = try await Offload.run(.placing) {
            let seed = UInt64(task.sampling.seed)
            switch PlacementSolver(scene: task.scene, seed: seed).solve() {
            case .placed(let found): return found
            case .unplaceable(let conflict):
                guard task.sampling.repair else { throw conflict }
                let result = Self.repair(task).repair(task.scene.objects.map { $0.isPinned ? $0.position : nil })
                if case .failed(let conflict) = result.outcome { throw conflict }
                return result.positions
            }
        }
        return Placed(
            positions: positions, think: "", response: nil, reward: try await reward(of: positions, task, jury))
    }
}
