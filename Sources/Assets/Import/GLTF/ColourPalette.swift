/// A few colours that stand for many, by median cut (P. Heckbert, "Color image quantization for frame buffer display",
/// 1982).
package struct ColourPalette {
    /// The colours; linear light.
    package private(set) var colours: [Colour] = []
    /// For each of the given colours the one that stands for it.
    package private(set) var choices: [Int] = []

    /// Colours so near each other that their roots fall into the same of so many steps are taken as one.
    private static let steps: Float = 31

    /// Colours that were given, all nearly the same.
    private struct Bin {
        var key: SIMD3<Int>
        var sum = SIMD3<Float>()
        var count = 0
    }

    /// - Parameters:
    ///   - given: red, green and blue from 0 to 1, linear light.
    ///   - limit: how many colours may stand for them, at least 1.
    package init(_ given: [SIMD3<Float>], limit: Int) {
        var places: [SIMD3<Int>: Int] = [:]
        var bins: [Bin] = []
        let binOfColour = given.map { colour -> Int in
            // Roots: the eye tells dark colours apart better than their light is.
            let root = colour.clamped(lowerBound: SIMD3(), upperBound: SIMD3(repeating: 1)).squareRoot()
            let key = SIMD3<Int>(root * Self.steps, rounding: .toNearestOrAwayFromZero)
            let place = places[key] ?? bins.count
            if place == bins.count {
                places[key] = place
                bins.append(Bin(key: key))
            }
            bins[place].sum += colour
            bins[place].count += 1
            return place
        }
        var groups = [bins.indices.sorted { Self.precedes(bins[$0].key, bins[$1].key, axis: 0) }]
        while groups.count < limit {
            // The widest group of the most colours is cut where half of them lie on each side.
            let spreads = groups.map { Self.spread(of: $0, bins) }
            guard let widest = spreads.indices.max(by: { spreads[$0].weight < spreads[$1].weight }),
                spreads[widest].weight > 0
            else { break }
            let axis = spreads[widest].axis
            let sorted = groups[widest].sorted { Self.precedes(bins[$0].key, bins[$1].key, axis: axis) }
            let total = sorted.reduce(0) { $0 + bins[$1].count }
            var (cut, seen) = (0, 0)
            while cut < sorted.count - 1, seen + bins[sorted[cut]].count <= max(total / 2, 1) || cut == 0 {
                seen += bins[sorted[cut]].count
                cut += 1
            }
            groups[widest] = Array(sorted[..<cut])
            groups.append(Array(sorted[cut...]))
        }
        var groupOfBin = [Int](repeating: 0, count: bins.count)
        for (number, group) in groups.enumerated() where !group.isEmpty {
            for bin in group { groupOfBin[bin] = number }
            let sum = group.reduce(into: SIMD3<Float>()) { $0 += bins[$1].sum }
            let mean = sum / Float(max(1, group.reduce(0) { $0 + bins[$1].count }))
            colours.append(Colour(red: mean.x, green: mean.y, blue: mean.z))
        }
        choices = binOfColour.map { groupOfBin[$0] }
    }

    /// Along which axis a group reaches farthest, and how much a cut there is worth; nothing for a single bin.
    private static func spread(of group: [Int], _ bins: [Bin]) -> (axis: Int, weight: Int) {
        guard group.count > 1 else { return (0, 0) }
        var (least, greatest) = (bins[group[0]].key, bins[group[0]].key)
        var count = 0
        for bin in group {
            least = pointwiseMin(least, bins[bin].key)
            greatest = pointwiseMax(greatest, bins[bin].key)
            count += bins[bin].count
        }
        let extent = greatest &- least
        let axis = extent.x >= extent.y ? (extent.x >= extent.z ? 0 : 2) : (extent.y >= extent.z ? 1 : 2)
        return (axis, extent[axis] * extent[axis] * count)
    }

    private static func precedes(_ first: SIMD3<Int>, _ second: SIMD3<Int>, axis: Int) -> Bool {
        let (a, b, c) = (axis, (axis + 1) % 3, (axis + 2) % 3)
        return (first[a], first[b], first[c]) < (second[a], second[b], second[c])
    }
}
