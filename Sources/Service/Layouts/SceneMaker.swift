import Planning
import SceneGraph

/// Turns what a request says of a room into a checked scene: the caller's objects, or the designer's.
struct SceneMaker: Sendable {
    /// A scene, and the designer's word for the kind of room.
    struct Made: Sendable {
        var scene: Scene
        var roomType: String?
    }

    /// - Throws: `SceneError` when the caller's objects make no scene, or what the designer throws.
    func scene(
        _ room: Room, objects: [SceneObject]?, objectCount: Int?, seed: Int
    ) async throws -> Made {
        if let objects {
            return Made(scene: try Self.scene(room, objects), roomType: nil)
        }
        return try await Offload.run(.placing) {
            let design = try Designer().design(room, objectCount: objectCount, seed: UInt64(seed))
            return Made(scene: design.scene, roomType: design.roomType)
        }
    }

    /// The scene of a caller's objects.
    /// - Throws: `SceneError`; also for a pinned object outside of the room, which no sound layout can have.
    static func scene(_ room: Room, _ objects: [SceneObject]) throws -> Scene {
        let scene = try Scene(room: room, objects: objects)
        for (object, angle) in zip(scene.objects, scene.angles) where object.isPinned {
            guard let position = object.position, room.holds(size: object.size, angle: angle, center: position) else {
                throw SceneError.pinnedOutside(object.id)
            }
        }
        return scene
    }
}
