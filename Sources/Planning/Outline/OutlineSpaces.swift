import SceneGraph

/// What is open to each object of a scene in a room of any outline, with doors and windows, at any angle.
///
/// Regions are the original's (`RelationGeometry`) wherever it has one: for objects and targets at quarter turns. What
/// is slanted follows the same words in the target's own axes. Obstacles are what `physical` counts: other objects'
/// turned boxes, walls, a square before each door as wide as itself, and half a metre before each window above its
/// sill. Rugs are in nobody's way.
struct OutlineSpaces: Sendable {
    /// A place for an object, and what was given up for it.
    struct Spot {
        var position: Vector3
        /// The relations, by their place, that do not hold there.
        var dropped: [Int]
        /// Whether the object is before a window.
        var isBeforeWindow: Bool
    }

    let scene: Scene
    private let geometry: RelationGeometry
    private let outline: FloorOutline
    private let walls: [String: (wall: Wall, place: Int)]
    private let ring: [Wall]
    /// Each object's corners around its centre.
    private let shadows: [[SIMD2<Double>]]
    private let wallBlockers: [[FloorBlocker]]
    private let doorBlockers: [[FloorBlocker]]
    private let windowBlockers: [[FloorBlocker]]

    /// How low something must be to be walked over: a rug.
    private static let covering = 0.03
    /// What is lower is stepped over, and what hangs higher is over people's heads, in metres.
    private static let wayHeights = (0.05, 1.8)

    init(_ scene: Scene) {
        self.scene = scene
        let room = scene.room
        geometry = RelationGeometry(room: room.size)
        outline = room.floor
        let ring = room.walls
        self.ring = ring
        walls = Dictionary(
            ring.enumerated().map { ($1.name, ($1, $0)) }, uniquingKeysWith: { first, _ in first })
        let shadows = zip(scene.objects, scene.angles).map { object, angle in
            FloorPolygon(shadowOf: object.size, angle: angle, at: .zero).corners
        }
        self.shadows = shadows
        let edges = room.floor.edges
        let places = room.openings.compactMap { opening in room.place(of: opening).map { (opening, $0.wall, $0.foot) } }
        func blockers(_ kind: Opening.Kind) -> [[FloorBlocker]] {
            scene.objects.indices.map { index in
                let object = scene.objects[index]
                if Self.isFlat(object) || kind == .window && Self.belongsToWindows(object) { return [] }
                return places.filter { $0.0.kind == kind }.map { opening, wall, foot in
                    let along = wall.along * (opening.width / 2)
                    let into = wall.inward * (kind == .door ? opening.width : 0.5)
                    let middle = SIMD2(foot.x, foot.y)
                    return FloorBlocker(
                        obstacle: [middle - along, middle + along, middle + along + into, middle - along + into],
                        shadow: shadows[index],
                        heights: (
                            max(opening.bottom, Self.wayHeights.0), max(opening.top, Self.wayHeights.1)
                        ), half: object.size.height / 2)
                }
            }
        }
        doorBlockers = blockers(.door)
        windowBlockers = blockers(.window)
        wallBlockers = scene.objects.indices.map { index in
            edges.map { edge in
                FloorBlocker(
                    obstacle: [edge.start, edge.end], shadow: shadows[index], heights: (-.infinity, .infinity),
                    half: 0)
            }
        }
    }

    /// Whether an object lies flat on the floor.
    static func isFlat(_ object: SceneObject) -> Bool {
        object.isOnTheFloor && (object.size.height <= covering || object.size.isThin)
    }

    private static func belongsToWindows(_ object: SceneObject) -> Bool {
        object.id.lowercased().split { !$0.isLetter }.contains { word in
            ["curtain", "curtains", "blind", "blinds", "drape", "drapes", "window"].contains(word)
        }
    }

    // MARK: Spots

    /// The best place for an object near a wish, the others being where they are.
    ///
    /// All relations are kept where there is room for it, windows free rather than not; else the least important
    /// relation is given up, and so on. Doors and walls are kept always.
    /// - Returns: nil where no place in the room is free.
    func spot(_ index: Int, near wish: Vector3?, placed: [Vector3?]) -> Spot? {
        for candidate in candidates(index, placed: placed) {
            let blockers = obstacles(index, placed)
            let aim = wish ?? Self.middle(candidate.area)
            for isFree in windowBlockers[index].isEmpty ? [false] : [true, false] {
                let space = FloorSpace(
                    candidate.area, outline: outline, blockers: blockers + (isFree ? windowBlockers[index] : []))
                if let position = space.nearest(to: aim) {
                    return Spot(
                        position: position, dropped: candidate.dropped,
                        isBeforeWindow: !isFree && !windowBlockers[index].isEmpty)
                }
            }
        }
        return nil
    }

    /// What is open to an object, the best first that has any: what `PlacementGuide` tells.
    /// - Parameter isTold: whether what is placed, and windows, are in the way.
    func space(_ index: Int, placed: [Vector3?], isTold: Bool) -> (space: FloorSpace, isCrowded: Bool) {
        let candidates = candidates(index, placed: placed)
        let obstacles = isTold ? obstacles(index, placed) : wallBlockers[index]
        for candidate in candidates {
            for windows in isTold ? [windowBlockers[index], []] : [[]] {
                let space = FloorSpace(candidate.area, outline: outline, blockers: obstacles + windows)
                if !space.stretches(along: 0, given: []).isEmpty { return (space, false) }
            }
        }
        for candidate in candidates {
            let space = FloorSpace(candidate.area, outline: outline, blockers: wallBlockers[index])
            if !space.stretches(along: 0, given: []).isEmpty { return (space, true) }
        }
        return (FloorSpace(candidates[0].area, outline: outline, blockers: []), true)
    }

    /// Whether an object is right where it stands, the others being where they are.
    func isRight(_ index: Int, _ places: [Vector3?]) -> Bool {
        guard let position = places[index], let first = candidates(index, placed: places).first, first.dropped.isEmpty
        else { return false }
        let space = FloorSpace(
            first.area, outline: outline, blockers: obstacles(index, places) + windowBlockers[index])
        return space.nearest(to: position).map { $0.distance(to: position) < 1e-9 } ?? false
    }

    /// The middle of an area, at the height of its middle.
    private static func middle(_ area: StandingArea) -> Vector3 {
        let bounds = area.bounds
        return Vector3(
            x: (bounds.xMinimum + bounds.xMaximum) / 2, y: (bounds.yMinimum + bounds.yMaximum) / 2,
            z: (bounds.zMinimum + bounds.zMaximum) / 2)
    }

    /// A place in what the relations leave, at these parts of the way along it.
    func aim(_ index: Int, at fraction: Vector3, placed: [Vector3?]) -> Vector3? {
        guard let bounds = candidates(index, placed: placed).first?.area.bounds else { return nil }
        return Vector3(
            x: bounds.xMinimum + fraction.x * (bounds.xMaximum - bounds.xMinimum),
            y: bounds.yMinimum + fraction.y * (bounds.yMaximum - bounds.yMinimum),
            z: bounds.zMinimum + fraction.z * (bounds.zMaximum - bounds.zMinimum))
    }

    /// Walls, doors, and the others' boxes, as they block an object's centre.
    private func obstacles(_ index: Int, _ placed: [Vector3?]) -> [FloorBlocker] {
        let object = scene.objects[index]
        var blockers = wallBlockers[index] + doorBlockers[index]
        guard !Self.isFlat(object) else { return blockers }
        for (other, place) in placed.enumerated() where other != index {
            guard let place, !Self.isFlat(scene.objects[other]) else { continue }
            let half = scene.objects[other].size.height / 2
            blockers.append(
                FloorBlocker(
                    obstacle: shadows[other].map { $0 + SIMD2(place.x, place.y) }, shadow: shadows[index],
                    heights: (place.z - half, place.z + half), half: object.size.height / 2))
        }
        return blockers
    }

    // MARK: Relations

    /// The areas of an object's relations all at once, then with the least important left out one after the other.
    private func candidates(
        _ index: Int, placed: [Vector3?]
    ) -> [(area: StandingArea, dropped: [Int])] {
        let object = scene.objects[index]
        var kept = object.relations.indices.sorted {
            let (a, b) = (
                LayoutRepair.importance(object.relations[$0]), LayoutRepair.importance(object.relations[$1])
            )
            return (-a, $0) < (-b, $1)
        }
        var dropped: [Int] = []
        var result: [(area: StandingArea, dropped: [Int])] = []
        while true {
            let options = kept.map { areas(index, object.relations[$0], placed) }
            for area in Self.combinations(options, from: rest(index, isCarried: !kept.isEmpty)) {
                result.append((area, dropped))
            }
            guard let last = kept.popLast() else { break }
            dropped.append(last)
        }
        if result.isEmpty, let area = rest(index, isCarried: false) { result.append((area, dropped)) }
        // A box as large as the room.
        if result.isEmpty, let area = StandingArea([.zero], heights: (0, 0)) { result.append((area, dropped)) }
        return result
    }

    /// What one area of each list has in common, for all ways to choose them, within another.
    private static func combinations(_ options: [[StandingArea]], from area: StandingArea?) -> [StandingArea] {
        var areas = area.map { [$0] } ?? []
        for list in options { areas = areas.flatMap { area in list.compactMap { $0.common(area) } } }
        return areas
    }

    /// The room as far as an object's box fits into the box around it.
    private func rest(_ index: Int, isCarried: Bool) -> StandingArea? {
        let (reach, height, room) = (reach(index), scene.objects[index].size.height, scene.room.size)
        guard 2 * reach.x <= room.x + 1e-9, 2 * reach.y <= room.y + 1e-9 else { return nil }
        let isLow = !isCarried || scene.objects[index].isOnTheFloor && scene.objects[index].relations.isEmpty
        return StandingArea(
            Region(
                xMinimum: reach.x, xMaximum: max(reach.x, room.x - reach.x), yMinimum: reach.y,
                yMaximum: max(reach.y, room.y - reach.y), zMinimum: height / 2,
                zMaximum: isLow ? height / 2 : max(height / 2, room.z - height / 2)))
    }

    /// Half of an object's extents along the room's axes.
    private func reach(_ index: Int) -> SIMD2<Double> {
        shadows[index].reduce(.zero) { pointwiseMax($0, $1) }
    }

    private func isQuarter(_ angle: Double) -> Bool { angle == 0 || angle == 90 || angle == 180 || angle == 270 }

    /// Where a relation wants an object: one area, or several of which any will do; none where it cannot be kept.
    private func areas(_ index: Int, _ relation: Relation, _ placed: [Vector3?]) -> [StandingArea] {
        let angle = scene.angles[index]
        let object = scene.objects[index]
        let subject = RelationGeometry.Subject(size: object.size, angle: angle, isOnTheFloor: object.isOnTheFloor)
        var target: RelationGeometry.Target?
        switch relation.target {
        case .element(let element):
            target = element.target(inRoom: scene.room.size)
            guard element.isWall else {
                if !isQuarter(angle) { return free(index, on: element) }
                break
            }
            guard isQuarter(angle) else {
                return Room(size: scene.room.size).wall(named: element.rawValue).map { stretch(index, along: $0) } ?? []
            }
        case .wall(let name):
            guard let (wall, place) = walls[name] else { return [] }
            if relation.preposition == .inTheCorner {
                let along = stretch(index, along: wall)
                let ends = [ring[(place + 1) % ring.count], ring[(place + ring.count - 1) % ring.count]]
                let corners = ends.flatMap { end in
                    stretch(index, along: end).flatMap { other in along.compactMap { $0.common(other) } }
                }
                return corners.isEmpty ? along : corners
            }
            target = isQuarter(angle) ? wall.target(height: scene.room.size.z) : nil
            if target == nil { return stretch(index, along: wall) }
        case .object(let id):
            guard let parent = scene.indices[id], let place = placed[parent] else { return [] }
            guard isQuarter(angle), isQuarter(scene.angles[parent]) else {
                return beside(index, parent, at: place, relation)
            }
            target = RelationGeometry.Target(
                element: nil, size: scene.objects[parent].size, angle: scene.angles[parent], center: place)
        }
        guard let target else { return [] }
        let region = try? geometry.region(
            of: subject, relativeTo: target, preposition: relation.preposition, isAdjacent: relation.isAdjacent)
        let over = region.flatMap { Self.over($0, target, reach(index), relation.preposition) }
        return (over ?? region).flatMap { StandingArea($0) }.map { [$0] } ?? []
    }

    /// The part of a region where one's middle is over or under the other: the original is content when they meet.
    private static func over(
        _ region: Region, _ target: RelationGeometry.Target, _ reach: SIMD2<Double>, _ preposition: Preposition
    ) -> Region? {
        guard preposition == .under || preposition == .above, target.element == nil else { return nil }
        let extents = target.size.extents(atQuarterTurn: Heading.swapsSides(target.angle))
        let half = pointwiseMax(SIMD2(extents.x, extents.y) / 2, reach)
        var region = region
        region.xMinimum = max(region.xMinimum, target.center.x - half.x)
        region.xMaximum = min(region.xMaximum, target.center.x + half.x)
        region.yMinimum = max(region.yMinimum, target.center.y - half.y)
        region.yMaximum = min(region.yMaximum, target.center.y + half.y)
        return region.isEmpty ? nil : region
    }

    /// Heights of what is at a wall.
    private func heights(_ index: Int) -> (Double, Double) {
        let half = scene.objects[index].size.height / 2
        return (half, scene.objects[index].isOnTheFloor ? half : max(half, scene.room.size.z - half))
    }

    /// The centres from which an object touches a wall, whole before it.
    private func stretch(_ index: Int, along wall: Wall) -> [StandingArea] {
        func extent(_ axis: SIMD2<Double>) -> Double { shadows[index].reduce(0) { max($0, ($1 * axis).sum()) } }
        let (depth, side) = (extent(wall.inward), extent(wall.along))
        guard 2 * side <= wall.length + 1e-9 else { return [] }
        let (from, to) = (side, max(side, wall.length - side))
        let line = wall.start + wall.inward * depth
        return StandingArea([line + wall.along * from, line + wall.along * to], heights: heights(index)).map { [$0] }
            ?? []
    }

    /// A slanted object on the floor or under the ceiling.
    private func free(_ index: Int, on element: RoomElement) -> [StandingArea] {
        let (reach, room) = (reach(index), scene.room.size)
        let half = scene.objects[index].size.height / 2
        let height = element == .ceiling ? room.z - half : half
        let (high, low) = (SIMD2(room.x, room.y) - reach, reach)
        guard low.x <= high.x, low.y <= high.y else { return [] }
        return StandingArea(FloorPolygon(from: low, to: high).corners, heights: (height, height)).map { [$0] } ?? []
    }

    /// The places by a target in the target's own axes, as the original's formulas have them at quarter turns.
    private func beside(
        _ index: Int, _ parent: Int, at place: Vector3, _ relation: Relation
    ) -> [StandingArea] {
        let (object, host) = (scene.objects[index], scene.objects[parent])
        let direction = Heading.direction(scene.angles[parent])
        let front = SIMD2(direction.x, direction.y)
        let right = SIMD2(front.y, -front.x)
        func extent(_ axis: SIMD2<Double>) -> Double { shadows[index].reduce(0) { max($0, ($1 * axis).sum()) } }
        let reach = SIMD2(extent(right), extent(front))
        let half = SIMD2(host.size.length, host.size.width) / 2
        let (height, bottom) = (object.size.height / 2, place.z - host.size.height / 2)
        let top = place.z + host.size.height / 2
        let ceiling = scene.room.size.z - height
        var (low, high) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
        var heights = object.isOnTheFloor ? (height, height) : (bottom + height, ceiling)
        switch relation.preposition {
        case .on, .inTheMiddleOf:
            let free = pointwiseMax(half - reach, .zero)
            (low, high) = (-free, free)
            heights = object.isOnTheFloor ? (height, height) : (top + height, top + height)
        case .under, .above:
            (low, high) = (-half, half)
            if relation.preposition == .above, !object.isOnTheFloor { heights = (top + height, ceiling) }
            if relation.preposition == .under { heights = (height, object.isOnTheFloor ? height : bottom - height) }
        case .leftOf, .rightOf, .inFront, .behind, .inTheCorner:
            let axis = relation.preposition == .leftOf || relation.preposition == .rightOf ? 0 : 1
            let across = 1 - axis
            let far = relation.isAdjacent ? 0 : scene.room.size.x + scene.room.size.y
            low[axis] = half[axis] + reach[axis]
            high[axis] = low[axis] + far
            let free = relation.isAdjacent ? abs(half[across] - reach[across]) : half[across] + 0.5
            (low[across], high[across]) = (-free, free)
            if relation.preposition == .leftOf || relation.preposition == .behind {
                (low[axis], high[axis]) = (-high[axis], -low[axis])
            }
        }
        let middle = SIMD2(place.x, place.y)
        let corners = [low, SIMD2(high.x, low.y), high, SIMD2(low.x, high.y)].map {
            middle + right * $0.x + front * $0.y
        }
        return StandingArea(corners, heights: heights).map { [$0] } ?? []
    }
}
