import Planning
import Testing

@Suite struct AxisDisplacementTests {
    @Test func whatFitsStays() throws {
        let found = try #require(
            AxisDisplacement(
                wishes: [1, 3], weights: [1, 1], lower: [0, 0], upper: [4, 4], demands: [(0, 1, 2)]))
        #expect(found.values == [1, 3] && found.cost == 0)
    }

    @Test func onlyWhatMustMoves() throws {
        // The second may not go up, so the first goes down; the third has nothing to do with it.
        let found = try #require(
            AxisDisplacement(
                wishes: [2, 3, 9], weights: [1, 1, 1], lower: [0, 0, 0], upper: [10, 3, 10], demands: [(0, 1, 1.5)]))
        #expect(found.values == [1.5, 3, 9] && abs(found.cost - 0.5) < 1e-12)
    }

    @Test func theLighterGivesWay() throws {
        let found = try #require(
            AxisDisplacement(
                wishes: [2, 2, 2], weights: [1, 0.25, 1], lower: [0, 0, 0], upper: [9, 9, 9],
                demands: [(0, 1, 1), (1, 2, 1)]))
        // A row of three: the outer ones move by 2 together, however it lies, and the middle one need not.
        #expect(found.values == [1, 2, 3] && abs(found.cost - 2) < 1e-9)
    }

    @Test func whatExcludesItselfIsRefused() {
        #expect(
            AxisDisplacement(
                wishes: [1, 1], weights: [1, 1], lower: [0, 0], upper: [1, 1], demands: [(0, 1, 2)]) == nil)
    }

    /// The reference form: at a least place every value is a wish or a bound, or a sum of distances from one.
    @Test(arguments: 0..<60)
    func agreesWithAllCornersTried(seed: Int) throws {
        var bits = SeededGenerator(seed: UInt64(seed))
        func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * bits.unit() }
        let wishes = (0..<3).map { _ in number(0, 5) }
        let weights = (0..<3).map { _ in bits.unit() < 0.3 ? 1.0 / 64 : 1 }
        let lower = (0..<3).map { _ in number(-1, 2) }
        let upper = lower.map { $0 + number(1, 5) }
        var demands: [AxisDisplacement.Demand] = [(0, 1, number(-1, 2)), (1, 2, number(-1, 2))]
        if seed % 2 == 0 { demands.append((0, 2, number(0, 3))) }
        if seed % 3 == 0 { demands.append((2, 0, -number(2, 5))) }

        var corners = Set(wishes + lower + upper)
        for _ in 0..<2 {
            corners.formUnion(
                corners.flatMap { value in demands.flatMap { [value + $0.distance, value - $0.distance] } })
        }
        let open = (0..<3).map { index in
            corners.filter { $0 >= lower[index] - 1e-9 && $0 <= upper[index] + 1e-9 }
        }
        var least = Double.infinity
        for x in open[0] {
            for y in open[1] {
                for z in open[2] {
                    let values = [x, y, z]
                    guard demands.allSatisfy({ values[$0.high] >= values[$0.low] + $0.distance - 1e-9 }) else {
                        continue
                    }
                    let cost = (0..<3).reduce(0) { $0 + weights[$1] * abs(values[$1] - wishes[$1]) }
                    least = min(least, cost)
                }
            }
        }
        let found = AxisDisplacement(
            wishes: wishes, weights: weights, lower: lower, upper: upper, demands: demands)
        guard least.isFinite else {
            #expect(found == nil)
            return
        }
        let cost = try #require(found?.cost)
        #expect(abs(cost - least) < 1e-6, "\(cost) and not \(least)")
    }
}
