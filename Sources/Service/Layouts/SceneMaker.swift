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
        description: String, size: Vector3, objects: [SceneObject]?, objectCount: Int?, seed: Int
    ) async throws -> Made {
        let room = Room(description: description, size: size)
        if let objects {
            return Made(scene: try Self.scene(room, objects), roomType: nil)
        }
        return try await Offload.run(.placing) {
            let design = try Designer().design(
                description: description, size: size, objectCount: objectCount, seed: UInt64(seed))
            return Made(scene: design.scene, roomType: design.roomType)
        }
    }

    /// The scene of a caller's objects.
    /// - Throws: `SceneError`; also for a pinned object outside of the room, which no sound layout can have.
    static func scene(_ room: Room, _ objects: [SceneObject]) throws -> Scene {
        let scene = try Scene(room: room, objects: objects)
        for (object, box) in zip(scene.objects, scene.boxes) where object.isPinned {
            guard let box, box.isInside(room: room.size) else { throw SceneError.pinnedOutside(object.id) }
        }
        return scene
    }
}
