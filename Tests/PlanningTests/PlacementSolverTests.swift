import Foundation
import JSON
import Planning
import SceneGraph
import Testing

@Suite struct PlacementSolverTests {
    private let room = Room(size: Vector3(x: 4, y: 3, z: 2.5))

    // MARK: Graphs that I-Design's own solver was run on

    private struct Graph {
        let id: String
        let scene: Scene
    }

    private static func graphs() throws -> [Graph] {
        let url = try #require(
            Bundle.module.url(forResource: "graphs", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONCursor(try JSONValue.parse([UInt8](Data(contentsOf: url)))).array().map { graph in
            let objects = try graph["objects"].array().map { try SceneObject(json: $0) }
            let room = Room(size: try Room.size(json: graph["room"]))
            return Graph(id: try graph["id"].string(), scene: try Scene(room: room, objects: objects))
        }
    }

    @Test func graphsOfTheOriginalArePlacedOrRefuted() throws {
        let refuted: Set<String> = [
            "solver_028", "solver_060", "solver_092", "solver_122", "solver_198",
        ]
        for graph in try Self.graphs() {
            switch PlacementSolver(scene: graph.scene, seed: 3).solve() {
            case .placed(let positions):
                #expect(!refuted.contains(graph.id))
                #expect(faults(of: positions, in: graph.scene) == [], "\(graph.id)")
            case .unplaceable(let conflict):
                #expect(refuted.contains(graph.id), "\(graph.id): \(conflict)")
                #expect(conflict.isProved && conflict.isMinimal)
            }
        }
    }

    @Test func conflictsOfTheOriginalAreNamed() throws {
        let expected: [String: (PlacementConflict.Reason, [String])] = [
            "solver_028": (.relations, ["dresser_1", "office_chair_1"]),
            "solver_060": (.space, ["treadmill_1", "pool_table_1", "armchair_1"]),
            "solver_092": (.space, ["piano_1", "curtain_1"]),
            "solver_198": (.relations, ["storage_bin_1"]),
        ]
        for graph in try Self.graphs() {
            guard let (reason, objects) = expected[graph.id] else { continue }
            let conflict = try #require(PlacementSolver(scene: graph.scene).solve().conflict)
            #expect(conflict.reason == reason)
            #expect(conflict.objects == objects)
        }
    }

    // MARK: Properties

    @Test(arguments: 0..<150)
    func whatCanBePlacedIsPlaced(seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed) + 1)
        let (scene, witness) = try scenes.next(count: 3 + seed % 14)
        #expect(faults(of: witness, in: scene, relations: false) == [])
        let solver = PlacementSolver(scene: scene, seed: UInt64(seed))
        guard case .placed(let positions) = solver.solve() else {
            Issue.record("seed \(seed): \(solver.solve())")
            return
        }
        #expect(faults(of: positions, in: scene) == [])
        #expect(solver.solve() == .placed(positions))
    }

    @Test func anotherSeedPlacesElsewhere() throws {
        var scenes = RandomScenes(seed: 5)
        let (scene, _) = try scenes.next(count: 8)
        let layouts = Set((0..<8).compactMap { PlacementSolver(scene: scene, seed: $0).solve().positions })
        #expect(layouts.count > 4)
    }

    @Test func pinnedObjectsStay() throws {
        var stove = piece("stove_1", 1, 1, 1, Relation(.on, .northWall))
        // In the middle, against its own relation: its owner's word counts.
        stove.position = Vector3(x: 2, y: 1.5, z: 0.5)
        stove.isPinned = true
        let scene = try Scene(
            room: room,
            objects: [stove] + (0..<6).map { piece("stool_\($0)", 0.9, 0.9, 1, Relation(.on, .middle)) })
        for seed in 0..<5 as Range<UInt64> {
            let positions = try #require(PlacementSolver(scene: scene, seed: seed).solve().positions)
            #expect(positions[0] == stove.position)
            #expect(faults(of: positions, in: scene) == [])
        }
    }

    @Test func anEmptySceneIsPlaced() throws {
        #expect(PlacementSolver(scene: try Scene(room: room, objects: [])).solve() == .placed([]))
    }

    @Test func aRowThatFillsItsWallExactlyIsPlaced() throws {
        let scene = try Scene(
            room: room, objects: (0..<5).map { piece("unit_\($0)", 0.8, 0.6, 0.9, Relation(.on, .southWall)) }
        )
        let positions = try #require(PlacementSolver(scene: scene).solve().positions)
        #expect(faults(of: positions, in: scene) == [])
    }

    // MARK: Conflicts

    private func conflict(_ objects: SceneObject..., nodes: Int = 20_000) throws -> PlacementConflict {
        let scene = try Scene(room: room, objects: objects)
        return try #require(
            PlacementSolver(scene: scene, budget: PlacementBudget(nodes: nodes)).solve().conflict)
    }

    @Test func wardrobesWiderThanTheirWallAreInConflict() throws {
        let conflict = try conflict(
            piece("wardrobe_1", 2.2, 0.6, 2, Relation(.on, .southWall)),
            piece("rug_1", 2, 1.5, 0.01, Relation(.on, .middle)),
            piece("wardrobe_2", 2.2, 0.6, 2, Relation(.on, .southWall)),
            piece("stool_1", 0.4, 0.4, 0.4, Relation(.on, .middle)))
        #expect(conflict.reason == .space && conflict.isProved && conflict.isMinimal)
        #expect(conflict.objects == ["wardrobe_1", "wardrobe_2"])
        #expect(conflict.relations.map(\.object) == ["wardrobe_1", "wardrobe_2"])
    }

    @Test func manyThingsOnOneWallAreRefutedWithoutTryingEveryOrder() throws {
        let objects = (0..<12).map { piece("box_\($0)", 0.4, 0.4, 2, Relation(.on, .southWall)) }
        let scene = try Scene(room: room, objects: objects)
        let conflict = try #require(
            PlacementSolver(scene: scene, budget: PlacementBudget(nodes: 500)).solve().conflict)
        #expect(conflict.isProved)
        #expect(conflict.objects.count == 11)
    }

    @Test func aLoadTooLargeForItsTableIsInConflict() throws {
        let conflict = try conflict(
            piece("table_1", 0.6, 0.6, 0.7, Relation(.on, .middle)),
            piece("lamp_1", 0.4, 0.4, 0.5, onFloor: false, Relation(.on, object: "table_1")),
            piece("vase_1", 0.4, 0.4, 0.5, onFloor: false, Relation(.on, object: "table_1")))
        #expect(conflict.reason == .space && conflict.isProved)
        #expect(conflict.objects == ["table_1", "lamp_1", "vase_1"])
        #expect(conflict.relations.map(\.object) == ["lamp_1", "vase_1"])
    }

    @Test func theChildOfAnImpossibleParentIsNotBlamed() throws {
        let conflict = try conflict(
            piece("desk_1", 1, 0.5, 0.7, Relation(.on, .southWall), Relation(.on, .northWall)),
            piece("lamp_1", 0.2, 0.2, 0.4, onFloor: false, Relation(.on, object: "desk_1")))
        #expect(conflict.reason == .relations && conflict.isProved)
        #expect(conflict.objects == ["desk_1"])
        #expect(conflict.relations.count == 2)
    }

    @Test func aChainThatLeavesTheRoomNamesItsLinks() throws {
        let conflict = try conflict(
            piece("a", 1.5, 0.5, 1, Relation(.on, .middle)),
            piece("b", 1.5, 0.5, 1, Relation(.rightOf, object: "a")),
            piece("c", 1.5, 0.5, 1, Relation(.rightOf, object: "b")),
            piece("d", 0.5, 0.5, 1, Relation(.on, .middle)))
        #expect(conflict.objects == ["a", "b", "c"] && conflict.isProved)
        #expect(conflict.relations.map(\.object) == ["b", "c"])
    }

    @Test func anOddAngleUnderADirectionalRelationIsNamed() throws {
        var table = piece("table_1", 0.6, 0.6, 0.7, Relation(.on, .middle))
        table.rotation = 45
        let conflict = try conflict(
            table, piece("chair_1", 0.4, 0.4, 0.8, Relation(.inFront, object: "table_1")))
        #expect(conflict.reason == .unsupportedAngle)
        #expect(conflict.objects == ["table_1", "chair_1"])
    }

    @Test func aSpentBudgetIsNotAProof() throws {
        // Fits, but not without thought.
        let objects = (0..<11).map { piece("box_\($0)", 0.99, 0.99, 1, Relation(.on, .middle)) }
        let scene = try Scene(room: room, objects: objects)
        if let conflict = PlacementSolver(scene: scene, budget: PlacementBudget(nodes: 1)).solve().conflict {
            #expect(!conflict.isProved && conflict.reason == .budget)
        }
    }
}
