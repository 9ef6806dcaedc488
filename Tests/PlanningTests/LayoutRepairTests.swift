import Foundation
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
        // The certificate: these and nothing else exclude each other.
        let conflict = try #require(result.conflicts.first)
        #expect(result.conflicts.count == 1 && conflict.isProved && conflict.isMinimal)
        #expect(conflict.objects == ["desk_1", "chair_1"] && conflict.relations.count == 2)
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
        // One fits; the others are named.
        #expect(result.crowded == ["crate_1", "crate_2", "crate_3"])
    }

    @Test func whatFitsStandsWithoutFaultBesideWhatDoesNot() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("sofa_1", 2, 0.8, 0.8, Relation(.on, .southWall)),
                piece("bed_1", 3.8, 2.1, 0.5, Relation(.on, .middle)),
                piece("crate_1", 2, 2, 2, Relation(.on, .middle)),
                piece("plant_1", 0.4, 0.4, 1, Relation(.inTheCorner, .southWall)),
            ])
        let result = LayoutRepair(scene: scene).repair(scene.objects.map { _ in Vector3(x: 2, y: 1.5, z: 0.4) })
        guard case .failed = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(result.crowded == ["crate_1"])
        let others = try Scene(room: room, objects: scene.objects.filter { $0.id != "crate_1" })
        let kept = zip(scene.objects, result.positions).filter { $0.0.id != "crate_1" }.map(\.1)
        #expect(faults(of: kept, in: others) == [])
    }

    @Test func noArrangementMovesLess() throws {
        // Three in a row along a wall, one on the other: the middle one stays, or as good.
        let scene = try Scene(
            room: room, objects: (0..<3).map { piece("box_\($0)", 1, 0.5, 1, Relation(.on, .southWall)) })
        let result = LayoutRepair(scene: scene).repair([1.9, 2.0, 2.1].map { Vector3(x: $0, y: 0.25, z: 0.5) })
        #expect(result.isLeast)
        #expect(abs(result.displacement - 1.8) < 1e-3)
        #expect(result.displacements[1] == 0)
        #expect(faults(of: result.positions, in: scene) == [])
    }

    @Test(arguments: 0..<40)
    func leastMovementIsThatOfAllChoicesTried(seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed) + 4_000)
        // Relations to other objects have ends that bend; the reference knows straight ones.
        let (drawn, positions) = try scenes.next(count: 4)
        let objects = drawn.objects.map { object in
            var object = object
            object.relations.removeAll { if case .object = $0.target { true } else { false } }
            object.isOnTheFloor = true
            return object
        }
        let scene = try Scene(room: drawn.room, objects: objects)
        let shaken = positions.enumerated().map { index, position in
            Vector3(
                x: position.x + 0.4 * sin(Double(seed + 7 * index)), y: position.y + 0.3 * cos(Double(index)),
                z: position.z)
        }
        let result = LayoutRepair(scene: scene).repair(shaken)
        guard result.outcome != .clean else { return }
        let movement = zip(result.positions, shaken).reduce(0) { sum, pair in
            sum + abs(pair.0.x - pair.1.x) + abs(pair.0.y - pair.1.y) + abs(pair.0.z - pair.1.z)
        }
        let reference = try #require(leastMovement(of: shaken, in: scene))
        #expect(result.isLeast)
        #expect(abs(movement - reference) < 2e-3, "\(movement) and not \(reference)")
    }

    @Test func doorsStayFree() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("sofa_1", 1.2, 0.8, 0.8, Relation(.on, .southWall)),
                piece("rug_1", 2, 1.4, 0.02, Relation(.on, .middle)),
            ])
        let door = Opening(.door, wall: .southWall, offset: 2, width: 1, height: 2)
        let swings = KeptFree.swings(in: room.with([door]))
        let proposals = [Vector3(x: 2, y: 0.4, z: 0.4), Vector3(x: 2, y: 0.8, z: 0.01)]
        let result = LayoutRepair(scene: scene, keptFree: swings).repair(proposals)
        #expect(result.outcome == .repaired && result.isLeast)
        // Beside the door; the rug may lie before it.
        #expect(abs(result.positions[0].x - 2) > 1.09 && result.displacements[1] == 0)
        #expect(faults(of: result.positions, in: scene) == [])

        // A sofa as long as the wall: the door gives way, and the certificate says between what.
        let long = try Scene(room: room, objects: [piece("sofa_1", 3.5, 0.8, 0.8, Relation(.on, .southWall))])
        var walled = long.objects[0]
        walled.isPinned = true
        walled.position = Vector3(x: 2, y: 0.4, z: 0.4)
        let given = LayoutRepair(scene: long, keptFree: swings).repair([nil])
        #expect(given.outcome == .relaxed && given.relaxed.map(\.object) == ["sofa_1"] && given.blocked == [])
        #expect(given.conflicts.first?.objects == ["sofa_1", "door_1"])
        let pinned = LayoutRepair(scene: try Scene(room: room, objects: [walled]), keptFree: swings).repair([nil])
        #expect(pinned.positions == [Vector3(x: 2, y: 0.4, z: 0.4)])
    }

    @Test func turnedObjectsAreTakenAsTheyAre() throws {
        var table = piece("table_1", 2, 0.6, 0.7, Relation(.on, .middle))
        table.rotation = 45
        let scene = try Scene(room: room, objects: [table, piece("crate_1", 0.5, 0.5, 0.5, Relation(.on, .middle))])
        // Beside the unturned table, but in the turned one.
        let proposals = [Vector3(x: 1.5, y: 1.5, z: 0.35), Vector3(x: 2.1, y: 2.1, z: 0.25)]
        #expect(LayoutRepair(scene: scene).repair(proposals).outcome == .clean)
        let result = LayoutRepair(scene: scene, isPhysical: true).repair(proposals)
        #expect(result.outcome == .repaired && result.isLeast)
        let reach = (2 * 0.5.squareRoot() + 0.6 * 0.5.squareRoot()) / 2 + 0.25
        let (first, second) = (result.positions[0], result.positions[1])
        #expect(max(abs(first.x - second.x), abs(first.y - second.y)) > reach - 2e-3)
    }

    @Test func thinThingsAreSolidWhereThatCostsNothing() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("wardrobe_1", 1, 0.6, 2, Relation(.on, .southWall)),
                piece("mirror_1", 0.8, 0.02, 1.6, Relation(.on, .southWall)),
                piece("rug_1", 2, 1.4, 0.02, Relation(.on, .middle)),
            ])
        let proposals = [Vector3(x: 2, y: 0.3, z: 1), Vector3(x: 2.2, y: 0.01, z: 0.8), Vector3(x: 2, y: 0.8, z: 0.01)]
        #expect(LayoutRepair(scene: scene).repair(proposals).outcome == .clean)
        let result = LayoutRepair(scene: scene, isPhysical: true).repair(proposals)
        #expect(result.outcome == .repaired && result.displacements[2] == 0)
        #expect(abs(result.positions[0].x - result.positions[1].x) > 0.9 - 2e-3)
    }

    @Test func whatIsAboveSomethingIsOverItAndNotBesideIt() throws {
        let scene = try Scene(
            room: room,
            objects: [
                piece("sofa_1", 2, 0.8, 0.8, Relation(.on, .southWall)),
                piece("lamp_1", 0.4, 0.4, 0.3, onFloor: false, Relation(.above, object: "sofa_1")),
                piece("chair_1", 0.5, 0.5, 0.9, Relation(.inFront, object: "sofa_1", isAdjacent: false)),
            ])
        // The lamp's centre is beyond the sofa's end, which the original lets pass.
        let proposals = [
            Vector3(x: 1.5, y: 0.4, z: 0.4), Vector3(x: 2.65, y: 0.4, z: 2), Vector3(x: 1.5, y: 2, z: 0.45),
        ]
        #expect(LayoutRepair(scene: scene).repair(proposals).outcome == .clean)
        let result = LayoutRepair(scene: scene, isPhysical: true).repair(proposals)
        #expect(result.outcome == .repaired && result.isLeast)
        #expect(abs(result.displacement - 0.15) < 1e-3)
    }

    /// The original draws what should touch something into it where the room ends before, at the west and south walls,
    /// and lets that pass.
    @Test(arguments: [Preposition.rightOf, .leftOf, .inFront, .behind])
    func whatShouldTouchSomethingNeedsTheRoomForIt(_ word: Preposition) throws {
        let mats = (1...4).map { number in
            piece(
                "mat_\(number)", 0.9, 0.9, 0.02,
                number == 1
                    ? Relation(.on, .middle) : Relation(word, object: "mat_\(number - 1)", isAdjacent: true))
        }
        let scene = try Scene(room: Room(size: Vector3(x: 4, y: 4, z: 2.5)), objects: mats)
        // From the middle there is no room for three more in a row, whichever way it runs.
        let proposals = (0..<4).map { number in
            let way = 0.9 * Double(number)
            let (more, less) = (min(2 + way, 3.55), max(2 - way, 0.45))
            return switch word {
            case .rightOf: Vector3(x: more, y: 2, z: 0.01)
            case .leftOf: Vector3(x: less, y: 2, z: 0.01)
            case .inFront: Vector3(x: 2, y: more, z: 0.01)
            default: Vector3(x: 2, y: less, z: 0.01)
            }
        }
        // At the far walls the original has no such region.
        let isPast = word == .leftOf || word == .behind
        #expect(LayoutRepair(scene: scene).repair(proposals).outcome == (isPast ? .clean : .repaired))
        let result = LayoutRepair(scene: scene, isPhysical: true).repair(proposals)
        #expect(result.outcome == .repaired && result.isLeast)
        for (near, far) in zip(result.positions, result.positions.dropFirst()) {
            #expect(abs(abs(near.x - far.x) + abs(near.y - far.y) - 0.9) < 2e-3)
        }
    }

    @Test func whatWasGivenUpWithoutNeedIsTakenBack() throws {
        // Both of the lamp's wishes stand against the wall; the plant's is no part of it.
        let scene = try Scene(
            room: room,
            objects: [
                piece("desk_1", 1.2, 0.6, 0.7, Relation(.on, .southWall)),
                piece(
                    "chair_1", 0.5, 0.5, 0.9, Relation(.behind, object: "desk_1"),
                    Relation(.behind, object: "desk_1", isAdjacent: false)),
                piece("plant_1", 0.4, 0.4, 1, Relation(.rightOf, object: "desk_1", isAdjacent: false)),
            ])
        let result = LayoutRepair(scene: scene).repair([])
        #expect(result.outcome == .relaxed)
        #expect(
            Set(result.relaxed.map(\.object)) == ["chair_1"]
                && result.conflicts.allSatisfy { !$0.objects.contains("plant_1") })
    }
}
