/// The interval of each variable of a `PlacementProblem`, and the propagation that narrows them.
struct CoordinateBounds {
    var lower: [Double]
    var upper: [Double]

    /// `high` must be at least `low + distance`: one object stands beyond another on an axis.
    struct Separation {
        let low: Int
        let high: Int
        let distance: Double
    }

    /// Slack below which nothing counts as a change or as a conflict, in metres.
    static let rounding = 1e-9
    /// The most rounds over all inequalities; circles of inequalities may creep.
    static let maximumRounds = 4_000

    /// Whether bounds were narrowed to a fixed point, found empty, or neither within `maximumRounds`.
    enum Propagation { case settled, empty, creeping }

    /// Narrows all bounds until every inequality holds at the lower and at the upper ends.
    mutating func propagate(
        _ links: [PlacementProblem.Link], _ separations: [Separation]
    ) -> Propagation {
        let slack = Self.rounding
        for _ in 0..<Self.maximumRounds {
            var hasChanged = false
            for link in links {
                let (parent, child) = (link.parent, link.child)
                let low = link.low(lower[parent])
                if low > lower[child] + slack {
                    lower[child] = low
                    hasChanged = true
                }
                let high = link.high(upper[parent])
                if high < upper[child] - slack {
                    upper[child] = high
                    hasChanged = true
                }
                // The target must let the region's low end come down to the child, and its high end up to it.
                if upper[child] < link.low.greatest, upper[child] - link.low.offset < upper[parent] - slack {
                    upper[parent] = upper[child] - link.low.offset
                    hasChanged = true
                }
                if lower[child] > link.high.least, lower[child] - link.high.offset > lower[parent] + slack {
                    lower[parent] = lower[child] - link.high.offset
                    hasChanged = true
                }
                if lower[child] > upper[child] + slack || lower[parent] > upper[parent] + slack {
                    return .empty
                }
            }
            for separation in separations {
                let (low, high) = (separation.low, separation.high)
                let least = lower[low] + separation.distance
                if least > lower[high] + slack {
                    lower[high] = least
                    hasChanged = true
                }
                let greatest = upper[high] - separation.distance
                if greatest < upper[low] - slack {
                    upper[low] = greatest
                    hasChanged = true
                }
                if lower[high] > upper[high] + slack || lower[low] > upper[low] + slack { return .empty }
            }
            if !hasChanged { return .settled }
        }
        return .creeping
    }
}
