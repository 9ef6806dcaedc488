import SceneGraph

/// The part of an area that blockers leave free, on a floor of any outline and for objects at any angle: what
/// `FreeSpace` is for boxes along the axes.
///
/// Free places are bounded by edges of the area and of blockers. So the nearest free place to a wish is the wish, its
/// foot on one of the edges, or where two of them meet; and what is free on an axis changes only where one of them ends
/// or two of them meet, so that one test between two such places decides.
struct FloorSpace: Sendable {
    let area: StandingArea
    private let outline: FloorOutline
    private let blockers: [FloorBlocker]
    /// The edges of the area and of the blockers.
    private let edges: [(start: SIMD2<Double>, end: SIMD2<Double>)]

    init(_ area: StandingArea, outline: FloorOutline, blockers: [FloorBlocker]) {
        self.area = area
        self.outline = outline
        let bounds = area.bounds
        let low = SIMD2(bounds.xMinimum, bounds.yMinimum)
        let high = SIMD2(bounds.xMaximum, bounds.yMaximum)
        self.blockers = blockers.filter { blocker in
            blocker.reaches(low, high) && blocker.bottom < area.heights.upperBound
                && blocker.top > area.heights.lowerBound
        }
        edges = ([area.shape] + self.blockers.map(\.shape)).flatMap { shape in
            shape.corners.indices.map { (shape.corners[$0], shape.corners[($0 + 1) % shape.corners.count]) }
        }
    }

    // MARK: Points

    /// The free heights of the centre over a place, rising.
    func heights(at point: SIMD2<Double>) -> [ClosedRange<Double>] {
        guard outline.contains(point) else { return [] }
        let contact = FloorBlocker.contact
        let (least, most) = (area.heights.lowerBound, area.heights.upperBound)
        var free = [area.heights]
        for blocker in blockers where blocker.covers(point) {
            let (bottom, top) = (blocker.bottom + contact, blocker.top - contact)
            if bottom < least, top > most { return [] }
            free = free.flatMap { range -> [ClosedRange<Double>] in
                guard bottom < range.upperBound, top > range.lowerBound else { return [range] }
                var rest: [ClosedRange<Double>] = []
                if bottom >= range.lowerBound { rest.append(range.lowerBound...min(blocker.bottom, range.upperBound)) }
                if top <= range.upperBound { rest.append(max(blocker.top, range.lowerBound)...range.upperBound) }
                return rest
            }
            if free.isEmpty { return [] }
        }
        return free
    }

    private func isFree(_ point: SIMD2<Double>) -> Bool { !heights(at: point).isEmpty }

    /// The free place nearest to a wish; nil where nothing is free.
    func nearest(to wish: Vector3) -> Vector3? {
        let place = SIMD2(wish.x, wish.y)
        var best: (distance: Double, position: Vector3)?
        func consider(_ point: SIMD2<Double>) {
            let square = StandingArea.square(point - place)
            guard best.map({ square < $0.distance }) ?? true else { return }
            // To the last bit within the area.
            let point = area.region == nil ? point : area.nearest(to: point)
            for range in heights(at: point) {
                let height = min(max(wish.z, range.lowerBound), range.upperBound)
                let distance = square + (height - wish.z) * (height - wish.z)
                if best.map({ distance < $0.distance }) ?? true {
                    best = (distance, Vector3(x: point.x, y: point.y, z: height))
                }
            }
        }
        let foot = area.nearest(to: place)
        consider(foot)
        if let best, best.distance <= StandingArea.square(foot - place) { return best.position }
        for (start, end) in edges {
            let point = StandingArea.nearest(to: place, start, end)
            if holds(point) { consider(point) }
        }
        for point in meetings { consider(point) }
        return best?.position
    }

    /// Whether a point of the floor plane belongs to the area, up to rounding.
    private func holds(_ point: SIMD2<Double>) -> Bool {
        StandingArea.square(area.nearest(to: point) - point) < 1e-14
    }

    /// Where edges meet within the area, and the area's own corners.
    private var meetings: [SIMD2<Double>] {
        var points = area.shape.corners
        for first in edges.indices {
            let (a, b) = edges[first]
            let (low, high) = (pointwiseMin(a, b), pointwiseMax(a, b))
            for second in edges.indices.dropFirst(first + 1) {
                let (c, d) = edges[second]
                guard min(c.x, d.x) <= high.x, max(c.x, d.x) >= low.x, min(c.y, d.y) <= high.y,
                    max(c.y, d.y) >= low.y, let point = Self.meeting(a, b, c, d), holds(point)
                else { continue }
                points.append(point)
            }
        }
        return points
    }

    private static func meeting(
        _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>
    ) -> SIMD2<Double>? {
        let (way, other) = (b - a, d - c)
        let across = FloorPolygon.cross(way, other)
        guard abs(across) > 1e-12 else { return nil }
        let share = FloorPolygon.cross(c - a, other) / across
        let otherShare = FloorPolygon.cross(c - a, way) / across
        guard share >= -1e-9, share <= 1 + 1e-9, otherShare >= -1e-9, otherShare <= 1 + 1e-9 else { return nil }
        return a + way * share
    }

    // MARK: Axes

    /// The free stretches of an axis, rising, where the axes before it have these values.
    func stretches(along axis: Int, given values: [Double]) -> [ClosedRange<Double>] {
        switch axis {
        case 0:
            let bounds = area.bounds
            var ends = edges.flatMap { [$0.start.x, $0.end.x] }
            ends += meetings.map(\.x)
            return FreeStretches.between(
                bounds.xMinimum, bounds.xMaximum, ends: ends, contact: FloorBlocker.contact
            ) { !columns($0).isEmpty }
        case 1: return columns(values[0])
        default: return heights(at: SIMD2(values[0], values[1]))
        }
    }

    private func columns(_ x: Double) -> [ClosedRange<Double>] {
        guard let range = area.cut(x: x) else { return [] }
        var ends: [Double] = []
        for (a, b) in edges where min(a.x, b.x) <= x && x <= max(a.x, b.x) {
            ends += a.x == b.x ? [a.y, b.y] : [a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x))]
        }
        return FreeStretches.between(
            range.lowerBound, range.upperBound, ends: ends, contact: FloorBlocker.contact
        ) { isFree(SIMD2(x, $0)) }
    }
}
