import Curation
import Rendering
import Rewards
import SceneGraph
import Testing

@Suite struct GLBSceneReaderTests {
    private static func scene() throws -> Scene {
        let objects = [
            SceneObject(
                id: "bed_1", size: BoxSize(length: 1.6, width: 2, height: 0.5), isOnTheFloor: true,
                facing: "north_wall", position: Vector3(x: 1.5, y: 2, z: 0.25)),
            SceneObject(
                id: "wardrobe_1", size: BoxSize(length: 1.2, width: 0.6, height: 2), isOnTheFloor: true, facing: "",
                rotation: 30, position: Vector3(x: 3, y: 4, z: 1)),
            SceneObject(
                id: "floor_lamp_1", size: BoxSize(length: 0.5, width: 0.5, height: 0.9), isOnTheFloor: true,
                facing: "east_wall", position: Vector3(x: 1.6, y: 2.4, z: 0.45)),
        ]
        return try Scene(room: Room(size: Vector3(x: 4, y: 5, z: 2.8)), objects: objects)
    }

    @Test func theServersOwnFilesMeasureAsTheLayoutDoes() throws {
        let scene = try Self.scene()
        let file = try SceneFile.glb(of: RenderRequest(scene: scene, width: 64, height: 64))
        let reading = try GLBSceneReader.read(file, name: "scene.glb")
        #expect(reading.form == .glb && reading.leftOut.isEmpty)
        #expect(reading.scene.objects.map(\.id) == ["bed_1", "wardrobe_1", "floor_lamp_1"])
        #expect(reading.scene.floor.bounds?.high == SIMD2(4, 5))
        let own = MetricScene(scene, mesh: FurnitureTriangles.mesh(id:size:))
        for (read, known) in zip(reading.scene.objects, own.objects) {
            // What is drawn may be a little smaller than its box.
            #expect(read.box.center.distance(to: known.box.center) < 0.06, "\(read.id)")
            #expect(
                abs(read.box.front.x - known.box.front.x) < 1e-5 && abs(read.box.front.y - known.box.front.y) < 1e-5)
        }
        let (found, wanted) = (SceneMetrics(reading.scene), SceneMetrics(own))
        #expect(found.json["sceneeval"]?["col"] == wanted.json["sceneeval"]?["col"])
        #expect(found.json["sceneeval"]?["oob"]?["objects"] == wanted.json["sceneeval"]?["oob"]?["objects"])
    }

    @Test func outlinesComeFromTriangles() {
        func square(_ x: Double, _ y: Double) -> [[SIMD2<Double>]] {
            let (a, b, c, d) = (SIMD2(x, y), SIMD2(x + 1, y), SIMD2(x + 1, y + 1), SIMD2(x, y + 1))
            return [[a, b, c], [a, c, d]]
        }
        // An L of three squares, whose corners do not lie exactly on each other.
        let triangles = square(0, 0) + square(1.000001, 0) + square(0, 1)
        let polygons = FloorOutlines(triangles).polygons
        #expect(polygons.count == 1)
        #expect(polygons.first.map { FloorArea([$0]).contains(SIMD2(0.5, 1.5)) } == true)
        #expect(polygons.first.map { FloorArea([$0]).contains(SIMD2(1.5, 1.5)) } == false)
        #expect(FloorOutlines(square(0, 0) + square(5, 5)).polygons.count == 2)
        #expect(FloorOutlines([]).polygons.isEmpty)
    }

    @Test func aFileWithoutAFloorIsRefused() throws {
        let file = try SceneFile.glb(of: RenderRequest(scene: try Self.scene(), width: 64, height: 64))
        // The room's extras and node by other names, of the same length.
        #expect(throws: GLBSceneReader.Failure.self) {
            try GLBSceneReader.read(Self.patched(file, "\"room\"", "\"noom\""), name: "x.glb")
        }
        #expect(throws: (any Error).self) { try GLBSceneReader.read(Array("no file".utf8), name: "x.glb") }
    }

    private static func patched(_ file: [UInt8], _ word: String, _ other: String) -> [UInt8] {
        var file = file
        let (from, to) = (Array(word.utf8), Array(other.utf8))
        for start in 0...(file.count - from.count) where Array(file[start..<start + from.count]) == from {
            file.replaceSubrange(start..<start + from.count, with: to)
        }
        return file
    }
}
