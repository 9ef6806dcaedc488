import Curation
import Planning
import SceneGraph

/// A room furnished by someone who knows how: the teacher of the synthetic rooms, or the designer with the solver.
///
/// All come from seeds that the judge was not made with: it was developed on part `training` and on lower seeds.
struct GoodLayout {
    let name: String
    let scene: Scene
    let positions: [Vector3]

    /// Held-out synthetic rooms of 4 to 15 objects with their teacher's arrangement.
    static func synthetic(count: Int, designedShare: Double = 0.4) throws -> [GoodLayout] {
        let rooms = SyntheticRooms(
            seed: 20_260_731, part: .heldOut,
            settings: SyntheticRoomSettings(objects: 4...15, designedShare: designedShare))
        let teacher = Teacher(attempts: 2)
        return try (0..<count).map { index in
            let room = try rooms.scene(at: index)
            let lesson = teacher.lesson(for: room.scene, proof: room.positions)
            return GoodLayout(
                name: "\(room.origin.rawValue) \(room.roomType) \(index)", scene: room.scene,
                positions: lesson.score.penalty == 0 ? lesson.answer.positions : room.positions)
        }
    }

    /// The wishes of `designed`.
    private static let wishes = [
        "A cozy bedroom with two nightstands and a desk", "A living room with a sofa, a tv and a front door",
        "A home office with a desk, an office chair and bookshelves",
        "A bedroom with a desk and a chair, a wardrobe and a door", "A dining room for six",
        "A living room with armchairs and a coffee table", "A kids room with a desk and a bed",
        "A studio apartment with a sofa, a bed and a door", "A kitchen with an island",
        "A study with a writing desk and a reading chair",
    ]

    /// Rooms of the designer, arranged by the solver.
    static func designed(count: Int) throws -> [GoodLayout] {
        var generator = SeededGenerator(seed: 20_260_731)
        return try (0..<count).map { index in
            func side() -> Double { 3.5 + (generator.unit() * 35).rounded() / 10 }
            let wish = wishes[index % wishes.count]
            let size = Vector3(x: side(), y: side(), z: 2.7)
            let design = try Designer().design(description: wish, size: size, seed: 1_000_000 + UInt64(index))
            let solver = PlacementSolver(
                scene: design.scene, seed: UInt64(index), budget: PlacementBudget(nodes: 400))
            return GoodLayout(
                name: "\(wish) \(index)", scene: design.scene, positions: solver.arrangement() ?? design.positions)
        }
    }

    /// Half of the extents of an object's box along the room's axes.
    func half(_ index: Int) -> Vector3 { box(index, at: positions[index]).half }

    func box(_ index: Int, at center: Vector3) -> PlacedBox {
        PlacedBox(size: scene.objects[index].size, angle: scene.angles[index], center: center)
    }

    /// The first object whose name holds one of these words.
    func first(_ words: String...) -> Int? {
        scene.objects.indices.first { index in
            let name = scene.objects[index].label.split(separator: " ")
            return words.contains { name.last == Substring($0) }
        }
    }
}
