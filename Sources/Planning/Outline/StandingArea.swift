import SceneGraph

/// Where an object's centre may be: a convex part of the floor plane, often only a stretch or a point, and heights.
struct StandingArea: Hashable, Sendable {
    /// One corner for a point, two for a stretch.
    let shape: FloorPolygon
    /// The heights, ends included.
    let heights: ClosedRange<Double>
    /// The same as a box, with ends to the last bit, where it is one.
    let region: Region?

    /// Areas that are no farther apart than this have something in common, in metres.
    static let tolerance = 1e-4

    /// The places of a region; nil where it has none.
    init?(_ region: Region) {
        guard !region.isEmpty else { return nil }
        self.region = region
        heights = region.zMinimum...region.zMaximum
        let low = SIMD2(region.xMinimum, region.yMinimum)
        let high = SIMD2(region.xMaximum, region.yMaximum)
        switch (low.x < high.x, low.y < high.y) {
        case (true, true): shape = FloorPolygon(from: low, to: high)
        case (false, false): shape = FloorPolygon(convex: [low])
        default: shape = FloorPolygon(convex: [low, high])
        }
    }

    /// The places over a shape; nil where there are none.
    init?(_ corners: [SIMD2<Double>], heights: (Double, Double)) {
        guard heights.0 <= heights.1 + 1e-9 else { return nil }
        self.heights = heights.0...max(heights.0, heights.1)
        shape = FloorPolygon(convex: Self.tidied(corners))
        region = nil
        if shape.corners.isEmpty { return nil }
    }

    /// What two areas have in common; nil if that is nothing.
    func common(_ other: StandingArea) -> StandingArea? {
        if let region, let theirs = other.region {
            return PlacementGuide.common([region, theirs], within: region).flatMap { StandingArea($0) }
        }
        let slack = ExactPlacement.regionTolerance
        var heights = (
            max(heights.lowerBound, other.heights.lowerBound), min(heights.upperBound, other.heights.upperBound)
        )
        guard heights.0 <= heights.1 + slack else { return nil }
        if heights.0 > heights.1 { heights.1 = heights.0 }
        // What has fewer dimensions is cut by what has more.
        let (subject, knife) =
            shape.corners.count <= other.shape.corners.count ? (shape, other.shape) : (other.shape, shape)
        return StandingArea(Self.cut(subject.corners, by: knife.corners), heights: heights)
    }

    /// The place of the area that is nearest to a point in the floor plane.
    func nearest(to point: SIMD2<Double>) -> SIMD2<Double> {
        if let region {
            return SIMD2(
                min(max(point.x, region.xMinimum), region.xMaximum),
                min(max(point.y, region.yMinimum), region.yMaximum))
        }
        let corners = shape.corners
        if corners.count > 2, shape.excess(of: point) <= 0 { return point }
        return corners.indices.map { Self.nearest(to: point, corners[$0], corners[($0 + 1) % corners.count]) }
            .min { Self.square(point - $0) < Self.square(point - $1) } ?? point
    }

    /// Where a line of constant x crosses the area: the y from and to.
    func cut(x: Double) -> ClosedRange<Double>? {
        if let region { return region.yMinimum...region.yMaximum }
        let corners = shape.corners
        var (low, high) = (Double.infinity, -Double.infinity)
        let (least, most) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 0)
        let x = min(max(x, least), most)
        for index in corners.indices {
            let (a, b) = (corners[index], corners[(index + 1) % corners.count])
            guard min(a.x, b.x) <= x, x <= max(a.x, b.x) else { continue }
            for y in a.x == b.x ? [a.y, b.y] : [a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x))] {
                low = min(low, y)
                high = max(high, y)
            }
        }
        return low <= high ? low...high : nil
    }

    /// The box around the area.
    var bounds: Region {
        if let region { return region }
        let (xs, ys) = (shape.corners.map(\.x), shape.corners.map(\.y))
        return Region(
            xMinimum: xs.min() ?? 0, xMaximum: xs.max() ?? 0, yMinimum: ys.min() ?? 0, yMaximum: ys.max() ?? 0,
            zMinimum: heights.lowerBound, zMaximum: heights.upperBound)
    }

    // MARK: Parts

    static func nearest(
        to point: SIMD2<Double>, _ start: SIMD2<Double>, _ end: SIMD2<Double>
    ) -> SIMD2<Double> {
        let way = end - start
        let square = square(way)
        guard square > 0 else { return start }
        return start + way * min(1, max(0, ((point - start) * way).sum() / square))
    }

    static func square(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum() }

    /// The part of a shape (a point, a stretch or a polygon) within another, up to the tolerance.
    private static func cut(_ subject: [SIMD2<Double>], by knife: [SIMD2<Double>]) -> [SIMD2<Double>] {
        var planes: [(at: SIMD2<Double>, outward: SIMD2<Double>)] = []
        switch knife.count {
        case 1:
            for way in [SIMD2(1.0, 0), SIMD2(-1, 0), SIMD2(0, 1), SIMD2(0, -1)] { planes.append((knife[0], way)) }
        case 2:
            let way = knife[1] - knife[0]
            let along = way / max(square(way).squareRoot(), 1e-12)
            let across = SIMD2(-along.y, along.x)
            planes = [(knife[0], across), (knife[0], -across), (knife[0], -along), (knife[1], along)]
        default:
            for index in knife.indices {
                let way = knife[(index + 1) % knife.count] - knife[index]
                let length = square(way).squareRoot()
                guard length > 1e-12 else { continue }
                planes.append((knife[index], SIMD2(way.y, -way.x) / length))
            }
        }
        var corners = subject
        for plane in planes {
            var rest: [SIMD2<Double>] = []
            for index in corners.indices {
                let (here, next) = (corners[index], corners[(index + 1) % corners.count])
                let beyond = ((here - plane.at) * plane.outward).sum() - tolerance
                let nextBeyond = ((next - plane.at) * plane.outward).sum() - tolerance
                if beyond <= 0 { rest.append(here) }
                if beyond < 0 && nextBeyond > 0 || beyond > 0 && nextBeyond < 0 {
                    rest.append(here + (next - here) * (beyond / (beyond - nextBeyond)))
                }
            }
            corners = rest
            if corners.isEmpty { return [] }
        }
        return corners
    }

    /// The corners without those that say nothing: what is smaller than the tolerance is a point, what is thinner a
    /// stretch.
    private static func tidied(_ corners: [SIMD2<Double>]) -> [SIMD2<Double>] {
        guard corners.count > 1 else { return corners }
        var (first, last) = (corners[0], corners[0])
        for a in corners {
            for b in corners where square(a - b) > square(first - last) { (first, last) = (a, b) }
        }
        let length = square(last - first).squareRoot()
        guard length > 3 * tolerance else { return [(first + last) / 2] }
        let across = SIMD2(first.y - last.y, last.x - first.x) / length
        let breadths = corners.map { (($0 - first) * across).sum() }
        guard (breadths.max() ?? 0) - (breadths.min() ?? 0) > 3 * tolerance else { return [first, last] }
        return FloorPolygon.hull(of: corners).corners
    }
}
