/// The leaves of a plant: the many small pieces, joined to nothing, of which most of its mesh consists.
///
/// An edge collapse that saves a triangle costs least where triangles are small, so a simplifier that knows nothing of
/// leaves takes them away one after another and leaves a bare trunk. Here as many leaves stay as the budget has room for,
/// none of them shrinks to less than two triangles, and what area is lost all the same is given back by enlarging
/// those that stay (Cook, Halstead, Planck and Ryu, "Stochastic Simplification of Aggregate Detail", SIGGRAPH 2007).
struct Foliage {
    /// A piece of more triangles is no leaf.
    private static let largestLeaf = 64
    /// What has fewer leaves is no plant, and neither is what consists of them by less than half.
    private static let fewestLeaves = 500
    /// What part of the budget leaves may take; the rest is for trunk, branches and pot.
    private static let share = 0.75
    /// Leaves are not enlarged beyond this.
    private static let greatestScale = 2.5

    /// The leaf of each triangle, -1 for what belongs to none.
    private let leaves: [Int32]
    /// Triangles of each leaf that are left.
    private var left: [Int32]
    /// The fewest triangles that each leaf keeps.
    private let least: [Int32]

    /// - Parameters:
    ///   - triangles: the places of each triangle's corners.
    ///   - placeCount: how many places there are.
    /// - Returns: nil where the triangles are no foliage.
    init?(_ triangles: [SIMD3<Int32>], placeCount: Int) {
        var pieces = DisjointSets(count: placeCount)
        for triangle in triangles {
            pieces.join(triangle.x, triangle.y)
            pieces.join(triangle.x, triangle.z)
        }
        var sizes = [Int32](repeating: 0, count: placeCount)
        for triangle in triangles { sizes[Int(pieces.first(of: triangle.x))] += 1 }
        var numbers = [Int32](repeating: -1, count: placeCount)
        var left: [Int32] = []
        var leaves = [Int32](repeating: -1, count: triangles.count)
        var inLeaves = 0
        for (number, triangle) in triangles.enumerated() {
            let piece = Int(pieces.first(of: triangle.x))
            guard sizes[piece] <= Self.largestLeaf else { continue }
            if numbers[piece] < 0 {
                numbers[piece] = Int32(left.count)
                left.append(sizes[piece])
            }
            leaves[number] = numbers[piece]
            inLeaves += 1
        }
        guard left.count >= Self.fewestLeaves, inLeaves * 2 >= triangles.count else { return nil }
        self.leaves = leaves
        self.left = left
        least = left.map { min($0, 2) }
    }

    /// The leaves for which the budget has no room, spread evenly: whether each triangle belongs to one.
    func surplus(budget: Int) -> [Bool] {
        let wanted = least.reduce(0) { $0 + Int($1) }
        let kept = min(1, Self.share * Double(budget) / Double(wanted))
        let isSurplus = left.indices.map { leaf in
            Int(Double(leaf + 1) * kept) == Int(Double(leaf) * kept)
        }
        return leaves.map { $0 >= 0 && isSurplus[Int($0)] }
    }

    /// Whether the leaf of some triangles can do without them.
    func canSpare(_ triangles: [Int32]) -> Bool {
        guard let first = triangles.first, leaves[Int(first)] >= 0 else { return true }
        let leaf = Int(leaves[Int(first)])
        return left[leaf] - Int32(triangles.count) >= least[leaf]
    }

    /// Notes that a triangle is gone.
    mutating func remove(_ triangle: Int32) {
        if leaves[Int(triangle)] >= 0 { left[Int(leaves[Int(triangle)])] -= 1 }
    }

    /// Enlarges what is left of the leaves, each about its middle, until they have the area that they had at first.
    /// - Parameters:
    ///   - triangles: the places of the corners of each triangle that is left, by its number.
    ///   - area: of all leaves, before anything was taken from them.
    func restore(area: Double, _ triangles: [(number: Int, corners: SIMD3<Int32>)], _ places: inout [SIMD3<Float>]) {
        let own = triangles.filter { leaves[$0.number] >= 0 }
        let rest = self.area(own, places)
        guard rest > 0, area > rest else { return }
        let scale = Float(min((area / rest).squareRoot(), Self.greatestScale))
        var sums = [SIMD4<Float>](repeating: .zero, count: left.count)
        var homes: [Int32: Int32] = [:]
        for (number, corners) in own {
            for corner in 0..<3 where homes.updateValue(leaves[number], forKey: corners[corner]) == nil {
                sums[Int(leaves[number])] += SIMD4(places[Int(corners[corner])], 1)
            }
        }
        for (place, leaf) in homes {
            let sum = sums[Int(leaf)]
            let middle = SIMD3(sum.x, sum.y, sum.z) / sum.w
            places[Int(place)] = middle + (places[Int(place)] - middle) * scale
        }
    }

    /// The area of those of some triangles that belong to leaves.
    func area(_ triangles: [(number: Int, corners: SIMD3<Int32>)], _ places: [SIMD3<Float>]) -> Double {
        triangles.reduce(0) { sum, triangle in
            guard leaves[triangle.number] >= 0 else { return sum }
            let origin = places[Int(triangle.corners.x)]
            let across = (places[Int(triangle.corners.y)] - origin).cross(places[Int(triangle.corners.z)] - origin)
            return sum + Double(across.squaredLength.squareRoot()) / 2
        }
    }
}
