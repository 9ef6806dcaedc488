/// Takes triangles from a mesh where they are missed least, by collapsing edges into one of their ends (Garland and
/// Heckbert's quadrics). Vertices never move, so normals and texture coordinates stay true; seams and material borders
/// keep their places. Only the leaves of plants are enlarged as they become fewer: see `Foliage`.
struct MeshSimplifier {
    /// A vertex with its attributes; several may share a place.
    private struct Wedge {
        var place: Int32
        var normal: SIMD3<Float>
        var coordinates: SIMD2<Float>
    }

    private var places: [SIMD3<Float>] = []
    private var wedges: [Wedge] = []
    /// Three wedges a triangle; the first is -1 for one that is gone.
    private var corners: [SIMD3<Int32>] = []
    private var parts: [Int32] = []
    private var around: [[Int32]] = []
    private var quadrics: [Quadric] = []
    private var stamps: [Int32] = []
    private var isGone: [Bool] = []
    private var queue = CollapseQueue()
    private var count: Int
    private var foliage: Foliage?

    /// The mesh with at most this many triangles, or as few as can be without turning any round.
    static func simplified(_ mesh: Mesh, to budget: Int) -> Mesh {
        guard mesh.triangleCount > budget else { return mesh }
        var simplifier = MeshSimplifier(mesh)
        simplifier.run(to: budget)
        return simplifier.mesh(like: mesh)
    }

    private init(_ mesh: Mesh) {
        count = mesh.triangleCount
        var table = PlaceTable(capacity: mesh.parts.reduce(0) { $0 + $1.positions.count })
        for (number, part) in mesh.parts.enumerated() {
            let base = Int32(wedges.count)
            for (vertex, position) in part.positions.enumerated() {
                wedges.append(
                    Wedge(
                        place: table.number(of: position), normal: part.normals[vertex],
                        coordinates: part.coordinates.isEmpty ? .zero : part.coordinates[vertex]))
            }
            for triangle in stride(from: 0, to: part.indices.count, by: 3) {
                corners.append(
                    SIMD3(
                        base + Int32(part.indices[triangle]), base + Int32(part.indices[triangle + 1]),
                        base + Int32(part.indices[triangle + 2])))
                parts.append(Int32(number))
            }
        }
        places = table.places
        around = Array(repeating: [], count: places.count)
        quadrics = Array(repeating: Quadric(), count: places.count)
        stamps = Array(repeating: 0, count: places.count)
        isGone = Array(repeating: false, count: places.count)
        addQuadrics()
    }

    private func place(_ triangle: Int, _ corner: Int) -> Int32 { wedges[Int(corners[triangle][corner])].place }
    private func point(_ place: Int32) -> SIMD3<Double> { SIMD3<Double>(places[Int(place)]) }

    private func normal(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> SIMD3<Double> {
        let (u, v) = (b - a, c - a)
        return SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
    }

    /// The planes of all faces, and planes upright on open edges and material borders, which hold these in place.
    private mutating func addQuadrics() {
        // Each edge of each triangle: its places, the lower one first, and the triangle.
        var edges: [(key: UInt64, triangle: Int32)] = []
        edges.reserveCapacity(3 * corners.count)
        for triangle in corners.indices {
            let (a, b, c) = (place(triangle, 0), place(triangle, 1), place(triangle, 2))
            let across = normal(point(a), point(b), point(c))
            let area = (across * across).sum().squareRoot()
            for corner in [a, b, c] { around[Int(corner)].append(Int32(triangle)) }
            guard area > 0 else { continue }
            let plane = Quadric(normal: across / area, through: point(a), weight: area)
            for corner in [a, b, c] { quadrics[Int(corner)] += plane }
            for (from, to) in [(a, b), (b, c), (c, a)] {
                edges.append((UInt64(min(from, to)) << 32 | UInt64(max(from, to)), Int32(triangle)))
            }
        }
        // In a fixed order: sums of floating-point numbers depend on it.
        edges.sort { ($0.key, $0.triangle) < ($1.key, $1.triangle) }
        var ordered: [(edge: SIMD2<Int32>, triangle: Int32)] = []
        var first = 0
        while first < edges.count {
            var last = first + 1
            // -1 marks an edge that two triangles of one part share.
            var triangle = edges[first].triangle
            while last < edges.count, edges[last].key == edges[first].key {
                if triangle >= 0, parts[Int(triangle)] == parts[Int(edges[last].triangle)] { triangle = -1 }
                last += 1
            }
            let key = edges[first].key
            ordered.append((SIMD2(Int32(key >> 32), Int32(key & 0xFFFF_FFFF)), triangle))
            first = last
        }
        for (edge, triangle) in ordered where triangle >= 0 {
            let number = Int(triangle)
            let across = normal(
                point(place(number, 0)), point(place(number, 1)), point(place(number, 2)))
            let along = point(edge.y) - point(edge.x)
            let upright = normal(SIMD3(), along, across)
            let length = (upright * upright).sum().squareRoot()
            guard length > 0 else { continue }
            let border = Quadric(normal: upright / length, through: point(edge.x), weight: 4 * (along * along).sum())
            quadrics[Int(edge.x)] += border
            quadrics[Int(edge.y)] += border
        }
        for (edge, _) in ordered { propose(edge.x, edge.y) }
    }

    /// Places where more triangles meet stay as they are: each collapse costs as many steps.
    private static let maximumTriangles = 1024

    private mutating func propose(_ a: Int32, _ b: Int32) {
        guard max(around[Int(a)].count, around[Int(b)].count) <= Self.maximumTriangles else { return }
        var sum = quadrics[Int(a)]
        sum += quadrics[Int(b)]
        let (toA, toB) = (sum.error(at: point(a)), sum.error(at: point(b)))
        let isToB = (toB, b) < (toA, a)
        queue.push(
            .init(
                cost: isToB ? toB : toA, from: isToB ? a : b, to: isToB ? b : a,
                stamp: stamps[Int(a)] &+ stamps[Int(b)]))
    }

    private mutating func run(to budget: Int) {
        foliage = Foliage(corners.indices.map(places(of:)), placeCount: places.count)
        let area = foliage?.area(present, places) ?? 0
        if let foliage {
            for (triangle, isSurplus) in foliage.surplus(budget: budget).enumerated() where isSurplus {
                remove(triangle)
            }
        }
        while count > budget, let next = queue.pop() {
            guard !isGone[Int(next.from)], !isGone[Int(next.to)],
                stamps[Int(next.from)] &+ stamps[Int(next.to)] == next.stamp, keepsFaces(next.from, next.to),
                keepsLeaf(next.from, next.to)
            else { continue }
            collapse(next.from, next.to)
        }
        dropSmallest(to: budget)
        foliage?.restore(area: area, present, &places)
    }

    /// The triangles that are not gone.
    private var present: [(number: Int, corners: SIMD3<Int32>)] {
        corners.indices.filter { corners[$0].x >= 0 }.map { ($0, places(of: $0)) }
    }

    private func places(of triangle: Int) -> SIMD3<Int32> {
        SIMD3(place(triangle, 0), place(triangle, 1), place(triangle, 2))
    }

    private mutating func remove(_ triangle: Int) {
        corners[triangle] = SIMD3(repeating: -1)
        count -= 1
        foliage?.remove(Int32(triangle))
    }

    /// Whether a leaf outlives that one of its places goes to another.
    private func keepsLeaf(_ from: Int32, _ to: Int32) -> Bool {
        guard let foliage else { return true }
        return foliage.canSpare(
            around[Int(from)].filter { triangle in
                let number = Int(triangle)
                return corners[number].x >= 0 && (0..<3).contains { place(number, $0) == to }
            })
    }

    /// What cannot be collapsed any further, such as foliage of loose triangles, loses its smallest ones.
    private mutating func dropSmallest(to budget: Int) {
        guard count > budget else { return }
        let left = corners.indices.filter { corners[$0].x >= 0 }.map { triangle in
            let across = normal(
                point(place(triangle, 0)), point(place(triangle, 1)), point(place(triangle, 2)))
            return (size: (across * across).sum(), triangle: triangle)
        }
        for (_, triangle) in left.sorted(by: { ($0.size, $0.triangle) < ($1.size, $1.triangle) }).prefix(count - budget)
        {
            remove(triangle)
        }
    }

    /// Whether no triangle turns round, or nearly, when a place goes to another.
    private func keepsFaces(_ from: Int32, _ to: Int32) -> Bool {
        around[Int(from)].allSatisfy { triangle in
            let number = Int(triangle)
            guard corners[number].x >= 0 else { return true }
            let (a, b, c) = (place(number, 0), place(number, 1), place(number, 2))
            if a == to || b == to || c == to { return true }
            let old = normal(point(a), point(b), point(c))
            let new = normal(point(a == from ? to : a), point(b == from ? to : b), point(c == from ? to : c))
            let dot = (old * new).sum()
            return dot > 0 && dot * dot > 0.04 * (old * old).sum() * (new * new).sum()
        }
    }

    private mutating func collapse(_ from: Int32, _ to: Int32) {
        let moving = around[Int(from)].filter { corners[Int($0)].x >= 0 }
        // Triangles on the edge tell which vertex at the one end belongs to which at the other.
        var matches: [Int32: Int32] = [:]
        for triangle in moving {
            let here = (0..<3).first { place(Int(triangle), $0) == from }
            let there = (0..<3).first { place(Int(triangle), $0) == to }
            guard let here, let there else { continue }
            matches[corners[Int(triangle)][here]] = corners[Int(triangle)][there]
        }
        for triangle in moving {
            let number = Int(triangle)
            if (0..<3).contains(where: { place(number, $0) == to }) {
                remove(number)
                continue
            }
            for corner in 0..<3 where place(number, corner) == from {
                let wedge = corners[number][corner]
                if matches[wedge] == nil {
                    // A seam that the edge does not run along: the vertex moves with what it has.
                    matches[wedge] = Int32(wedges.count)
                    wedges.append(wedges[Int(wedge)])
                    wedges[wedges.count - 1].place = to
                }
                corners[number][corner] = matches[wedge] ?? wedge
            }
        }
        let kept = (around[Int(to)] + moving).filter { corners[Int($0)].x >= 0 }
        around[Int(from)] = []
        around[Int(to)] = kept
        isGone[Int(from)] = true
        quadrics[Int(to)] += quadrics[Int(from)]
        stamps[Int(to)] &+= 1
        var neighbours: [Int32] = []
        neighbours.reserveCapacity(2 * kept.count)
        for triangle in kept {
            for corner in 0..<3 {
                let other = place(Int(triangle), corner)
                if other != to { neighbours.append(other) }
            }
        }
        neighbours.sort()
        for (index, neighbour) in neighbours.enumerated() where index == 0 || neighbours[index - 1] != neighbour {
            propose(min(to, neighbour), max(to, neighbour))
        }
    }

    /// What is left, with the looks of the mesh that it came from.
    private func mesh(like original: Mesh) -> Mesh {
        var result = original
        var indices = [Int32: UInt32]()
        for number in result.parts.indices {
            result.parts[number].positions = []
            result.parts[number].normals = []
            result.parts[number].coordinates = []
            result.parts[number].indices = []
        }
        var current: Int32 = -1
        for triangle in corners.indices where corners[triangle].x >= 0 {
            // Triangles come part by part, and parts share no wedges.
            if parts[triangle] != current {
                indices = [:]
                current = parts[triangle]
            }
            let number = Int(current)
            for corner in 0..<3 {
                let wedge = corners[triangle][corner]
                if indices[wedge] == nil {
                    indices[wedge] = UInt32(result.parts[number].positions.count)
                    let vertex = wedges[Int(wedge)]
                    result.parts[number].positions.append(places[Int(vertex.place)])
                    result.parts[number].normals.append(vertex.normal)
                    if !original.parts[number].coordinates.isEmpty {
                        result.parts[number].coordinates.append(vertex.coordinates)
                    }
                }
                result.parts[number].indices.append(indices[wedge] ?? 0)
            }
        }
        return result
    }
}
