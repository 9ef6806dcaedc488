/// The outlines of triangles that fit together: the edges that only one of them has, put end to end.
package struct FloorOutlines {
    /// One polygon a part that hangs together, counter-clockwise; holes are left out. Empty where the edges form no
    /// outlines.
    package let polygons: [[SIMD2<Double>]]

    /// How near corners must be to be one, in metres.
    private static let weld = 1e-4

    /// - Parameter triangles: counter-clockwise.
    package init(_ triangles: [[SIMD2<Double>]]) {
        var places: [SIMD2<Int>: Int] = [:]
        var corners: [SIMD2<Double>] = []
        func corner(_ point: SIMD2<Double>) -> Int {
            let key = SIMD2(Int((point.x / Self.weld).rounded()), Int((point.y / Self.weld).rounded()))
            if let known = places[key] { return known }
            places[key] = corners.count
            corners.append(point)
            return corners.count - 1
        }
        var edges: Set<SIMD2<Int>> = []
        for triangle in triangles {
            let indices = triangle.map(corner)
            for number in 0..<3 {
                let edge = SIMD2(indices[number], indices[(number + 1) % 3])
                guard edge.x != edge.y else { continue }
                // The neighbour goes the other way along an edge that both have.
                if edges.remove(SIMD2(edge.y, edge.x)) == nil { edges.insert(edge) }
            }
        }
        var next: [Int: [Int]] = [:]
        for edge in edges { next[edge.x, default: []].append(edge.y) }
        var polygons: [[SIMD2<Double>]] = []
        for start in next.keys.sorted() {
            while next[start]?.isEmpty == false {
                var loop = [start]
                var index = start
                while let following = next[index]?.popLast(), following != start {
                    loop.append(following)
                    index = following
                    guard loop.count <= edges.count else { break }
                }
                let polygon = loop.map { corners[$0] }
                if polygon.count >= 3, Self.area(polygon) > 1e-4 { polygons.append(polygon) }
            }
        }
        self.polygons = polygons
    }

    private static func area(_ polygon: [SIMD2<Double>]) -> Double {
        polygon.indices.reduce(0) { sum, index in
            let (a, b) = (polygon[index], polygon[(index + 1) % polygon.count])
            return sum + (a.x * b.y - a.y * b.x) / 2
        }
    }
}
