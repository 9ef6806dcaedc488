import Foundation
import Planning
import SceneGraph

/// Rooms of other forms than boxes, by name and by chance.
enum OutlineRooms {
    static let named: [(name: String, corners: [SIMD2<Double>])] = [
        ("L", [SIMD2(0, 0), SIMD2(5.5, 0), SIMD2(5.5, 2.8), SIMD2(3.2, 2.8), SIMD2(3.2, 5), SIMD2(0, 5)]),
        (
            "T",
            [
                SIMD2(0, 3), SIMD2(2, 3), SIMD2(2, 0), SIMD2(4.5, 0), SIMD2(4.5, 3), SIMD2(6.5, 3), SIMD2(6.5, 6),
                SIMD2(0, 6),
            ]
        ),
        ("trapezoid", [SIMD2(0, 0), SIMD2(6, 0), SIMD2(4.5, 4), SIMD2(1, 4)]),
        ("triangle", [SIMD2(0, 0), SIMD2(6.5, 0), SIMD2(2, 5.5)]),
    ]

    static func room(_ corners: [SIMD2<Double>], openings: [Opening] = []) throws -> Room {
        Room(description: "A living room", outline: try FloorOutline(corners), height: 2.6, openings: openings)
    }

    /// A room by chance with a door and a window: rectangles on a grid put together, or corners around a middle.
    static func random(_ index: Int, isRectilinear: Bool) throws -> Room {
        var generator = OutlineRandom(seed: UInt64(index) * 2 + (isRectilinear ? 1 : 0))
        while true {
            let corners = isRectilinear ? notched(&generator) : star(&generator)
            guard let outline = try? FloorOutline(corners), outline.area > 8 else { continue }
            let walls = Room(outline: outline, height: 2.6).walls
            let long = walls.filter { $0.length > 1.3 }
            guard long.count >= 2 else { continue }
            let door = long[Int(generator.next() * Double(long.count))]
            let window = long.first { $0.name != door.name } ?? door
            let openings = [
                Opening(
                    .door, wall: door.name, offset: 0.5 + generator.next() * (door.length - 1), width: 0.85, height: 2),
                Opening(
                    .window, wall: window.name, offset: window.length / 2, width: min(1.5, window.length - 0.2),
                    bottom: 0.9, height: 1.2),
            ]
            return try room(corners, openings: openings)
        }
    }

    /// A rectangle of which some corners are cut out.
    private static func notched(_ generator: inout OutlineRandom) -> [SIMD2<Double>] {
        func step(_ low: Double, _ high: Double) -> Double {
            ((low + generator.next() * (high - low)) * 10).rounded() / 10
        }
        let (x, y) = (step(3.6, 7), step(3.6, 7))
        var corners: [SIMD2<Double>] = []
        let turns: [(corner: SIMD2<Double>, first: SIMD2<Double>, second: SIMD2<Double>)] = [
            (SIMD2(0, 0), SIMD2(0, 1), SIMD2(1, 0)), (SIMD2(x, 0), SIMD2(-1, 0), SIMD2(0, 1)),
            (SIMD2(x, y), SIMD2(0, -1), SIMD2(-1, 0)), (SIMD2(0, y), SIMD2(1, 0), SIMD2(0, -1)),
        ]
        for turn in turns {
            guard generator.next() < 0.45 else {
                corners.append(turn.corner)
                continue
            }
            let (a, b) = (turn.first * step(0.6, 0.4 * min(x, y)), turn.second * step(0.6, 0.4 * min(x, y)))
            corners += [turn.corner + a, turn.corner + a + b, turn.corner + b]
        }
        return corners
    }

    /// Corners around a middle, at any distance.
    private static func star(_ generator: inout OutlineRandom) -> [SIMD2<Double>] {
        let count = 3 + Int(generator.next() * 6)
        let corners = (0..<count).map { number -> SIMD2<Double> in
            let angle = (Double(number) + 0.6 * generator.next()) / Double(count) * 2 * .pi
            let reach = 2.2 + 2 * generator.next()
            return SIMD2(cos(angle), sin(angle)) * reach
        }
        let low = corners.dropFirst().reduce(corners[0]) { pointwiseMin($0, $1) }
        return corners.map { $0 - low }
    }
}

/// SplitMix64, as a number from 0 to 1.
struct OutlineRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 12345 }

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }
}

/// What is wrong with a layout in a room with an outline, by plain geometry: boxes outside, boxes in each other, and
/// what stands before doors. Rugs are in nobody's way.
func outlineFaults(of positions: [Vector3], in scene: Scene) -> [String] {
    let room = scene.room
    let contact = 1e-3
    let shadows = scene.objects.indices.map { index in
        FloorPolygon(
            shadowOf: scene.objects[index].size, angle: scene.angles[index],
            at: SIMD2(positions[index].x, positions[index].y))
    }
    func isFlat(_ index: Int) -> Bool {
        let object = scene.objects[index]
        return object.isOnTheFloor && (object.size.height <= 0.03 || object.size.isThin)
    }
    func heights(_ index: Int) -> (Double, Double) {
        let half = scene.objects[index].size.height / 2
        return (positions[index].z - half, positions[index].z + half)
    }
    /// How deep two convex shapes are in each other: the least of their overlaps along all of their edges' normals.
    func depth(_ a: FloorPolygon, _ b: FloorPolygon) -> Double {
        var least = Double.infinity
        for shape in [a, b] {
            for index in shape.corners.indices {
                let way = shape.corners[(index + 1) % shape.corners.count] - shape.corners[index]
                let normal = SIMD2(-way.y, way.x) / (way * way).sum().squareRoot()
                let (first, second) = (a.corners.map { ($0 * normal).sum() }, b.corners.map { ($0 * normal).sum() })
                least = min(
                    least, min(first.max() ?? 0, second.max() ?? 0) - max(first.min() ?? 0, second.min() ?? 0))
            }
        }
        return least
    }
    var faults: [String] = []
    for (index, object) in scene.objects.enumerated() {
        if !room.holds(size: object.size, angle: scene.angles[index], center: positions[index], tolerance: 1e-3) {
            faults.append("\(object.id) is outside")
        }
        guard !isFlat(index) else { continue }
        for other in 0..<index where !isFlat(other) {
            let (a, b) = (heights(index), heights(other))
            if min(a.1, b.1) - max(a.0, b.0) > contact, depth(shadows[index], shadows[other]) > contact {
                faults.append("\(object.id) collides with \(scene.objects[other].id)")
            }
        }
        for door in room.openings where door.kind == .door {
            guard let (wall, foot) = room.place(of: door), heights(index).0 < 1.8 else { continue }
            let (along, into) = (wall.along * (door.width / 2), wall.inward * door.width)
            let (from, to) = (SIMD2(foot.x, foot.y) - along, SIMD2(foot.x, foot.y) + along)
            let zone = FloorPolygon.hull(of: [from, to, to + into, from + into])
            if depth(shadows[index], zone) > contact { faults.append("\(object.id) stands before a door") }
        }
    }
    return faults
}
