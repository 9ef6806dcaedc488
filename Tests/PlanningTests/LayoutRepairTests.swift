import Planning
import SceneGraph
import Testing

@Suite struct LayoutRepairTests {
    private let room = Room(size: Vector3(x: 4, y: 3, z: 2.5))

    @Test(arguments: 0..<60)
    func soundLayoutsStayAndShakenOnesComeBack(seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed) + 77)
        let (scene, _) = try scenes.next(count: 4 + seed % 9)
        let sound = try #require(PlacementSolver(scene: scene).solve().positions)
        let repair = LayoutRepair(scene: scene)
        let kept = repair.repair(sound)
        #expect(kept.outcome == .clean && !kept.changed && kept.positions == sound)

        // Every third object is pushed half a metre.
        let shaken = sound.enumerated().map { index, position in
            index % 3 == 0 ? Vector3(x: position.x + 0.5, y: position.y, z: position.z) : position
        }
        let result = repair.repair(shaken)
        #expect(result.isSound && result.outcome != .relaxed)
        #expect(faults(of: result.positions, in: scene) == [])
        #expect(result.displacements.allSatisfy { $0.map { $0 >= 0 } ?? false })
    }

    @Test func nonsenseIsPlaced() throws {
        var scenes = RandomScenes(seed: 9)
        let (scene, _) = try scenes.next(count: 9)
        let nonsense: [[Vector3?]] = [
            [], [nil], scene.objects.map { _ in Vector3(x: .nan, y: 0, z: .infinity) },
            scene.objects.map { _ in Vector3(x: 1e300, y: -1e300, z: 5) },
            scene.objects.map { _ in Vector3(x: 0, y: 0, z: 0) },
            scene.objects.map { _ in Vector3(x: -50, y: 99, z: 3) },
        ]
        for proposals in nonsense {
            let result = LayoutRepair(scene: scene).repair(proposals)
            #expect(result.outcome == .repaired && result.changed)
            #expect(faults(of: result.positions, in: scene) == [])
        }
    }

    @Test func onlyWhatIsWrongMoves() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("sofa_1", 2, 0.8, 0.8, Relation(.on, .southWall)),
                piece("plant_1", 0.4, 0.4, 1, Relation(.on, .middle)),
                piece("table_1", 0.8, 0.8, 0.7, Relation(.on, .middle)),
            ])
        let proposals = [
            Vector3(x: 2, y: 0.4, z: 0.4), Vector3(x: 3.7, y: 2.7, z: 0.5), Vector3(x: 2, y: 1.1, z: 0.35),
        ]
        let result = LayoutRepair(scene: scene).repair(proposals)
        #expect(result.outcome == .repaired)
        #expect(result.displacements[0] == 0 && result.displacements[1] == 0)
        let moved = try #require(result.displacements[2])
        #expect(moved > 0.05 && moved < 0.15)
        #expect(faults(of: result.positions, in: scene) == [])
    }

    @Test func relationsThatCannotHoldAreGivenUpLeastImportantFirst() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("desk_1", 1.2, 0.6, 0.7, Relation(.on, .southWall)),
                // Behind the desk there is only the wall.
                piece("chair_1", 0.5, 0.5, 0.9, Relation(.behind, object: "desk_1")),
                piece("lamp_1", 0.2, 0.2, 0.4, onFloor: false, Relation(.on, object: "desk_1")),
            ])
        let result = LayoutRepair(scene: scene).repair([])
        #expect(result.outcome == .relaxed)
        #expect(result.relaxed.map(\.object) == ["chair_1"])
        #expect(faults(of: result.positions, in: scene, relations: false) == [])
    }

    @Test func pinnedObjectsNeverMove() throws {
        var bed = piece("bed_1", 1.6, 2, 0.5, Relation(.on, .northWall))
        bed.position = Vector3(x: 1.2, y: 1.1, z: 0.25)
        bed.isPinned = true
        let scene = try Scene(
            room: room,
            objects: [bed, piece("nightstand_1", 0.4, 0.4, 0.5, Relation(.rightOf, object: "bed_1"))])
        let result = LayoutRepair(scene: scene).repair([nil, Vector3(x: 1, y: 1, z: 0.25)])
        #expect(result.positions[0] == bed.position)
        #expect(faults(of: result.positions, in: scene) == [])
    }

    @Test func whatCannotFitAtAllFails() throws {
        let scene = try Scene(
            room: room, objects: (0..<4).map { piece("crate_\($0)", 2.5, 2, 2, Relation(.on, .middle)) })
        let result = LayoutRepair(scene: scene).repair([])
        guard case .failed(let conflict) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(conflict.isProved && conflict.objects.count == 2)
        #expect(result.positions.count == 4)
    }
}
