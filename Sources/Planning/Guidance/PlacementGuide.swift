import SceneGraph

/// Tells what is open to an object when those before it have their places: the geometry that a small model need
/// not compute, so that it only chooses.
///
/// ```swift
/// let guide = PlacementGuide(scene)
/// for index in guide.order {
///     var space = guide.space(for: index, placed: positions)
///     let x = space.options(along: 0)        // then .take(value), and the next axis
/// }
/// ```
public struct PlacementGuide: Sendable {
    public let scene: Scene
    public let facts: GuideFacts
    /// The order in which objects are placed: pinned ones first, then each after those it relates to, so that a
    /// group stands together, large groups before small ones.
    public let order: [Int]

    private let problem: PlacementProblem
    private let bodies: [PlacedBox]
    /// What writes out how the facts follow, where they are to be followed.
    private let sums: WorkedSums?
    /// What takes the place of the others in rooms with an outline, doors or windows.
    private let spaces: OutlineSpaces?

    /// A guide for placing the objects of a scene.
    public init(_ scene: Scene, facts: GuideFacts = .stretches) {
        self.scene = scene
        self.facts = facts
        problem = PlacementProblem(scene)
        bodies = zip(scene.objects, scene.angles).map { object, angle in
            PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0))
        }
        order = scene.placementOrder
        sums = facts == .sums ? WorkedSums(scene) : nil
        spaces = scene.room.isPlain ? nil : OutlineSpaces(scene)
    }

    /// What is open to an object.
    /// - Parameter placed: where objects stand, in the order of the scene's; nil for those still to be placed. The
    ///   objects that it relates to are among the placed ones, if guided in `order`.
    public func space(for index: Int, placed: [Vector3?]) -> PlacementSpace {
        if let spaces {
            let (space, isCrowded) = spaces.space(index, placed: placed, isTold: facts != .ranges)
            return PlacementSpace(space, isCrowded: isCrowded)
        }
        let blockers = bodies[index].isThin || facts == .ranges ? [] : blockers(of: index, placed)
        let regions = regions(of: index, placed)
        // Several regions: all relations at once, or else one of them, which is enough for the reward.
        for region in regions {
            let space = FreeSpace(region: region, blockers: blockers)
            if !space.stretches(along: 0).isEmpty { return PlacementSpace(space, isCrowded: false) }
        }
        return PlacementSpace(FreeSpace(region: regions[0], blockers: []), isCrowded: true)
    }

    /// The stretches of the axis whose turn it is, after the sums that lead there where these are told.
    /// - Parameter placed: where objects stand, in the order of the scene's.
    func worked(_ stretches: String, for index: Int, in space: PlacementSpace, placed: [Vector3?]) -> String {
        sums?.text(stretches, for: index, in: space, placed: placed) ?? stretches
    }

    private func blockers(of index: Int, _ placed: [Vector3?]) -> [FreeSpace.Blocker] {
        bodies.indices.compactMap { other in
            guard other != index, !bodies[other].isThin, other < placed.count, let center = placed[other] else {
                return nil
            }
            var obstacle = bodies[other]
            obstacle.center = center
            return FreeSpace.Blocker(obstacle: obstacle, half: bodies[index].half)
        }
    }

    /// Where the centre may be, the best regions first; never empty, and none of them is.
    private func regions(of index: Int, _ placed: [Vector3?]) -> [Region] {
        let (low, high) = problem.roomRegion(index)
        let room = Region(
            xMinimum: low.x, xMaximum: high.x, yMinimum: low.y, yMaximum: high.y, zMinimum: low.z, zMaximum: high.z)
        let middle = Vector3(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2, z: (low.z + high.z) / 2)
        let single = (try? problem.regions(of: index, at: { placed[$0] ?? middle })) ?? []
        var regions: [Region] = []
        if let all = Self.common(single, within: room) {
            if let foresighted = foresight(index, placed), let best = Self.common([all, foresighted], within: room) {
                regions.append(best)
            }
            regions.append(all)
        }
        if single.count > 1 { regions += single.compactMap { Self.common([$0], within: room) } }
        if !regions.isEmpty { return regions }
        // Nothing keeps a relation inside the room: at least stay inside, on the floor if that is where it stands.
        var resort = room
        if scene.objects[index].isOnTheFloor { resort.zMaximum = resort.zMinimum }
        return [resort]
    }

    /// What regions have in common, kept to the last bit by the first of them; nil if that is nothing.
    static func common(_ regions: [Region], within room: Region) -> Region? {
        guard let first = regions.first else { return nil }
        var ends = room.ends
        for region in regions {
            for axis in 0..<3 {
                ends[2 * axis] = max(ends[2 * axis], region.ends[2 * axis])
                ends[2 * axis + 1] = min(ends[2 * axis + 1], region.ends[2 * axis + 1])
            }
        }
        for axis in 0..<3 where ends[2 * axis] > ends[2 * axis + 1] {
            guard ends[2 * axis] - ends[2 * axis + 1] < ExactPlacement.regionTolerance else { return nil }
            let (least, most) = (first.ends[2 * axis], first.ends[2 * axis + 1])
            guard least <= most else { return nil }
            let value = min(max(ends[2 * axis], least), most)
            (ends[2 * axis], ends[2 * axis + 1]) = (value, value)
        }
        return Region(
            xMinimum: ends[0], xMaximum: ends[1], yMinimum: ends[2], yMaximum: ends[3], zMinimum: ends[4],
            zMaximum: ends[5])
    }

    /// Where the centre may be so that what relates to the object keeps a place inside the room.
    private func foresight(_ index: Int, _ placed: [Vector3?]) -> Region? {
        guard problem.emptyObject == nil, problem.unsupportedObject == nil, !problem.links.isEmpty else { return nil }
        var bounds = CoordinateBounds(lower: problem.lower, upper: problem.upper)
        for (other, place) in placed.enumerated() {
            guard let place else { continue }
            for axis in 0..<3 {
                bounds.lower[3 * other + axis] = place[axis]
                bounds.upper[3 * other + axis] = place[axis]
            }
        }
        // Only what the object's own descendants need is of interest; what already failed elsewhere is not.
        guard bounds.propagate(links(below: index), []) == .settled else { return nil }
        let (low, high) = (problem.vector(bounds.lower, index), problem.vector(bounds.upper, index))
        return Region(
            xMinimum: low.x, xMaximum: high.x, yMinimum: low.y, yMaximum: high.y, zMinimum: low.z, zMaximum: high.z)
    }

    private func links(below index: Int) -> [PlacementProblem.Link] {
        var family: Set<Int> = [index]
        for member in scene.topologicalOrder
        where problem.links.contains(where: { $0.child / 3 == member && family.contains($0.parent / 3) }) {
            family.insert(member)
        }
        return problem.links.filter { family.contains($0.parent / 3) }
    }
}

/// The places open to one object, narrowed by each coordinate that is chosen.
public struct PlacementSpace: Sendable {
    private enum Space: Sendable {
        case boxes(FreeSpace)
        case floor(FloorSpace)
    }

    private let space: Space
    private var isCrowded: Bool
    private var chosen: [Double] = []

    init(_ space: FreeSpace, isCrowded: Bool) {
        self.space = .boxes(space)
        self.isCrowded = isCrowded
    }

    init(_ space: FloorSpace, isCrowded: Bool) {
        self.space = .floor(space)
        self.isCrowded = isCrowded
    }

    /// The ends of the axis whose turn it is, and what is free of it.
    private var open: (exact: ClosedRange<Double>, free: [ClosedRange<Double>]) {
        let region: Region
        switch space {
        case .boxes(let space): region = space.region
        case .floor(let space): region = space.area.bounds
        }
        let exact = region.ends[2 * axis]...max(region.ends[2 * axis], region.ends[2 * axis + 1])
        switch space {
        case .boxes(let space): return (exact, isCrowded ? [exact] : space.stretches(along: axis, given: chosen))
        // Of a slanted area the ends are not all places.
        case .floor(let space): return (exact, space.stretches(along: axis, given: chosen))
        }
    }

    /// The axis whose turn it is: 0, 1, 2 for x, y, z; 3 when all are chosen.
    public var axis: Int { chosen.count }

    /// Where the axis whose turn it is begins and ends if nothing stood there.
    var bounds: ClosedRange<Double> {
        let exact = open.exact
        return Self.tidied(exact, within: exact)
    }

    /// The obstacles that cut the axis whose turn it is; of areas on a floor of any outline none are told.
    func cuts() -> [FreeSpace.Cut] {
        guard case .boxes(let space) = space, !isCrowded else { return [] }
        return space.cuts(along: axis, given: chosen)
    }

    /// What is open on the axis whose turn it is.
    public func options() -> PlacementOptions {
        let (exact, free) = open
        var ranges = free
        var isCrowded = isCrowded
        if ranges.isEmpty {
            (ranges, isCrowded) = ([exact], true)
        }
        ranges = ranges.map { Self.tidied($0, within: exact) }
        for digits in 2...4 {
            let writable = ranges.filter { Decimals.least(in: $0, digits) != nil }
            // A point that is not written exactly is no choice, and needs no digits.
            if !writable.isEmpty, ranges.count > 1 || ranges[0].lowerBound < ranges[0].upperBound {
                return PlacementOptions(ranges: writable, isCrowded: isCrowded, fractionDigits: digits)
            }
        }
        let middle = (ranges[0].lowerBound + ranges[0].upperBound) / 2
        let value = ranges[0].contains(middle) ? middle : ranges[0].lowerBound
        return PlacementOptions(ranges: [value...value], isCrowded: isCrowded, fractionDigits: 4)
    }

    /// Takes a coordinate and goes on to the next axis.
    public mutating func take(_ value: Double) { chosen.append(value.isFinite ? value : 0) }

    /// The chosen place, when all axes are.
    public var position: Vector3? {
        chosen.count == 3 ? Vector3(x: chosen[0], y: chosen[1], z: chosen[2]) : nil
    }

    /// Ends that are a short number up to rounding become it, where the relation allows.
    private static func tidied(_ range: ClosedRange<Double>, within exact: ClosedRange<Double>) -> ClosedRange<Double> {
        func tidy(_ value: Double) -> Double {
            let short = (value * 1e4).rounded() / 1e4
            return abs(short - value) < 1e-7 && exact.contains(short) ? short : value
        }
        let (low, high) = (tidy(range.lowerBound), tidy(range.upperBound))
        return low <= high ? low...high : range
    }
}
