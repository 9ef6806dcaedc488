import SceneGraph

/// A room and its objects, ready to be scored at many places: what does not depend on positions.
public struct PhysicalScene: Hashable, Sendable {
    /// The room, with its doors and windows.
    public let room: Room
    public let bodies: [PhysicalBody]

    /// What a body looks like: a mesh in the body's own axes (x its right, y its front) around its box's centre; nil
    /// where nothing better than its box is known.
    public typealias MeshSource = @Sendable (PhysicalBody) -> TriangleMesh?

    /// The most objects: pairs and paths stay a matter of milliseconds.
    public static let maximumBodies = Scene.maximumObjects
    /// The most relations of one object, to room elements and to objects together.
    public static let maximumWishes = 2 * SceneObject.maximumRelations
    /// The farthest a coordinate may be from the room's corner, in metres.
    public static let maximumCoordinate = 10_000.0

    init(room: Room, bodies: [PhysicalBody]) {
        self.room = room
        self.bodies = bodies
    }

    /// A checked scene.
    /// - Parameter openings: other doors and windows than the room's own.
    public init(_ scene: Scene, openings: [Opening]? = nil) {
        let walls = scene.room.walls
        let bodies = zip(scene.objects, scene.angles).map { object, angle in
            PhysicalBody(
                id: object.id, size: object.size, angle: angle, isOnTheFloor: object.isOnTheFloor,
                wishes: object.relations.compactMap { relation in
                    let target: PhysicalBody.Wish.Target
                    switch relation.target {
                    case .element(let element): target = .element(element)
                    case .wall(let name):
                        guard let index = walls.firstIndex(where: { $0.name == name }) else { return nil }
                        target = .wall(index)
                    // A checked scene's relations name its own objects.
                    case .object(let id):
                        guard let index = scene.indices[id] else { return nil }
                        target = .body(index)
                    }
                    return PhysicalBody.Wish(
                        target: target, preposition: relation.preposition, isAdjacent: relation.isAdjacent)
                })
        }
        self.init(room: openings.map(scene.room.with) ?? scene.room, bodies: bodies)
    }

    /// The score of a layout.
    /// - Parameters:
    ///   - positions: a finite centre for each body, in their order.
    ///   - mesh: what bodies look like; where both of a pair whose boxes overlap have a mesh, these decide whether they
    ///     collide.
    public func score(_ positions: [Vector3], mesh: MeshSource? = nil) -> PhysicalScore {
        let boxes = zip(bodies, positions).map { body, position in
            OrientedBox(size: body.size, angle: body.angle, center: position)
        }
        return PhysicalScore(PhysicalLayout(scene: self, boxes: boxes, mesh: mesh))
    }
}
