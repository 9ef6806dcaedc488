import Assets
import SceneGraph

/// Floor, walls and skirting of a room, without the walls between the viewer and the room.
struct RoomShell {
    struct Panel {
        var surface: Surface
        var role: Stage.Role
        var part: (positions: [SIMD3<Float>], normals: [SIMD3<Float>], indices: [UInt32])
    }

    private(set) var panels: [Panel] = []
    /// Which walls are drawn: west, east, south, north, or those of the outline in their order.
    let isDrawn: [Bool]

    /// Where walls and floor are cut.
    static let cut = Surface(sRGB: 0xB9B3A9, roughness: 0.9)

    /// Thickness of walls and floor in metres.
    static func thickness(of room: Vector3) -> Double {
        min(max(0.022 * min(room.x, room.y), 0.01), 0.3)
    }

    /// How high walls are drawn in the view from above: enough to read as walls, too low to hide the room.
    static func cutHeight(of room: Vector3) -> Double {
        min(room.z, max(0.12 * min(room.x, room.y), min(1.1, 0.35 * min(room.x, room.y))))
    }

    /// Whether each wall's inner face is seen: west, east, south, north.
    static func visibleWalls(room: Vector3, from viewer: SIMD3<Double>) -> [Bool] {
        [viewer.x > 0, viewer.x < room.x, viewer.y > 0, viewer.y < room.y]
    }

    /// Whether each wall of a room is drawn: seen from inside, and hiding nothing of the room. West, east, south, north,
    /// or the outline's walls in their order.
    static func visibleWalls(of room: Room, from viewer: SIMD3<Double>, view: RoomView) -> [Bool] {
        guard let outline = room.outline else { return visibleWalls(room: room.size, from: viewer) }
        return OutlineShell.visibleWalls(room.walls, outline, height: room.size.z, from: viewer, view: view)
    }

    /// The shell of a room as a view shows it.
    /// - Parameter isOpen: whether walls are cut open for the room's doors and windows.
    init(room: Room, camera: Camera, view: RoomView, isOpen: Bool) {
        let openings = isOpen ? room.openings : []
        guard room.outline != nil || !openings.isEmpty else {
            self.init(room: room.size, camera: camera, isTop: view == .top)
            return
        }
        let isDrawn = Self.visibleWalls(of: room, from: camera.position, view: view)
        // The floor's walls begin in the south.
        let inOrder = room.outline == nil ? [isDrawn[2], isDrawn[1], isDrawn[3], isDrawn[0]] : isDrawn
        let shell = OutlineShell(
            room: room, outline: room.floor, openings: openings, isDrawn: inOrder, isTop: view == .top)
        self.init(panels: shell.panels, isDrawn: isDrawn)
    }

    private init(panels: [Panel], isDrawn: [Bool]) {
        self.panels = panels
        self.isDrawn = isDrawn
    }

    init(room: Vector3, camera: Camera, isTop: Bool) {
        isDrawn = Self.visibleWalls(room: room, from: camera.position)
        let thick = Float(Self.thickness(of: room))
        let (x, y) = (Float(room.x), Float(room.y))
        let high = Float(isTop ? Self.cutHeight(of: room) : room.z)
        let plaster = Surface(sRGB: 0xF1ECE3, roughness: 0.95)
        let cut = Self.cut
        let skirting = Surface(sRGB: 0xF6F4EF, roughness: 0.6)

        add(Surface(sRGB: 0xC29A6C, roughness: 0.6), .floor) {
            $0.polygon([SIMD3(0, 0, 0), SIMD3(x, 0, 0), SIMD3(x, y, 0), SIMD3(0, y, 0)])
        }
        let (west, east, south, north) = (isDrawn[0], isDrawn[1], isDrawn[2], isDrawn[3])
        let (x0, x1) = (west ? -thick : 0, east ? x + thick : x)
        let (y0, y1) = (south ? -thick : 0, north ? y + thick : y)
        // The slab shows its edge on the open sides; the floor is its upper face.
        add(cut, .trim) {
            $0.slab(x: (x0, x1), y: (y0, y1), z: (-thick * 1.4, 0), without: SIMD3(0, 0, 1))
        }
        let walls: [(Bool, (Float, Float), (Float, Float), SIMD3<Float>)] = [
            (west, (-thick, 0), (y0, y1), SIMD3(1, 0, 0)), (east, (x, x + thick), (y0, y1), SIMD3(-1, 0, 0)),
            (south, (x0, x1), (-thick, 0), SIMD3(0, 1, 0)),
            (north, (x0, x1), (y, y + thick), SIMD3(0, -1, 0)),
        ]
        for (isSeen, spanX, spanY, inward) in walls where isSeen {
            let isAlongY = inward.x != 0
            let face = inward.x > 0 || inward.y > 0 ? Float(0) : isAlongY ? x : y
            add(plaster, .wall) {
                let (a, b) = isAlongY ? (SIMD2(face, 0), SIMD2(face, y)) : (SIMD2(0, face), SIMD2(x, face))
                let corners = [
                    SIMD3(a.x, a.y, 0), SIMD3(b.x, b.y, 0), SIMD3(b.x, b.y, high), SIMD3(a.x, a.y, high),
                ]
                $0.polygon(corners, facing: inward)
            }
            // The rest of the wall: its cut top and ends (the inner face lies in front of it by a hair).
            add(cut, .trim) {
                let hair = inward * 0.0008
                $0.slab(
                    x: (spanX.0 - max(hair.x, 0), spanX.1 - min(hair.x, 0)),
                    y: (spanY.0 - max(hair.y, 0), spanY.1 - min(hair.y, 0)), z: (0, high), without: inward)
            }
            let board = min(0.09, 0.06 * Float(room.z))
            let depth = min(0.015, thick * 0.4)
            add(skirting, .trim) {
                if isAlongY {
                    $0.slab(x: (face, face + inward.x * depth), y: (0, y), z: (0, board))
                } else {
                    $0.slab(x: (0, x), y: (face, face + inward.y * depth), z: (0, board))
                }
            }
        }
    }

    private mutating func add(_ surface: Surface, _ role: Stage.Role, _ build: (inout PanelBuilder) -> Void) {
        var builder = PanelBuilder()
        build(&builder)
        panels.append(
            Panel(surface: surface, role: role, part: (builder.positions, builder.normals, builder.indices)))
    }
}

/// Flat polygons with their normals.
struct PanelBuilder {
    private(set) var positions: [SIMD3<Float>] = []
    private(set) var normals: [SIMD3<Float>] = []
    private(set) var indices: [UInt32] = []

    mutating func polygon(_ corners: [SIMD3<Float>], facing wanted: SIMD3<Float> = SIMD3(0, 0, 1)) {
        let across = (corners[1] - corners[0]).cross(corners[2] - corners[0])
        let ordered = across.dot(wanted) >= 0 ? corners : corners.reversed()
        let base = UInt32(positions.count)
        positions += ordered
        normals += ordered.map { _ in wanted }
        for index in 1..<UInt32(corners.count - 1) { indices += [base, base + index, base + index + 1] }
    }

    /// An axis-parallel box, on request without the face toward one direction.
    mutating func slab(
        x: (Float, Float), y: (Float, Float), z: (Float, Float), without omitted: SIMD3<Float>? = nil
    ) {
        let low = SIMD3(min(x.0, x.1), min(y.0, y.1), min(z.0, z.1))
        let high = SIMD3(max(x.0, x.1), max(y.0, y.1), max(z.0, z.1))
        for axis in 0..<3 {
            let (u, v) = ((axis + 1) % 3, (axis + 2) % 3)
            for side in [Float(-1), 1] {
                var normal = SIMD3<Float>()
                normal[axis] = side
                guard normal != omitted else { continue }
                let corners = [(low, low), (high, low), (high, high), (low, high)].map { first, second in
                    var corner = SIMD3<Float>()
                    corner[axis] = side < 0 ? low[axis] : high[axis]
                    corner[u] = first[u]
                    corner[v] = second[v]
                    return corner
                }
                polygon(corners, facing: normal)
            }
        }
    }
}
