import SceneGraph

/// A scene as a system of inequalities between the coordinates of its objects.
///
/// Variables are the coordinates of centres: `3 * object + axis`. Angles are fixed, so each end of a
/// relation's region on an axis depends on one coordinate of its target alone, and is monotone in it: in
/// every formula of `RelationGeometry` it is `min(max(p + offset, least), greatest)`. `Link` holds both ends
/// of one relation on one axis; they are read off `RelationGeometry` itself, so that there is one source of
/// the formulas.
///
/// Systems of inequalities `u >= f(v)` with monotone `f` have a least and a greatest solution whenever they
/// have one, which bounds propagation finds; hence the search in `SeparationSearch` is complete.
struct PlacementProblem {
    /// Which parts of a scene take part, and what else is to be heeded; the whole of it when nothing is left out.
    struct Selection: Hashable {
        /// For each object, whether it takes part.
        var objects: [Bool]
        /// For each object, whether each of its relations takes part (if its target does).
        var relations: [[Bool]]
        /// What no object may stand in.
        var keptFree: [KeptFree] = []
        /// Whether boxes are as they are: turned by any angle, for which the upright box around them is kept free, and
        /// solid however thin, unless they cover the floor. Otherwise as the original takes them.
        var isPhysical = false

        init(all scene: Scene) {
            objects = [Bool](repeating: true, count: scene.objects.count)
            relations = scene.objects.map { [Bool](repeating: true, count: $0.relations.count) }
        }
    }

    /// `min(max(p + offset, least), greatest)`.
    struct End {
        var offset: Double
        var least: Double
        var greatest: Double

        func callAsFunction(_ p: Double) -> Double { min(max(p + offset, least), greatest) }
        var isConstant: Bool { greatest - least <= 1e-12 }
    }

    /// Both ends of a relation's region on one axis.
    struct Link {
        let parent: Int
        let child: Int
        let low: End
        let high: End
    }

    /// Two solid objects that must not collide, or an object and what is kept free, and how far apart their centres
    /// must be on each axis.
    struct Pair {
        let first: Int
        let second: Int
        let distance: Vector3
    }

    /// How exactly relations and distances are kept, in metres.
    enum Tolerance: Double {
        /// Rounding errors alone.
        case rounding = 1e-7
        /// The contact tolerance of the collision test and of I-Design's overlap of regions.
        case contact = 4.5e-4
    }

    let scene: Scene
    let selection: Selection
    let tolerance: Double
    /// What each object's box is taken for: its size, and the angle at which it is.
    let shapes: [(size: BoxSize, angle: Double)]
    /// Half extents by variable. After the objects' variables come those of what is kept free, which are fixed.
    private(set) var half: [Double] = []
    /// Each variable's bounds before any search.
    private(set) var lower: [Double] = []
    private(set) var upper: [Double] = []
    private(set) var links: [Link] = []
    private(set) var pairs: [Pair] = []
    /// The object whose relations alone cannot hold, or that relates to an object at an odd angle.
    private(set) var emptyObject: Int?
    private(set) var unsupportedObject: Int?

    private let geometry: RelationGeometry

    init(_ scene: Scene, selection: Selection? = nil, tolerance: Tolerance = .rounding) {
        self.scene = scene
        self.selection = selection ?? Selection(all: scene)
        self.tolerance = tolerance.rawValue
        geometry = RelationGeometry(room: scene.room.size)
        shapes = zip(scene.objects, scene.angles).map { [isPhysical = self.selection.isPhysical] in
            isPhysical ? Self.enclosing($0.size, $1) : ($0.size, $1)
        }
        let count = scene.objects.count
        half = [Double](repeating: 0, count: 3 * (count + self.selection.keptFree.count))
        lower = half
        upper = half
        for index in scene.objects.indices {
            setVector(&half, index, box(index, at: Vector3(x: 0, y: 0, z: 0)).half)
        }
        for (number, zone) in self.selection.keptFree.enumerated() {
            setVector(&half, count + number, zone.box.half)
            setVector(&lower, count + number, zone.box.center)
            setVector(&upper, count + number, zone.box.center)
        }
        for index in scene.topologicalOrder where self.selection.objects[index] {
            setBounds(index)
            if unsupportedObject != nil { return }
            if (0..<3).contains(where: { lower[3 * index + $0] > upper[3 * index + $0] + 1e-9 }) {
                emptyObject = index
                return
            }
        }
        collectPairs()
    }

    // MARK: Objects

    /// Whether the place of an object, or of what is kept free, is given.
    func isPinned(_ index: Int) -> Bool { index >= scene.objects.count || scene.objects[index].isPinned }

    func subject(_ index: Int) -> RelationGeometry.Subject {
        RelationGeometry.Subject(
            size: shapes[index].size, angle: shapes[index].angle, isOnTheFloor: scene.objects[index].isOnTheFloor)
    }

    func target(_ index: Int, at center: Vector3) -> RelationGeometry.Target {
        RelationGeometry.Target(element: nil, size: shapes[index].size, angle: shapes[index].angle, center: center)
    }

    /// An object's box at a place.
    func box(_ index: Int, at center: Vector3) -> PlacedBox {
        PlacedBox(
            size: shapes[index].size, angle: shapes[index].angle, center: center, isThin: isThin(index))
    }

    /// Whether other objects may stand where this one is.
    func isThin(_ index: Int) -> Bool {
        let object = scene.objects[index]
        return selection.isPhysical ? object.isOnTheFloor && object.size.height <= Self.covering : object.size.isThin
    }

    /// What is no higher than this, in metres, and lies on the floor may be stood on.
    private static let covering = 0.03

    /// The upright box around one that is turned by any angle, at the quarter turn next to that.
    private static func enclosing(_ size: BoxSize, _ angle: Double) -> (size: BoxSize, angle: Double) {
        if [0, 90, 180, 270].contains(angle) { return (size, angle) }
        let quarter = (Heading.normalized(angle) / 90).rounded().truncatingRemainder(dividingBy: 4) * 90
        let front = Heading.direction(angle)
        let x = size.length * abs(front.y) + size.width * abs(front.x)
        let y = size.length * abs(front.x) + size.width * abs(front.y)
        let isSwapped = Heading.swapsSides(quarter)
        return (BoxSize(length: isSwapped ? y : x, width: isSwapped ? x : y, height: size.height), quarter)
    }

    /// The regions of an object's selected relations, its targets being at these places.
    /// - Throws: `RelationGeometry.UnsupportedAngle`.
    func regions(
        of index: Int, at place: (Int) -> Vector3
    ) throws(RelationGeometry.UnsupportedAngle) -> [Region] {
        var regions: [Region] = []
        for (number, relation) in scene.objects[index].relations.enumerated()
        where selection.relations[index][number] {
            if let region = try region(of: index, relation, at: place) { regions.append(region) }
        }
        return regions
    }

    /// The region of one relation of an object; nil where its target takes no part.
    func region(
        of index: Int, _ relation: Relation, at place: (Int) -> Vector3
    ) throws(RelationGeometry.UnsupportedAngle) -> Region? {
        switch relation.target {
        case .element(let element): return try region(index, relation, element.target(inRoom: scene.room.size))
        // Rooms whose walls have names of their own are arranged by `OutlineSearch`.
        case .wall: return nil
        case .object(let id):
            guard let parent = scene.indices[id], selection.objects[parent] else { return nil }
            return try region(index, relation, target(parent, at: place(parent)))
        }
    }

    /// The room's part in which an object's centre may lie: its whole box is inside.
    func roomRegion(_ index: Int) -> (lower: Vector3, upper: Vector3) {
        let room = scene.room.size
        let extent = vector(half, index)
        let low = extent
        // A box that fills the room up to rounding keeps to the middle.
        let high = Vector3(
            x: max(room.x - extent.x, low.x), y: max(room.y - extent.y, low.y),
            z: max(room.z - extent.z, low.z))
        return (low, high)
    }

    // MARK: Bounds

    private mutating func setBounds(_ index: Int) {
        let object = scene.objects[index]
        if object.isPinned, let position = object.position {
            setVector(&lower, index, position)
            setVector(&upper, index, position)
            return
        }
        let (low, high) = roomRegion(index)
        setVector(&lower, index, low)
        setVector(&upper, index, high)
        if object.isOnTheFloor && !selection.relations[index].contains(true) {
            upper[3 * index + 2] = lower[3 * index + 2]
        }
        for (number, relation) in object.relations.enumerated() where selection.relations[index][number] {
            do {
                switch relation.target {
                case .wall: continue
                case .element(let element):
                    let region = try region(index, relation, element.target(inRoom: scene.room.size))
                    narrow(index, region, region)
                case .object(let id):
                    guard let parent = scene.indices[id], selection.objects[parent] else { continue }
                    try link(index, relation, parent)
                }
            } catch {
                unsupportedObject = index
                return
            }
        }
    }

    private mutating func narrow(_ index: Int, _ lowRegion: Region, _ highRegion: Region) {
        for axis in 0..<3 {
            let variable = 3 * index + axis
            lower[variable] = max(lower[variable], lowRegion.ends[2 * axis] - tolerance)
            upper[variable] = min(upper[variable], highRegion.ends[2 * axis + 1] + tolerance)
        }
    }

    private func region(
        _ index: Int, _ relation: Relation, _ target: RelationGeometry.Target
    ) throws(RelationGeometry.UnsupportedAngle) -> Region {
        let region = try geometry.region(
            of: subject(index), relativeTo: target, preposition: relation.preposition,
            isAdjacent: relation.isAdjacent)
        return selection.isPhysical && target.element == nil ? narrowed(region, index, relation, target) : region
    }

    private mutating func link(
        _ index: Int, _ relation: Relation, _ parent: Int
    ) throws(RelationGeometry.UnsupportedAngle) {
        let low = vector(lower, parent)
        let high = vector(upper, parent)
        let atLow = try region(index, relation, target(parent, at: low)).ends
        let atHigh = try region(index, relation, target(parent, at: high)).ends
        for axis in 0..<3 {
            let ends = try [2 * axis, 2 * axis + 1].map { end throws(RelationGeometry.UnsupportedAngle) in
                var least = atLow[end]
                var greatest = atHigh[end]
                var offset = least - low[axis]
                if greatest - least > 1e-12 {
                    // Look for a place where the end moves with the target: between its least and greatest.
                    var (a, b) = (low[axis], high[axis])
                    for _ in 0..<60 where abs((greatest - least) - (high[axis] - low[axis])) > 1e-12 {
                        let middle = (a + b) / 2
                        let value = try region(
                            index, relation, target(parent, at: low.replacing(axis, middle))
                        ).ends[end]
                        offset = value - middle
                        if value > least + 1e-12 && value < greatest - 1e-12 { break }
                        if value <= least + 1e-12 { a = middle } else { b = middle }
                    }
                }
                let slack = end % 2 == 0 ? -tolerance : tolerance
                least += slack
                greatest += slack
                offset += slack
                return End(offset: offset, least: least, greatest: greatest)
            }
            let variable = 3 * index + axis
            lower[variable] = max(lower[variable], ends[0].least)
            upper[variable] = min(upper[variable], ends[1].greatest)
            guard !(ends[0].isConstant && ends[1].isConstant) else { continue }
            links.append(Link(parent: 3 * parent + axis, child: variable, low: ends[0], high: ends[1]))
        }
    }

    private mutating func collectPairs() {
        let solid = scene.objects.indices.filter { selection.objects[$0] && !isThin($0) }
        let slack = tolerance * 2
        for (position, first) in solid.enumerated() {
            for second in solid[(position + 1)...] where !(isPinned(first) && isPinned(second)) {
                let distance = Vector3(
                    x: half[3 * first] + half[3 * second] - slack,
                    y: half[3 * first + 1] + half[3 * second + 1] - slack,
                    z: half[3 * first + 2] + half[3 * second + 2] - slack)
                let pair = Pair(first: first, second: second, distance: distance)
                let isApart = (0..<3).contains { axis in
                    lower[3 * second + axis] - upper[3 * first + axis] >= distance[axis]
                        || lower[3 * first + axis] - upper[3 * second + axis] >= distance[axis]
                }
                if !isApart { pairs.append(pair) }
            }
        }
        collectPairsWithKeptFree()
    }

    /// Thin things stand in the way too: only where two objects meet are they exempt.
    private mutating func collectPairsWithKeptFree() {
        for first in scene.objects.indices where selection.objects[first] && !isPinned(first) {
            for second in scene.objects.count..<half.count / 3 {
                let distance = Vector3(
                    x: half[3 * first] + half[3 * second], y: half[3 * first + 1] + half[3 * second + 1],
                    z: half[3 * first + 2] + half[3 * second + 2])
                let isApart = (0..<3).contains { axis in
                    lower[3 * second + axis] - upper[3 * first + axis] >= distance[axis]
                        || lower[3 * first + axis] - upper[3 * second + axis] >= distance[axis]
                }
                if !isApart { pairs.append(Pair(first: first, second: second, distance: distance)) }
            }
        }
    }

    func vector(_ values: [Double], _ index: Int) -> Vector3 {
        Vector3(x: values[3 * index], y: values[3 * index + 1], z: values[3 * index + 2])
    }

    private func setVector(_ values: inout [Double], _ index: Int, _ vector: Vector3) {
        values[3 * index] = vector.x
        values[3 * index + 1] = vector.y
        values[3 * index + 2] = vector.z
    }
}
