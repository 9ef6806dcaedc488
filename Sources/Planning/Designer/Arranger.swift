import Assets
import SceneGraph

/// Gives chosen pieces their relations and what they face: the scene graph of a room.
///
/// Large things go to walls, in corners or in the middle first; then what joins them (chairs at tables, a
/// nightstand beside the bed), what hangs on walls and from the ceiling, what stands on other things, and
/// rugs. Which wall follows from how much of each is still free. Whether it all fits is for the solver to
/// say.
struct Arranger {
    /// A piece that has its place.
    struct Item {
        let piece: Int
        let id: String
        let kind: FurnitureKind
        let size: BoxSize
        /// The wall it stands or hangs on.
        let wall: RoomElement?
        let angle: Double
        var object: SceneObject
        /// Length used of its front, right, back and left side.
        var sides: [Double] = [0, 0, 0, 0]
        /// Length used of its top.
        var top = 0.0
        var hasAbove = false
        var hasUnder = false
    }

    let room: Vector3
    let style: String
    let typeName: String
    var generator: SeededGenerator
    var items: [Item] = []
    var counts: [String: Int] = [:]
    var floorUse: [RoomElement: Double] = [:]
    var wallUse: [RoomElement: Double] = [:]
    var corners: [(RoomElement, RoomElement)]
    /// The wall that a class or an audience looks at.
    let frontWall: RoomElement

    static let walls: [RoomElement] = [.northWall, .westWall, .eastWall, .southWall]

    init(room: Vector3, style: String, typeName: String, seed: UInt64) {
        self.room = room
        self.style = style
        self.typeName = typeName
        generator = SeededGenerator(seed: seed)
        corners = [
            (.northWall, .westWall), (.northWall, .eastWall), (.southWall, .westWall),
            (.southWall, .eastWall),
        ]
        corners.shuffle(using: &generator)
        let first: [RoomElement] = room.x > room.y ? [.westWall, .eastWall] : [.northWall, .southWall]
        frontWall = first[generator.unit() < 0.5 ? 0 : 1]
    }

    /// The scene graph's objects for these pieces, in the order of their places; `pieces` tells which piece
    /// each object is.
    mutating func arrange(_ pieces: [Piece]) -> (objects: [SceneObject], pieces: [Int]) {
        let floor = pieces.indices.filter { pieces[$0].kind.support == .floor && !pieces[$0].kind.isFlat }
        let joining = floor.filter { FurnitureGroups.joins[pieces[$0].kind.id] != nil && !pieces[$0].isLoose }
        let anchors = floor.filter { !joining.contains($0) }
        let rows = arrangeRows(anchors, pieces)
        let runs = arrangeRuns(anchors.filter { !rows.contains($0) }, pieces)
        for index in anchors where !rows.contains(index) && !runs.contains(index) {
            anchor(index, pieces[index])
        }
        // Hosts among the joining first: a side table joins an armchair that itself joins nothing.
        let ordered = joining.sorted { joinRank(pieces[$0], $0) < joinRank(pieces[$1], $1) }
        let audience = arrangeAudience(ordered, pieces)
        for index in ordered where !audience.contains(index) { join(index, pieces[index]) }
        for index in pieces.indices where pieces[index].kind.support == .wall { hang(index, pieces[index]) }
        for index in pieces.indices where pieces[index].kind.support == .ceiling {
            suspend(index, pieces[index])
        }
        for index in pieces.indices where pieces[index].kind.support == .surface {
            rest(index, pieces[index])
        }
        arrangeFlat(pieces.indices.filter { pieces[$0].kind.isFlat }, pieces)
        return (items.map(\.object), items.map(\.piece))
    }

    func joinRank(_ piece: Piece, _ index: Int) -> Int {
        let order = ["coffee_table", "armchair", "speaker"]
        return (order.firstIndex(of: piece.kind.id) ?? order.count) * 1000 + index
    }

    // MARK: Words

    /// The wall toward which an angle faces.
    static func facing(_ angle: Double) -> RoomElement {
        switch Heading.normalized(angle) {
        case 90: .eastWall
        case 180: .southWall
        case 270: .westWall
        default: .northWall
        }
    }

    @discardableResult
    mutating func add(
        _ index: Int, _ piece: Piece, wall: RoomElement? = nil, angle: Double, onFloor: Bool = true,
        _ relations: [Relation]
    ) -> Int {
        let number = counts[piece.stem, default: 0] + 1
        counts[piece.stem] = number
        let id = "\(piece.stem)_\(number)"
        let elements = relations.filter { if case .element = $0.target { true } else { false } }
        let others = relations.filter { if case .object = $0.target { true } else { false } }
        let object = SceneObject(
            id: id, style: style, material: piece.material, size: piece.size, isOnTheFloor: onFloor,
            facing: Self.facing(angle).rawValue, relations: elements + others)
        items.append(
            Item(
                piece: index, id: id, kind: piece.kind, size: piece.size, wall: wall,
                angle: Heading.normalized(angle), object: object))
        return items.count - 1
    }
}
