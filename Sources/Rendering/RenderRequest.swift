import Assets
import SceneGraph

/// A room, what stands in it, and how it is to be looked at. Checked when made.
public struct RenderRequest: Sendable, Hashable {
    /// How lines of sight run.
    public enum Projection: String, Sendable, CaseIterable {
        /// Toward the viewer, as in photographs.
        case perspective
        /// In parallel, as in drawings: equal lengths stay equal.
        case orthographic
    }

    /// An object at its place.
    public struct Item: Sendable, Hashable {
        /// Names the object, and by its words its kind (`coffee_table_1`).
        public var id: String
        /// Style words, such as `rustic`.
        public var style: String
        /// Material words, such as `walnut` or `red velvet`.
        public var material: String
        /// Size along the object's own axes, metres.
        public var size: BoxSize
        /// Centre of the box in the room's frame, metres.
        public var position: Vector3
        /// Degrees, clockwise from above; 0 faces north.
        public var angle: Double
        /// Its real form, in its own frame and fitted to its box; the parametric solid of its kind stands in
        /// where there is none.
        public var mesh: Mesh?

        /// An object at its place.
        public init(
            id: String, style: String = "", material: String = "", size: BoxSize, position: Vector3,
            angle: Double = 0, mesh: Mesh? = nil
        ) {
            self.id = id
            self.style = style
            self.material = material
            self.size = size
            self.position = position
            self.angle = angle
            self.mesh = mesh
        }
    }

    /// The most objects in one picture.
    public static let maximumObjects = 500
    /// The longest side of a picture in pixels.
    public static let maximumSide = 4096

    /// The room.
    public let room: Room
    /// The objects, in the order given, and after them the room's doors and windows.
    public private(set) var items: [Item]
    /// How many doors and windows of the room stand at the end of `items`.
    public let openingCount: Int
    /// Where the viewer stands.
    public let view: RoomView
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// How lines of sight run.
    public var projection = Projection.perspective
    /// The viewer's distance as a multiple of that at which the whole room fits the picture, 0.2 to 4.
    public private(set) var closeness = 1.0
    /// How much is put into the picture.
    public var look = Look.studio
    /// What is drawn over the picture.
    public var overlays = Overlays()

    /// The same from another distance, a multiple of that at which the whole room fits.
    public func at(distance: Double) -> RenderRequest {
        var copy = self
        copy.closeness = distance.isFinite ? min(max(distance, 0.2), 4) : 1
        return copy
    }

    /// The same with the objects of a scene that was made of the same layout, their real forms included.
    public func furnished(like scene: StudioScene) -> RenderRequest {
        var copy = self
        copy.items = scene.items
        return copy
    }

    /// The same with another look.
    public func with(_ look: Look) -> RenderRequest {
        var copy = self
        copy.look = look
        return copy
    }

    /// A checked request.
    /// - Throws: `RenderError` for sizes, positions and angles that cannot be drawn.
    public init(
        room: Room, items: [Item], view: RoomView = .iso, width: Int = 800, height: Int = 600
    ) throws(RenderError) {
        let sides = 1...Self.maximumSide
        guard sides.contains(width), sides.contains(height) else {
            throw .invalidPictureSize(width: width, height: height)
        }
        let size = room.size
        guard [size.x, size.y, size.z].allSatisfy({ $0.isFinite && $0 > 0 && $0 <= 1000 }) else {
            throw .invalidRoomSize(x: size.x, y: size.y, z: size.z)
        }
        guard items.count <= Self.maximumObjects else { throw .tooManyObjects(count: items.count) }
        for item in items { try Self.check(item) }
        let (azimuth, elevation) = view.angles
        guard azimuth.isFinite, abs(azimuth) <= 1e6, (0...90).contains(elevation) else {
            throw .invalidView(azimuth: azimuth, elevation: elevation)
        }
        self.room = room
        let openings = Self.openings(of: room, besides: Set(items.map(\.id)))
        self.items = items + openings
        openingCount = openings.count
        self.view = view
        self.width = width
        self.height = height
    }

    /// A request for a scene: the objects that have a position.
    /// - Parameter meshes: the real form of an object, where there is one.
    /// - Throws: `RenderError`.
    public init(
        scene: Scene, view: RoomView = .iso, width: Int = 800, height: Int = 600,
        meshes: (SceneObject) -> Mesh? = { _ in nil }
    ) throws(RenderError) {
        var items: [Item] = []
        for (object, angle) in zip(scene.objects, scene.angles) {
            guard let position = object.position else { continue }
            items.append(
                Item(
                    id: object.id, style: object.style, material: object.material, size: object.size,
                    position: position, angle: angle, mesh: meshes(object)))
        }
        try self.init(room: scene.room, items: items, view: view, width: width, height: height)
    }

    /// The objects without the room's doors and windows.
    var furniture: ArraySlice<Item> { items.dropLast(openingCount) }

    /// Doors and windows as objects in their walls: what is drawn of them, and what lets the light in.
    private static func openings(of room: Room, besides taken: Set<String>) -> [Item] {
        var taken = taken
        return room.openings.compactMap { opening in
            guard let (wall, foot) = room.place(of: opening) else { return nil }
            var number = 1
            while !taken.insert("\(opening.kind.rawValue)_\(number)").inserted { number += 1 }
            // A third of the frame is in the wall.
            let depth = 0.06
            let lift = depth / 6
            let place = SIMD2(foot.x, foot.y) + wall.inward * lift
            return Item(
                id: "\(opening.kind.rawValue)_\(number)",
                size: BoxSize(length: opening.width, width: depth, height: opening.height),
                position: Vector3(x: place.x, y: place.y, z: opening.bottom + opening.height / 2), angle: wall.angle,
                mesh: mesh(of: opening, in: room, lift: lift))
        }
    }

    /// A door or a window as it is built into the wall, about its item's centre.
    /// - Parameter lift: from the wall's face to the centre, metres.
    private static func mesh(of opening: Opening, in room: Room, lift: Double) -> Mesh {
        let (width, height) = (Float(opening.width), Float(opening.height))
        let depth = Float(RoomShell.thickness(of: room.size))
        let headroom = Float(room.size.z - opening.top)
        var mesh =
            switch opening.kind {
            case .door: OpeningModel.door(width: width, height: height, depth: depth, headroom: headroom)
            case .window:
                OpeningModel.window(
                    width: width, height: height, depth: depth, bottom: Float(opening.bottom), headroom: headroom)
            }
        let centre = SIMD3(0, Float(lift), height / 2)
        for index in mesh.parts.indices {
            mesh.parts[index].positions = mesh.parts[index].positions.map { $0 - centre }
        }
        return mesh
    }

    private static func check(_ item: Item) throws(RenderError) {
        let size = [item.size.length, item.size.width, item.size.height]
        guard size.allSatisfy({ $0.isFinite && $0 > 0 && $0 <= 1000 }) else {
            throw .invalidObject(id: item.id, field: "size")
        }
        let position = [item.position.x, item.position.y, item.position.z]
        guard position.allSatisfy({ $0.isFinite && abs($0) <= 10_000 }) else {
            throw .invalidObject(id: item.id, field: "position")
        }
        guard item.angle.isFinite, abs(item.angle) <= 1e6 else {
            throw .invalidObject(id: item.id, field: "angle")
        }
    }
}
