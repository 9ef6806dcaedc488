import Assets
import SceneGraph

/// Daylight through windows and glazed doors: where they are, and the sun that falls in by one of their walls.
struct WindowLight: Sendable {
    /// An opening in a wall.
    struct Opening: Sendable {
        /// The unit vector across the wall: along x or y for the walls that run along an axis, into the room for others.
        var across: SIMD2<Float>
        /// Along the wall.
        var along: SIMD2<Float>
        /// Where the wall is along `across`, metres.
        var plane: Float
        /// 1 where `across` points into the room, or -1.
        var inward: Float
        /// What lets light in: along the wall and upward, metres.
        var low: SIMD2<Float>
        var high: SIMD2<Float>
        /// Where the sky behind it is drawn: along `across`, and the same as above.
        var pane: Float
        var paneLow: SIMD2<Float>
        var paneHigh: SIMD2<Float>

        /// Out of the room.
        var outward: SIMD2<Float> { across * -inward }

        /// 0 for walls across x, 1 for those across y; nil for slanted ones.
        var axis: Int? { across == SIMD2(1, 0) ? 0 : across == SIMD2(0, 1) ? 1 : nil }

        /// Whether a place on the floor plan and a height lie in it, this near to the wall's plane.
        func holds(_ place: SIMD2<Float>, _ up: Float, within reach: Float) -> Bool {
            let along = (place * self.along).sum()
            return abs((place * across).sum() - plane) < reach && along >= low.x && along <= high.x && up >= low.y
                && up <= high.y
        }
    }

    let openings: [Opening]
    /// Unit vector toward the sun; it stands outside of the wall with the largest openings.
    let toSun: SIMD3<Float>
    /// The openings that the sun shines through.
    let sunny: [Opening]
    let shadow: KeyShadow

    @inline(__always)
    static var sunlight: SIMD3<Float> { SIMD3(1.7, 1.496, 1.156) }
    static let skylight = SIMD3<Float>(0.95, 1.0, 1.08) * 2.6

    /// Nil where no window is given.
    init?(_ request: RenderRequest, casters: LightCasters, form: RenderingForm = .best) {
        let openings = request.items.enumerated().compactMap { index, item in
            Self.opening(item, isBuiltIn: index >= request.furniture.count, room: request.room)
        }
        guard !openings.isEmpty else { return nil }
        self.openings = openings
        let outward = Self.sunnySide(openings)
        // Across the way it falls in, it comes from the south or the west.
        var side = SIMD2(-outward.y, outward.x)
        if side.sum() > 0 { side = SIMD2(outward.y, -outward.x) }
        let way = outward + side * 0.42
        toSun = SIMD3(way.x, way.y, 0.85).unit
        sunny = openings.filter { ($0.outward * outward).sum() > Self.alike }
        // Panes are no shade to the sun, nor the curtains and frames that share their wall.
        shadow = KeyShadow(
            casters.withoutItems(request.items.indices.filter { Self.isFixture(request.items[$0]) }),
            room: request.room.size, toLight: toSun, breadth: 0.02, form: form)
    }

    /// Walls whose directions are as near as this, as a cosine, are of one side.
    private static let alike: Float = 0.999

    /// Out of the walls with the largest openings.
    private static func sunnySide(_ openings: [Opening]) -> SIMD2<Float> {
        // Of equals the first: west, east, south, north, then slanted walls.
        var sides: [(outward: SIMD2<Float>, area: Float)] = [
            (SIMD2(-1, 0), 0), (SIMD2(1, 0), 0), (SIMD2(0, -1), 0), (SIMD2(0, 1), 0),
        ]
        for opening in openings {
            let side = opening.high - opening.low
            let place = sides.firstIndex { ($0.outward * opening.outward).sum() > alike }
            if place == nil { sides.append((opening.outward, 0)) }
            sides[place ?? sides.count - 1].area += side.x * side.y
        }
        let best = sides.indices.max { (sides[$0].area, -$0) < (sides[$1].area, -$1) } ?? 0
        return sides[best].outward
    }

    /// The sky behind a spot of a wall, where an opening leads through it: paler toward the ground.
    func sky(behind point: SIMD3<Float>) -> SIMD3<Float>? {
        let foot = SIMD2(point.x, point.y)
        for opening in openings where abs((foot * opening.across).sum() - opening.pane) < 0.02 {
            let place = SIMD2((foot * opening.along).sum(), point.z)
            guard place.x > opening.paneLow.x, place.x < opening.paneHigh.x, place.y > opening.paneLow.y,
                place.y < opening.paneHigh.y
            else { continue }
            let rise = (place.y - opening.paneLow.y) / max(opening.paneHigh.y - opening.paneLow.y, 1e-3)
            return Self.skyBelow + (Self.skyAbove - Self.skyBelow) * rise
        }
        return nil
    }

    @inline(__always)
    static var skyBelow: SIMD3<Float> { SIMD3(0.86, 0.92, 0.97) }
    @inline(__always)
    static var skyAbove: SIMD3<Float> { SIMD3(0.46, 0.66, 0.9) }

    private static func isFixture(_ item: RenderRequest.Item) -> Bool {
        let shape = Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape
        return shape == .window || shape == .door || shape == .curtain
    }

    /// A wall that a window may be in: `at` is its place along `across`.
    private struct Plane {
        var across: SIMD2<Double>
        var at: Double
        var inward: Float

        /// A wall along x or y.
        init(axis: Int, at: Double, inward: Float) {
            self.init(across: axis == 0 ? SIMD2(1, 0) : SIMD2(0, 1), at: at, inward: inward)
        }

        private init(across: SIMD2<Double>, at: Double, inward: Float) {
            self.across = across
            self.at = at
            self.inward = inward
        }

        init(_ wall: Wall) {
            switch wall.likeness {
            case .westWall: self.init(axis: 0, at: wall.start.x, inward: 1)
            case .eastWall: self.init(axis: 0, at: wall.start.x, inward: -1)
            case .southWall: self.init(axis: 1, at: wall.start.y, inward: 1)
            case .northWall: self.init(axis: 1, at: wall.start.y, inward: -1)
            default: self.init(across: wall.inward, at: (wall.start * wall.inward).sum(), inward: 1)
            }
        }

        /// Along the wall: for walls along an axis, along that axis.
        var along: SIMD2<Double> {
            across == SIMD2(1, 0) ? SIMD2(0, 1) : across == SIMD2(0, 1) ? SIMD2(1, 0) : SIMD2(-across.y, across.x)
        }
    }

    /// What a window lets in, if it is one.
    /// - Parameter isBuiltIn: whether it is one of the room's own, for which the wall is cut open.
    private static func opening(_ item: RenderRequest.Item, isBuiltIn: Bool, room: Room) -> Opening? {
        guard Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape == .window else { return nil }
        let box = OrientedBox(item)
        var planes = [
            Plane(axis: 0, at: 0, inward: 1), Plane(axis: 0, at: room.size.x, inward: -1),
            Plane(axis: 1, at: 0, inward: 1), Plane(axis: 1, at: room.size.y, inward: -1),
        ]
        if room.outline != nil {
            let shadow = FloorPolygon(
                shadowOf: item.size, angle: item.angle, at: SIMD2(item.position.x, item.position.y))
            planes = room.walls.filter { $0.deviation(of: shadow) < 0.35 }.map { Plane($0) }
        }
        func extent(_ way: SIMD2<Double>) -> (low: Double, high: Double) {
            let places = box.corners.map { $0.x * way.x + $0.y * way.y }
            return (places.min() ?? 0, places.max() ?? 0)
        }
        let reach = 0.35
        let wall = planes.first { plane in
            let (depth, breadth) = (extent(plane.across), extent(plane.along))
            let near = plane.inward > 0 ? depth.low : depth.high
            return abs(near - plane.at) < reach && depth.high - depth.low <= breadth.high - breadth.low
        }
        guard let wall else { return nil }
        // The frame takes a little of each side.
        let along = extent(wall.along)
        let inset = 0.06 * min(along.high - along.low, box.high.z - box.low.z)
        func place(_ along: Double, _ up: Double) -> SIMD2<Float> { SIMD2(Float(along), Float(up)) }
        var opening = Opening(
            across: SIMD2<Float>(wall.across), along: SIMD2<Float>(wall.along), plane: Float(wall.at),
            inward: wall.inward, low: place(along.low + inset, box.low.z + inset),
            high: place(along.high - inset, box.high.z - inset), pane: Float(wall.at), paneLow: .zero, paneHigh: .zero)
        opening.paneLow = opening.low
        opening.paneHigh = opening.high
        if isBuiltIn {
            let depth = RoomShell.thickness(of: room.size) * OutlineShell.paneDepth
            opening.pane -= opening.inward * Float(depth)
            // Not the hole's lining, which the pane meets.
            let hair = 0.002
            opening.paneLow = place(along.low + hair, box.low.z + hair)
            opening.paneHigh = place(along.high - hair, box.high.z - hair)
        }
        return opening
    }

    /// How much of the sun reaches a point: the share of its disc that is seen through an opening.
    func visibility(_ point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
        var best: Float = 0
        let (foot, sun) = (SIMD2(point.x, point.y), SIMD2(toSun.x, toSun.y))
        for opening in sunny {
            let way = (opening.plane - (foot * opening.across).sum()) / (sun * opening.across).sum()
            guard way > 0 else { continue }
            let place = SIMD2((foot * opening.along).sum() + (sun * opening.along).sum() * way, point.z + toSun.z * way)
            // The sun's edge blurs with the distance from the opening.
            let soft = 0.012 + way * 0.014
            let inside = pointwiseMin(place - opening.low, opening.high - place) / soft + 0.5
            let share = max(min(inside.x, 1), 0) * max(min(inside.y, 1), 0)
            best = max(best, share)
        }
        guard best > 0 else { return 0 }
        return best * shadow.visibility(point, normal: normal)
    }
}
