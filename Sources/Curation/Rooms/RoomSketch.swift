import Assets
import Planning
import SceneGraph

/// Grows a scene graph and an arrangement of it together: each new object proposes relations, and joins where
/// their regions leave it a free place. So every graph can be furnished, and nothing needs to be solved.
struct RoomSketch {
    /// An object that has its place.
    struct Member {
        let kind: FurnitureKind
        var object: SceneObject
        let angle: Double
        let box: PlacedBox
        /// The wall or element it belongs to, if that is how it stands.
        let element: RoomElement?
        /// 1 for what relates to the room alone.
        let depth: Int
    }

    let type: RoomType
    let size: Vector3
    let settings: SyntheticRoomSettings
    var generator: SeededGenerator
    let geometry: RelationGeometry
    /// Whether facings are sensible throughout, or drawn as raw graphs have them.
    let isTidy: Bool
    /// Whether objects may name relations that do not hold.
    let isLoose: Bool
    /// Steps of objects' sides, in metres: a tenth, a hundredth or a thousandth.
    private let sizeSteps: Double
    private let style: String
    private(set) var members: [Member] = []
    private var counts: [String: Int] = [:]

    init(type: RoomType, size: Vector3, settings: SyntheticRoomSettings, generator: SeededGenerator) {
        self.type = type
        self.size = size
        self.settings = settings
        self.generator = generator
        geometry = RelationGeometry(room: size)
        isTidy = self.generator.chance(0.5)
        isLoose = self.generator.chance(settings.looseShare)
        sizeSteps = self.generator.pick(byWeight: [(0.1, 10), (0.6, 100), (0.3, 1000)])
        style = self.generator.chance(0.5) ? type.style : self.generator.pick(SketchWords.styles)
    }

    /// The sketch with this many objects; nil if not so many find a place.
    func grown(to count: Int) -> RoomSketch? {
        var sketch = self
        var misses = 0
        while sketch.members.count < count {
            if !sketch.grow(fillsUp: misses > 20) {
                misses += 1
                guard misses < 60 else { return nil }
            }
        }
        return sketch
    }

    /// Adds an object if it finds a place.
    private mutating func grow(fillsUp: Bool) -> Bool {
        let kind = fillsUp ? generator.pick(Self.fillers) : kind()
        guard let box = boxSize(kind, fillsUp: fillsUp) else { return false }
        for _ in 0..<4 {
            guard let proposal = proposal(for: kind, size: box) else { continue }
            if place(kind, box, proposal) { return true }
        }
        return false
    }

    // MARK: What

    private static let kinds = Catalogue.standard.kinds
    /// Things that fit where little room is left.
    private static let fillers = kinds.filter {
        $0.support != .floor || $0.isFlat
            || $0.minimumSize.length * $0.minimumSize.width < 0.12
    }

    private mutating func kind() -> FurnitureKind {
        if generator.chance(0.65), !type.companions.isEmpty,
            let kind = Catalogue.standard[generator.pick(type.companions).kind]
        {
            return kind
        }
        return generator.pick(Self.kinds)
    }

    private mutating func boxSize(_ kind: FurnitureKind, fillsUp: Bool) -> BoxSize? {
        let (least, most) = (kind.minimumSize, kind.maximumSize)
        func side(_ least: Double, _ typical: Double, _ most: Double, _ limit: Double) -> Double? {
            let bound = min(most, limit)
            guard bound >= least else { return nil }
            let value: Double =
                switch fillsUp ? 0 : generator.unit() {
                case ..<0.15: least + generator.unit() * (min(typical, bound) - least)
                case ..<0.55: typical * (0.9 + 0.2 * generator.unit())
                default: least + (generator.unit() + generator.unit()) / 2 * (bound - least)
                }
            let steps = min(max(value, least), bound) * sizeSteps
            let rounded = steps.rounded() / sizeSteps
            let sound = rounded > bound ? steps.rounded(.down) / sizeSteps : rounded
            // A tenth of a metre is too coarse for what is thinner than that.
            return sound >= least / 2 && sound > 0 ? sound : (least * 1000).rounded(.up) / 1000
        }
        let typical = kind.typicalSize
        let (long, short) = (max(size.x, size.y), min(size.x, size.y))
        let isWide = typical.length >= typical.width
        guard let length = side(least.length, typical.length, most.length, isWide ? long : short),
            let width = side(least.width, typical.width, most.width, isWide ? short : long)
        else { return nil }
        if kind.isFlat {
            let thin = generator.pick([0.01, 0.01, 0.02, 0.005])
            return BoxSize(length: length, width: width, height: min(thin, max(length, width) / 50))
        }
        guard let height = side(least.height, typical.height, most.height, size.z) else { return nil }
        return BoxSize(length: length, width: width, height: height)
    }

    // MARK: Where

    /// Puts an object at a free place that its binding relations allow.
    private mutating func place(_ kind: FurnitureKind, _ box: BoxSize, _ proposal: Proposal) -> Bool {
        let angle = angle(of: proposal)
        let body = PlacedBox(size: box, angle: angle, center: Vector3(x: 0, y: 0, z: 0))
        guard body.half.x * 2 <= size.x, body.half.y * 2 <= size.y, body.half.z * 2 <= size.z,
            let region = region(of: proposal, box, angle, body.half)
        else { return false }
        for _ in 0..<10 {
            let center = point(of: region)
            let placed = PlacedBox(size: box, angle: angle, center: center)
            guard placed.isInside(room: size, tolerance: 1e-9), region.contains(center),
                !members.contains(where: { $0.box.collides(with: placed) })
            else { continue }
            add(kind, box, proposal, angle: angle, placed)
            return true
        }
        return false
    }

    /// Where the binding relations and the room let the centre be; the first relation is kept to the last bit.
    private func region(of proposal: Proposal, _ box: BoxSize, _ angle: Double, _ half: Vector3) -> Region? {
        let subject = RelationGeometry.Subject(size: box, angle: angle, isOnTheFloor: proposal.isOnTheFloor)
        var least = [half.x, half.y, half.z]
        var most = [size.x - half.x, size.y - half.y, size.z - half.z]
        var exact: Region?
        for relation in proposal.relations.prefix(proposal.bindingCount) {
            guard let target = target(of: relation),
                let region = try? geometry.region(
                    of: subject, relativeTo: target, preposition: relation.preposition,
                    isAdjacent: relation.isAdjacent)
            else { return nil }
            if exact == nil { exact = region }
            for axis in 0..<3 {
                least[axis] = max(least[axis], region.ends[2 * axis])
                most[axis] = min(most[axis], region.ends[2 * axis + 1])
            }
        }
        guard let exact else { return nil }
        for axis in 0..<3 where least[axis] > most[axis] {
            // Rounding may part what touches; the first relation has the last word.
            guard least[axis] - most[axis] < 1e-9 else { return nil }
            let value = min(max(least[axis], exact.ends[2 * axis]), exact.ends[2 * axis + 1])
            (least[axis], most[axis]) = (value, value)
        }
        return Region(
            xMinimum: least[0], xMaximum: most[0], yMinimum: least[1], yMaximum: most[1], zMinimum: least[2],
            zMaximum: most[2])
    }

    private mutating func point(of region: Region) -> Vector3 {
        func value(_ least: Double, _ most: Double) -> Double {
            guard most - least > 1e-9 else { return least }
            switch generator.unit() {
            case ..<0.15: return least
            case ..<0.25: return most
            case ..<0.4: return (least + most) / 2
            default:
                let value = (generator.number(in: least...most) * 100).rounded() / 100
                return min(max(value, least), most)
            }
        }
        return Vector3(
            x: value(region.xMinimum, region.xMaximum), y: value(region.yMinimum, region.yMaximum),
            z: value(region.zMinimum, region.zMaximum))
    }

    func target(of relation: Relation) -> RelationGeometry.Target? {
        switch relation.target {
        case .element(let element): return element.target(inRoom: size)
        // Sketches are of box-shaped rooms, whose walls are room elements.
        case .wall: return nil
        case .object(let id):
            guard let member = members.first(where: { $0.object.id == id }) else { return nil }
            return RelationGeometry.Target(
                element: nil, size: member.object.size, angle: member.angle, center: member.box.center)
        }
    }

    private func angle(of proposal: Proposal) -> Double {
        if let element = RoomElement(rawValue: proposal.facing) { return element.facingAngle }
        for case .object(let id) in proposal.relations.map(\.target) {
            return members.first { $0.object.id == id }?.angle ?? 0
        }
        return 0
    }

    private mutating func add(
        _ kind: FurnitureKind, _ box: BoxSize, _ proposal: Proposal, angle: Double, _ placed: PlacedBox
    ) {
        let stem = stem(of: kind)
        let number = counts[stem, default: 0] + 1
        counts[stem] = number
        var depth = 1
        var element: RoomElement?
        for relation in proposal.relations {
            switch relation.target {
            case .element(let target): element = element ?? target
            case .wall: break
            case .object(let id):
                depth = max(depth, 1 + (members.first { $0.object.id == id }?.depth ?? 0))
            }
        }
        let elements = proposal.relations.filter { if case .element = $0.target { true } else { false } }
        let others = proposal.relations.filter { if case .object = $0.target { true } else { false } }
        let object = SceneObject(
            id: "\(stem)_\(number)", style: style,
            material: generator.chance(0.5) ? kind.material : generator.pick(SketchWords.materials), size: box,
            isOnTheFloor: proposal.isOnTheFloor, facing: proposal.facing, relations: elements + others)
        members.append(
            Member(kind: kind, object: object, angle: angle, box: placed, element: element, depth: depth))
    }

    private mutating func stem(of kind: FurnitureKind) -> String {
        guard generator.chance(0.2), !kind.synonyms.isEmpty else { return kind.id }
        let synonym = generator.pick(kind.synonyms)
        let words = synonym.split(separator: " ").joined(separator: "_")
        return words.utf8.allSatisfy { $0 < 0x80 } && !words.isEmpty ? words : kind.id
    }
}

extension RoomSketch {
    /// What stands in it, by kind.
    var items: [WishWriter.Item] {
        var items: [WishWriter.Item] = []
        for member in members {
            let name = member.object.label
            if let place = items.firstIndex(where: { $0.name == name }) {
                items[place].count += 1
            } else {
                items.append(
                    WishWriter.Item(name: name, count: 1, standsOnFloor: member.kind.support == .floor))
            }
        }
        return items
    }

    /// The sketch as a scene, and where its objects stand.
    mutating func drafted(_ room: Room) throws -> (scene: Scene, positions: [Vector3]) {
        var order = Array(members.indices)
        // Raw graphs name objects in any order.
        if !isTidy, generator.chance(0.5) { order.shuffle(using: &generator) }
        return (
            try Scene(room: room, objects: order.map { members[$0].object }), order.map { members[$0].box.center }
        )
    }
}
