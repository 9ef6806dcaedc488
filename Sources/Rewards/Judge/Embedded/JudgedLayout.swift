import SceneGraph

/// A layout as the judge sees it: what each object covers, and how sound its place is.
struct JudgedLayout {
    let objects: [JudgedObject]
    /// The room, and the size of the box around it.
    let form: Room
    let room: Vector3
    let floor: Footprint
    /// Each object's footprint; one without a place lies beyond the room and is unsound.
    let footprints: [Footprint]
    /// Each object's lowest and highest point.
    let bottoms: [Double]
    let tops: [Double]
    let isPlaced: [Bool]
    /// From 1 (the object is where it can be) to 0 (outside, in another, in the air, or of a size that cannot be).
    private(set) var soundness: [Double]
    private(set) var realism = JudgeTally()

    /// How near two things are that touch.
    static let contact = 0.03
    /// What passes over a head or under a foot is not in the way.
    static let wayHeights = 0.15...1.8

    init(objects: [JudgedObject], room form: Room, positions: [Vector3]) {
        self.objects = objects
        self.form = form
        room = form.size
        floor = Footprint(room: form.size)
        var footprints: [Footprint] = []
        var bottoms: [Double] = []
        var tops: [Double] = []
        var isPlaced: [Bool] = []
        for (index, object) in objects.enumerated() {
            let position = index < positions.count && positions[index].isFinite ? positions[index] : nil
            let center = position ?? Vector3(x: -1e6, y: -1e6, z: -1e6)
            footprints.append(
                Footprint(
                    x: center.x, y: center.y, halfLength: object.size.length / 2, halfWidth: object.size.width / 2,
                    frontX: object.frontX, frontY: object.frontY))
            bottoms.append(center.z - object.size.height / 2)
            tops.append(center.z + object.size.height / 2)
            isPlaced.append(position != nil)
        }
        self.footprints = footprints
        self.bottoms = bottoms
        self.tops = tops
        self.isPlaced = isPlaced
        soundness = [Double](repeating: 1, count: objects.count)
        measureSoundness()
    }

    /// The mean soundness.
    var meanSoundness: Double {
        soundness.isEmpty ? 0 : soundness.reduce(0, +) / Double(soundness.count)
    }

    // MARK: Soundness

    private mutating func measureSoundness() {
        for index in objects.indices {
            guard isPlaced[index] else {
                soundness[index] = 0
                realism.add(0, .nowhere, index)
                continue
            }
            let inside = inside(index)
            let (free, other) = free(index)
            let held = held(index)
            let scale = objects[index].scale
            soundness[index] = inside * free * held * scale
            realism.add(soundness[index])
            realism.note(.outside, index, loss: 1 - inside)
            // The pair is told once.
            if let other, other > index { realism.note(.overlaps, index, other, loss: 1 - free) }
            realism.note(.floats, index, loss: 1 - held)
            realism.note(.wrongSize, index, loss: 1 - scale)
        }
    }

    /// 1 inside the room, 0 where a quarter of it is outside.
    private func inside(_ index: Int) -> Double {
        let footprint = footprints[index]
        let height = max(tops[index] - bottoms[index], 1e-9)
        let area = max(footprint.area, 1e-12)
        let share =
            min((form.outline?.overlap(shape(index)) ?? footprint.overlap(with: floor)) / area, 1)
            * max(min(tops[index], room.z) - max(bottoms[index], 0), 0) / height
        return Ramp.value(share, zero: 0.75, one: 0.999)
    }

    /// 1 where no other shares its space; each takes away twice the part that it shares of the smaller one.
    ///
    /// A thin object may lie under a solid one or hang behind it, but not within another thin one.
    private func free(_ index: Int) -> (share: Double, worst: Int?) {
        let isThin = objects[index].isThin
        var share = 1.0
        var worst: (index: Int, loss: Double)?
        for other in objects.indices where other != index && objects[other].isThin == isThin && isPlaced[other] {
            let height = min(tops[index], tops[other]) - max(bottoms[index], bottoms[other])
            guard height > (isThin ? 1e-6 : 1e-3) else { continue }
            let area = footprints[index].overlap(with: footprints[other])
            guard area > 0 else { continue }
            let volume = min(
                footprints[index].area * objects[index].size.height,
                footprints[other].area * objects[other].size.height)
            let loss = min(1, 2 * max(0, area * height / max(volume, 1e-12) - 0.005)) * (isThin ? 0.6 : 1)
            share *= 1 - loss
            if loss > worst?.loss ?? 0 { worst = (other, loss) }
        }
        return (share, worst?.index)
    }

    /// 1 on the floor, on another, at a wall or under the ceiling, as the object should; less for what hangs in the
    /// air.
    private func held(_ index: Int) -> Double {
        let object = objects[index]
        if object.isOnTheFloor { return Ramp.value(abs(bottoms[index]), zero: 0.3, one: Self.contact) }
        if room.z - tops[index] <= 0.05 { return object.role.use == .ceiling || object.role.use == .other ? 1 : 0.6 }
        if wallGap(index) <= 0.05 { return 1 }
        if object.role.use != .ceiling, let host = host(of: index) {
            // Furniture that stands on the floor elsewhere is carried only where the scene says so.
            let isMeant = object.bonds.contains { bond in
                if case .object(host) = bond.target { bond.preposition == .on } else { false }
            }
            return isMeant || object.role.use == .tabletop || object.role.isUnknown || object.role.use == .screen
                ? 1 : 0.5
        }
        if abs(bottoms[index]) <= Self.contact { return 0.8 }
        let isSuspended = object.bonds.contains { bond in
            guard case .object(let target) = bond.target, bond.preposition == .above else { return false }
            return bottoms[index] >= tops[target] - Self.contact
                && footprints[index].gap(to: footprints[target]) == 0
        }
        return isSuspended ? 0.8 : 0.25
    }

    /// What an object lies on: its middle is over the other's top.
    private func host(of index: Int) -> Int? {
        objects.indices.first { other in
            other != index && isPlaced[other] && abs(bottoms[index] - tops[other]) <= Self.contact
                && footprints[other].contains(footprints[index].x, footprints[index].y, margin: 0.01)
        }
    }

    // MARK: Walls

    /// An object's footprint as a polygon.
    func shape(_ index: Int) -> FloorPolygon {
        let footprint = footprints[index]
        return FloorPolygon(
            shadowOf: objects[index].size,
            angle: Heading.degrees(toward: SIMD2(footprint.frontX, footprint.frontY)),
            at: SIMD2(footprint.x, footprint.y))
    }

    /// The distance from the nearest wall, of the four sides of the room or of its outline.
    func wallGap(_ index: Int) -> Double {
        if form.outline != nil {
            let shape = shape(index)
            return form.walls.map { $0.deviation(of: shape) }.min() ?? 0
        }
        let footprint = footprints[index]
        return min(
            min(footprint.x - footprint.reachX, room.x - footprint.x - footprint.reachX),
            min(footprint.y - footprint.reachY, room.y - footprint.y - footprint.reachY))
    }

    /// The distance from an object's back to the wall behind it, along its back.
    func backGap(_ index: Int) -> Double {
        let footprint = footprints[index]
        return rayLength(footprint.x, footprint.y, -footprint.frontX, -footprint.frontY) - footprint.halfWidth
    }

    /// How far it is from a point to the walls in this direction.
    func rayLength(_ x: Double, _ y: Double, _ dx: Double, _ dy: Double) -> Double {
        var length = Double.infinity
        if let outline = form.outline {
            let (from, way) = (SIMD2(x, y), SIMD2(dx, dy))
            for (start, end) in outline.edges {
                let edge = end - start
                let across = FloorPolygon.cross(way, edge)
                guard abs(across) > 1e-9 else { continue }
                let share = FloorPolygon.cross(start - from, way) / across
                let distance = FloorPolygon.cross(start - from, edge) / across
                if share >= 0, share <= 1, distance >= 0 { length = min(length, distance) }
            }
            return length.isFinite ? length : 0
        }
        if dx > 1e-9 { length = min(length, (room.x - x) / dx) }
        if dx < -1e-9 { length = min(length, -x / dx) }
        if dy > 1e-9 { length = min(length, (room.y - y) / dy) }
        if dy < -1e-9 { length = min(length, -y / dy) }
        return max(length, 0)
    }

    /// The unit vector from the nearest wall into the room.
    func inward(_ index: Int) -> (x: Double, y: Double) {
        if form.outline != nil {
            let shape = shape(index)
            let nearest = form.walls.min { $0.deviation(of: shape) < $1.deviation(of: shape) }
            return nearest.map { ($0.inward.x, $0.inward.y) } ?? (0, 1)
        }
        let footprint = footprints[index]
        let gaps = [footprint.x, room.x - footprint.x, footprint.y, room.y - footprint.y]
        let nearest = gaps.indices.min { gaps[$0] < gaps[$1] } ?? 0
        return [(1, 0), (-1, 0), (0, 1), (0, -1)][nearest]
    }
}
