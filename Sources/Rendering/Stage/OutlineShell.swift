import Assets
import SceneGraph

/// Floor, walls and skirting of a room with an outline.
struct OutlineShell {
    private(set) var panels: [RoomShell.Panel] = []

    /// The part of the floor that a wall may hide and still be drawn.
    private static let hidden = 0.02

    /// Whether each wall is drawn. From outside a wall is not where it shows its back, nor where it stands before other
    /// parts of the room; from above and from inside all are.
    static func visibleWalls(
        _ walls: [Wall], _ outline: FloorOutline, height: Double, from viewer: SIMD3<Double>, view: RoomView
    ) -> [Bool] {
        switch view {
        case .top, .eye: return walls.map { _ in true }
        case .iso, .orbit: break
        }
        let eye = SIMD2(viewer.x, viewer.y)
        let spots = floorSpots(outline)
        return walls.map { wall in
            let away = ((eye - wall.start) * wall.inward).sum()
            guard away > 0 else { return false }
            let behind = spots.count { spot in
                let depth = ((spot - wall.start) * wall.inward).sum()
                guard depth < 0 else { return false }
                // Where the line of sight to what stands at the spot passes the wall.
                let share = away / (away - depth)
                let place = eye + (spot - eye) * share
                let along = ((place - wall.start) * wall.along).sum()
                let up = viewer.z + (0.4 - viewer.z) * share
                return along > 0 && along < wall.length && up < height
            }
            return Double(behind) <= hidden * Double(max(spots.count, 1))
        }
    }

    /// Spots all over the floor.
    static func floorSpots(_ outline: FloorOutline) -> [SIMD2<Double>] {
        let high = outline.bounds.high
        let count = 32
        return (0..<count * count).map { number in
            SIMD2((Double(number % count) + 0.5) * high.x, (Double(number / count) + 0.5) * high.y) / Double(count)
        }.filter { outline.contains($0) }
    }

    /// - Parameters:
    ///   - isDrawn: which of the outline's walls are drawn.
    ///   - openings: the doors and windows that walls are cut open for.
    init(room: Room, outline: FloorOutline, openings: [Opening] = [], isDrawn: [Bool], isTop: Bool) {
        let thick = RoomShell.thickness(of: room.size)
        let high = isTop ? RoomShell.cutHeight(of: room.size) : room.size.z
        let foot = -thick * 1.4
        add(Surface(sRGB: 0xC29A6C, roughness: 0.6), .floor) { builder in
            for piece in outline.pieces { builder.polygon(piece.corners.map { Self.point($0, 0) }) }
        }
        let walls = Room(outline: outline, height: room.size.z).walls
        let count = walls.count
        let board = min(0.09, 0.06 * room.size.z)
        let depth = min(0.015, thick * 0.4)
        for (index, wall) in walls.enumerated() {
            let (a, b) = (wall.start, wall.end)
            let outward = Self.point(-wall.inward, 0)
            guard isDrawn[index] else {
                // The slab shows its edge on the open sides.
                add(RoomShell.cut, .trim) { $0.upright(a, b, from: foot, to: 0, facing: outward) }
                continue
            }
            let (last, next) = ((index + count - 1) % count, (index + 1) % count)
            let outerA = Self.outer(a, wall, isDrawn[last] ? walls[last] : nil, thick)
            let outerB = Self.outer(b, wall, isDrawn[next] ? walls[next] : nil, thick)
            let holes = WallHoles(in: wall, of: room, openings: openings)
            // A place along the wall on its inner and on its outer face; the ends are the corners.
            func inner(_ along: Double) -> SIMD2<Double> {
                along <= 0 ? a : along >= wall.length ? b : a + wall.along * along
            }
            func outer(_ along: Double) -> SIMD2<Double> {
                along <= 0 ? outerA : along >= wall.length ? outerB : inner(along) - wall.inward * thick
            }
            let pieces = holes.pieces(height: high)
            add(Self.plaster, .wall) { builder in
                for piece in pieces {
                    builder.upright(
                        inner(piece.along.lowerBound), inner(piece.along.upperBound), from: piece.up.lowerBound,
                        to: piece.up.upperBound, facing: -outward)
                }
            }
            add(RoomShell.cut, .trim) { builder in
                for piece in pieces {
                    let (from, to) = (piece.along.lowerBound, piece.along.upperBound)
                    if piece.up.upperBound >= high {
                        builder.polygon([inner(from), inner(to), outer(to), outer(from)].map { Self.point($0, high) })
                    }
                    let low = piece.up.lowerBound <= 0 ? foot : piece.up.lowerBound
                    builder.upright(outer(from), outer(to), from: low, to: piece.up.upperBound, facing: outward)
                }
                let along = Self.point(wall.along, 0)
                if !isDrawn[last] { builder.upright(a, outerA, from: foot, to: high, facing: -along) }
                if !isDrawn[next] { builder.upright(b, outerB, from: foot, to: high, facing: along) }
            }
            add(Surface(sRGB: 0xF6F4EF, roughness: 0.6), .trim) { builder in
                let into = wall.inward * depth
                for piece in holes.pieces(height: board) where piece.up.lowerBound <= 0 {
                    let (from, to) = (inner(piece.along.lowerBound), inner(piece.along.upperBound))
                    builder.upright(from + into, to + into, from: 0, to: piece.up.upperBound, facing: -outward)
                    builder.polygon([from, to, to + into, from + into].map { Self.point($0, piece.up.upperBound) })
                }
            }
            for hole in holes.holes { addReveal(hole, wall, thick: thick, foot: foot, high: high) }
        }
    }

    /// What is seen in a hole of a wall: the wall's thickness all around, and behind a window the sky.
    private mutating func addReveal(
        _ hole: (span: WallHoles.Span, kind: Opening.Kind), _ wall: Wall, thick: Double, foot: Double, high: Double
    ) {
        let (low, top) = (hole.span.up.lowerBound, min(hole.span.up.upperBound, high))
        guard top > low else { return }
        let (from, to) = (
            wall.start + wall.along * hole.span.along.lowerBound, wall.start + wall.along * hole.span.along.upperBound
        )
        let (back, along) = (-wall.inward * thick, Self.point(wall.along, 0))
        add(Self.plaster, .wall) { builder in
            builder.upright(from, from + back, from: low, to: top, facing: along)
            builder.upright(to, to + back, from: low, to: top, facing: -along)
            if low > 0 { builder.polygon([from, to, to + back, from + back].map { Self.point($0, low) }) }
            if top < high {
                builder.polygon(
                    [from, to, to + back, from + back].map { Self.point($0, top) }, facing: SIMD3(0, 0, -1))
            }
            if hole.kind == .window {
                let pane = -wall.inward * (thick * Self.paneDepth)
                builder.upright(from + pane, to + pane, from: low, to: top, facing: Self.point(wall.inward, 0))
            }
        }
        guard low <= 0 else { return }
        add(RoomShell.cut, .trim) { builder in
            builder.polygon([from, to, to + back, from + back].map { Self.point($0, 0) })
            builder.upright(from + back, to + back, from: foot, to: 0, facing: Self.point(-wall.inward, 0))
        }
    }

    private static let plaster = Surface(sRGB: 0xF1ECE3, roughness: 0.95)

    /// How far into a wall the sky behind a window is drawn, as a share of the wall's thickness.
    static let paneDepth = 0.98

    /// Where the outer face of a wall ends: mitred with the wall that it meets, or straight.
    private static func outer(
        _ corner: SIMD2<Double>, _ wall: Wall, _ other: Wall?, _ thick: Double
    ) -> SIMD2<Double> {
        guard let other else { return corner - wall.inward * thick }
        let likeness = (wall.inward * other.inward).sum()
        guard likeness > -0.8 else { return corner - wall.inward * thick }
        return corner - (wall.inward + other.inward) * (thick / (1 + likeness))
    }

    static func point(_ place: SIMD2<Double>, _ height: Double) -> SIMD3<Float> {
        SIMD3(Float(place.x), Float(place.y), Float(height))
    }

    private mutating func add(_ surface: Surface, _ role: Stage.Role, _ build: (inout PanelBuilder) -> Void) {
        var builder = PanelBuilder()
        build(&builder)
        panels.append(
            RoomShell.Panel(
                surface: surface, role: role, part: (builder.positions, builder.normals, builder.indices)))
    }
}

extension PanelBuilder {
    /// An upright rectangle over a stretch of the floor plane.
    mutating func upright(
        _ start: SIMD2<Double>, _ end: SIMD2<Double>, from low: Double, to high: Double, facing wanted: SIMD3<Float>
    ) {
        polygon(
            [
                OutlineShell.point(start, low), OutlineShell.point(end, low), OutlineShell.point(end, high),
                OutlineShell.point(start, high),
            ], facing: wanted)
    }
}
