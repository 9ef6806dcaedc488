import Assets
import SceneGraph

/// Daylight through windows and glazed doors: where they are, and the sun that falls in by one of their walls.
struct WindowLight: Sendable {
    /// An opening in a wall.
    struct Opening: Sendable {
        /// 0 for the walls across x, 1 for those across y.
        var axis: Int
        /// Where its wall is along that axis, metres.
        var plane: Float
        /// Into the room: 1 or -1.
        var inward: Float
        /// Along the wall and upward, metres.
        var low: SIMD2<Float>
        var high: SIMD2<Float>
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
        let openings = request.items.compactMap { Self.opening($0, room: request.room) }
        guard !openings.isEmpty else { return nil }
        self.openings = openings
        var area: [Float] = [0, 0, 0, 0]
        for opening in openings {
            let side = opening.high - opening.low
            area[opening.axis * 2 + (opening.inward > 0 ? 0 : 1)] += side.x * side.y
        }
        let wall = area.indices.max { (area[$0], -$0) < (area[$1], -$1) } ?? 0
        let outward: Float = wall % 2 == 0 ? -1 : 1
        toSun = (wall < 2 ? SIMD3(outward, -0.42, 0.85) : SIMD3(-0.42, outward, 0.85)).unit
        sunny = openings.filter { $0.axis == wall / 2 && $0.inward == -outward }
        // Panes are no shade to the sun, nor the curtains and frames that share their wall.
        shadow = KeyShadow(
            casters.withoutItems(request.items.indices.filter { Self.isFixture(request.items[$0]) }),
            room: request.room.size, toLight: toSun, breadth: 0.02, form: form)
    }

    /// The sky behind a spot of a wall, where an opening leads through it: paler toward the ground.
    func sky(behind point: SIMD3<Float>) -> SIMD3<Float>? {
        for opening in openings where abs(point[opening.axis] - opening.plane) < 0.02 {
            let place = SIMD2(point[1 - opening.axis], point.z)
            guard place.x > opening.low.x, place.x < opening.high.x, place.y > opening.low.y, place.y < opening.high.y
            else { continue }
            let rise = (place.y - opening.low.y) / max(opening.high.y - opening.low.y, 1e-3)
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

    private static func opening(_ item: RenderRequest.Item, room: Room) -> Opening? {
        guard Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape == .window else { return nil }
        let box = OrientedBox(item)
        var planes: [(axis: Int, at: Double, inward: Float)] = [
            (0, 0, 1), (0, room.size.x, -1), (1, 0, 1), (1, room.size.y, -1),
        ]
        if room.outline != nil {
            // Windows in slanted walls are drawn, and give no light.
            let shadow = FloorPolygon(
                shadowOf: item.size, angle: item.angle, at: SIMD2(item.position.x, item.position.y))
            planes = room.walls.filter { $0.deviation(of: shadow) < 0.35 }.compactMap { wall in
                switch wall.likeness {
                case .westWall: (0, wall.start.x, 1)
                case .eastWall: (0, wall.start.x, -1)
                case .southWall: (1, wall.start.y, 1)
                case .northWall: (1, wall.start.y, -1)
                default: nil
                }
            }
        }
        let reach = 0.35
        guard
            let wall = planes.first(where: { plane in
                let near = plane.inward > 0 ? box.low[plane.axis] : box.high[plane.axis]
                let isFlat =
                    box.high[plane.axis] - box.low[plane.axis] <= box.high[1 - plane.axis] - box.low[1 - plane.axis]
                return abs(near - plane.at) < reach && isFlat
            })
        else { return nil }
        // The frame takes a little of each side.
        let along = 1 - wall.axis
        let inset = 0.06 * min(box.high[along] - box.low[along], box.high.z - box.low.z)
        return Opening(
            axis: wall.axis, plane: Float(wall.at), inward: wall.inward,
            low: SIMD2(Float(box.low[along] + inset), Float(box.low.z + inset)),
            high: SIMD2(Float(box.high[along] - inset), Float(box.high.z - inset)))
    }

    /// How much of the sun reaches a point: the share of its disc that is seen through an opening.
    func visibility(_ point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
        var best: Float = 0
        for opening in sunny {
            let rise = toSun[opening.axis]
            let way = (opening.plane - point[opening.axis]) / rise
            guard way > 0 else { continue }
            let place = SIMD2(point[1 - opening.axis] + toSun[1 - opening.axis] * way, point.z + toSun.z * way)
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
