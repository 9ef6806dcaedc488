import Curation
import Rewards
import SceneGraph
import Testing

@Suite struct FurnitureTrianglesTests {
    @Test(arguments: ["bed_1", "office_chair_2", "floor_lamp_1", "bookshelf_1", "no_such_thing_1"])
    func furnitureFillsItsBox(id: String) throws {
        let mesh = try #require(FurnitureTriangles.mesh(id: id, size: BoxSize(length: 1.2, width: 0.7, height: 1.1)))
        let bounds = try #require(mesh.bounds)
        #expect((bounds.high - SIMD3(0.6, 0.35, 0.55)).max() < 1e-5)
        #expect((bounds.low + SIMD3(0.6, 0.35, 0.55)).min() > -1e-5)
        #expect(mesh.triangles.count >= 12)
    }

    @Test func whatHasNoSizeHasNoMesh() {
        #expect(FurnitureTriangles.mesh(id: "bed_1", size: BoxSize(length: 0, width: 1, height: 1)) == nil)
        #expect(FurnitureTriangles.mesh(id: "bed_1", size: BoxSize(length: .nan, width: 1, height: 1)) == nil)
    }

    @Test func aChairMayReachUnderATableWithoutTouchingIt() throws {
        let room = Room(size: Vector3(x: 4, y: 4, z: 3))
        func object(_ id: String, _ length: Double, _ width: Double, _ height: Double, y: Double) -> SceneObject {
            SceneObject(
                id: id, size: BoxSize(length: length, width: width, height: height), isOnTheFloor: true, rotation: 0,
                position: Vector3(x: 2, y: y, z: height / 2))
        }
        let scene = try Scene(
            room: room,
            objects: [object("dining_table_1", 1.6, 0.9, 0.75, y: 2), object("ottoman_1", 0.4, 0.4, 0.3, y: 2)])
        let physical = PhysicalScene(scene)
        let positions = scene.objects.compactMap(\.position)
        #expect(physical.score(positions).collisions.count == 1)
        #expect(physical.score(positions, mesh: FurnitureTriangles.mesh(for:)).collisions.isEmpty)
    }
}
