import SceneGraph

/// A furnished floor as the field's metrics see it: whoever made it, in whatever form.
public struct MetricScene: Sendable {
    /// A thing in the scene.
    public struct Object: Sendable {
        public let id: String
        /// The box around it in its own axes, at its place.
        public let box: OrientedBox
        /// Its surface where it stands, in metres.
        public let mesh: TriangleMesh

        /// An object from its box and its surface, both where it stands.
        public init(id: String, box: OrientedBox, mesh: TriangleMesh) {
            self.id = id
            self.box = box
            self.mesh = mesh
        }
    }

    public let floor: FloorArea
    public let openings: [MetricOpening]
    public let objects: [Object]

    /// The most objects of a scene.
    public static let maximumObjects = 2000

    /// A scene of these objects.
    public init(floor: FloorArea, openings: [MetricOpening] = [], objects: [Object]) {
        self.floor = floor
        self.openings = openings
        self.objects = objects
    }

    /// Our own scene, whose objects without a position are left out.
    /// - Parameter openings: other doors and windows than the room's own.
    /// - Parameter mesh: what an object looks like in its own axes; nil: like its box.
    public init(
        _ scene: Scene, openings: [Opening]? = nil, mesh: (_ id: String, _ size: BoxSize) -> TriangleMesh?
    ) {
        let room = openings.map(scene.room.with) ?? scene.room
        let objects = zip(scene.objects, scene.angles).compactMap { object, angle -> Object? in
            guard let position = object.position else { return nil }
            return Object(
                id: object.id, size: object.size, angle: angle, center: position, mesh: mesh(object.id, object.size))
        }
        self.init(
            floor: FloorArea([room.floor.corners]),
            openings: room.openings.enumerated().compactMap {
                MetricOpening($1, id: "\($1.kind.rawValue)_\($0 + 1)", room: room)
            }, objects: objects)
    }

    /// The height of the lowest point of all: SceneEval lays the floor there.
    var floorLevel: Double { objects.compactMap { $0.mesh.bounds?.low.z }.min() ?? 0 }
}

extension MetricScene.Object {
    /// An object from its box, and a mesh in its own axes around the box's centre; nil: the box itself.
    public init(id: String, size: BoxSize, angle: Double, center: Vector3, mesh: TriangleMesh? = nil) {
        let box = OrientedBox(size: size, angle: angle, center: center)
        self.init(id: id, box: box, mesh: (mesh ?? TriangleMesh(box: size)).placed(in: box))
    }
}
