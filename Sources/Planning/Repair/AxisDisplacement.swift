/// The least movement along one axis: values x that minimise the sum of `weight |x - wish|` where each lies between two
/// bounds and some must be at least a distance beyond others.
///
/// A linear programme of difference constraints, solved by its dual: a circulation of greatest profit. With y = x - wish,
/// the demand `x_high - x_low >= d` is an arc of profit `d - (wish_high - wish_low)`, what would be paid for moving is the
/// capacity of an arc to or from the ground, where y = 0. Flow is sent along the most profitable path from the ground
/// back to it until none gains (successive longest paths, as in R. K. Ahuja, T. L. Magnanti and J. B. Orlin, *Network
/// Flows*, 1993); the longest paths of what then is left are the values. What need not move gets exactly its wish.
package struct AxisDisplacement {
    /// `value[high] >= value[low] + distance`.
    package typealias Demand = (low: Int, high: Int, distance: Double)

    /// Where each thing comes to stand.
    package private(set) var values: [Double]
    /// The sum of weighted movements.
    package private(set) var cost = 0.0

    /// Gains below this are none, in metres.
    private static let slack = 1e-10

    private let ground: Int
    // Arcs in pairs: one and, next to it, its reverse.
    private var target: [Int] = []
    private var profit: [Double] = []
    private var capacity: [Double] = []
    private var next: [Int] = []
    private var first: [Int]
    // Of the last search for longest paths.
    private var reach: [Double]
    private var arrival: [Int]

    /// The least movement; nil where the bounds and demands exclude each other, or rounding stands in the way.
    ///
    /// - Parameters:
    ///   - wishes, weights, lower, upper: one a thing; a weight is above 0, a lower bound at most the upper.
    ///   - demands: between these things.
    package init?(wishes: [Double], weights: [Double], lower: [Double], upper: [Double], demands: [Demand]) {
        let count = wishes.count
        ground = count
        values = wishes
        first = [Int](repeating: -1, count: count + 1)
        reach = [Double](repeating: 0, count: count + 1)
        arrival = [Int](repeating: -1, count: count + 1)
        var isIdle = true
        for index in 0..<count where wishes[index] < lower[index] || wishes[index] > upper[index] { isIdle = false }
        for demand in demands where wishes[demand.high] < wishes[demand.low] + demand.distance { isIdle = false }
        if isIdle { return }
        for index in 0..<count {
            add(ground, index, 0, weights[index])
            add(index, ground, 0, weights[index])
            add(ground, index, lower[index] - wishes[index], .infinity)
            add(index, ground, wishes[index] - upper[index], .infinity)
        }
        for demand in demands {
            add(demand.low, demand.high, demand.distance - (wishes[demand.high] - wishes[demand.low]), .infinity)
        }
        var rounds = 0
        while true {
            guard let last = searchPaths() else { return nil }
            guard reach[target[last ^ 1]] + profit[last] > Self.slack else { break }
            rounds += 1
            guard rounds <= 8 * count + 64, augment(last) else { return nil }
        }
        for index in 0..<count {
            values[index] = min(max(wishes[index] + reach[index], lower[index]), upper[index])
            cost += weights[index] * abs(values[index] - wishes[index])
        }
    }

    private mutating func add(_ from: Int, _ to: Int, _ gain: Double, _ limit: Double) {
        for (tail, head, gain, limit) in [(from, to, gain, limit), (to, from, -gain, 0)] {
            target.append(head)
            profit.append(gain)
            capacity.append(limit)
            next.append(first[tail])
            first[tail] = target.count - 1
        }
    }

    /// Finds the longest paths from the ground to all things.
    /// - Returns: the arc back to the ground that closes the most profitable circle; nil where paths grow without end.
    private mutating func searchPaths() -> Int? {
        for index in 0..<ground {
            reach[index] = -.infinity
            arrival[index] = -1
        }
        reach[ground] = 0
        var queue = [ground]
        var isQueued = [Bool](repeating: false, count: ground + 1)
        var head = 0
        let limit = 64 * (ground + 1)
        while head < queue.count {
            guard head <= limit else { return nil }
            let node = queue[head]
            head += 1
            isQueued[node] = false
            var arc = first[node]
            while arc >= 0 {
                let end = target[arc]
                if capacity[arc] > 1e-12, end != ground, reach[node] + profit[arc] > reach[end] + 1e-12 {
                    reach[end] = reach[node] + profit[arc]
                    arrival[end] = arc
                    if !isQueued[end] {
                        isQueued[end] = true
                        queue.append(end)
                    }
                }
                arc = next[arc]
            }
        }
        var best: Int?
        var gain = -Double.infinity
        for node in 0..<ground {
            var arc = first[node]
            while arc >= 0 {
                if target[arc] == ground, capacity[arc] > 1e-12, reach[node] + profit[arc] > gain {
                    gain = reach[node] + profit[arc]
                    best = arc
                }
                arc = next[arc]
            }
        }
        return best
    }

    /// Sends as much as fits along the path that ends with this arc; false where nothing bounds it.
    private mutating func augment(_ last: Int) -> Bool {
        var path = [last]
        var node = target[last ^ 1]
        while node != ground {
            guard arrival[node] >= 0, path.count <= ground + 1 else { return false }
            path.append(arrival[node])
            node = target[arrival[node] ^ 1]
        }
        let amount = path.reduce(Double.infinity) { min($0, capacity[$1]) }
        guard amount.isFinite else { return false }
        for arc in path {
            capacity[arc] -= amount
            capacity[arc ^ 1] += amount
        }
        return true
    }
}
