import Rendering
import SceneGraph
import Testing

@Suite struct RenderRequestTests {
    @Test(arguments: [(0, 10), (10, 0), (-1, 5), (4097, 10), (10, 4097)])
    func picturesMustHaveSides(width: Int, height: Int) {
        #expect(throws: RenderError.invalidPictureSize(width: width, height: height)) {
            try RenderRequest(room: studio, items: [], width: width, height: height)
        }
    }

    @Test(arguments: [0, -1, .infinity, 1001]) func roomsMustHaveSides(side: Double) {
        #expect(throws: RenderError.invalidRoomSize(x: 3, y: side, z: 2)) {
            try RenderRequest(room: Room(size: Vector3(x: 3, y: side, z: 2)), items: [])
        }
    }

    @Test func objectsMustBeSound() {
        func field(_ change: (inout RenderRequest.Item) -> Void) -> String? {
            var object = item("chair_1", (0.5, 0.5, 0.9), at: (1, 1))
            change(&object)
            do {
                _ = try RenderRequest(room: studio, items: [object])
                return nil
            } catch {
                guard case .invalidObject("chair_1", let field) = error else { return "?" }
                return field
            }
        }
        #expect(field { _ in } == nil)
        #expect(field { $0.size.length = .nan } == "size")
        #expect(field { $0.size.height = 0 } == "size")
        #expect(field { $0.size.width = -2 } == "size")
        #expect(field { $0.position.x = .infinity } == "position")
        #expect(field { $0.position.z = 1e300 } == "position")
        #expect(field { $0.angle = .nan } == "angle")
    }

    @Test func objectsAreBoundedInNumber() {
        let many = Array(repeating: item("chair_1", (0.5, 0.5, 0.9), at: (1, 1)), count: 501)
        #expect(throws: RenderError.tooManyObjects(count: 501)) {
            try RenderRequest(room: studio, items: many)
        }
    }

    @Test(arguments: [(Double.nan, 10.0), (0, -1), (0, 91), (0, .nan), (.infinity, 0)])
    func viewsMustBeSound(azimuth: Double, elevation: Double) {
        #expect(throws: RenderError.self) {
            try RenderRequest(room: studio, items: [], view: .orbit(azimuth: azimuth, elevation: elevation))
        }
    }

    @Test func aSceneGivesItsPlacedObjectsAtTheirAngles() throws {
        let size = BoxSize(length: 0.5, width: 0.5, height: 0.9)
        let scene = try Scene(
            room: studio,
            objects: [
                SceneObject(
                    id: "chair_1", size: size, isOnTheFloor: true, facing: "east_wall",
                    position: Vector3(x: 1, y: 1, z: 0.45)),
                SceneObject(id: "chair_2", size: size, isOnTheFloor: true),
            ])
        let request = try RenderRequest(scene: scene)
        #expect(request.items.map(\.id) == ["chair_1"])
        #expect(request.items.map(\.angle) == [90])
    }
}
