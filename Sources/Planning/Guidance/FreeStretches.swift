/// The free parts of a line on which nothing changes between two neighbouring ends.
///
/// One test an interval and one an end decide exactly; intervals that touch are one. A gap of twice the contact or less
/// between two ends is none: touching is free, and rounding opens no room.
enum FreeStretches {
    /// The free stretches, rising.
    /// - Parameters:
    ///   - ends: where something may begin or end, in any order; those outside of the line do not matter.
    ///   - contact: how deep a touch may be and count as one, in metres.
    static func between(
        _ least: Double, _ most: Double, ends: [Double], contact: Double, isFree: (Double) -> Bool
    ) -> [ClosedRange<Double>] {
        let ends = ([least, most] + ends.filter { $0 > least && $0 < most }).sorted()
        var free: [ClosedRange<Double>] = []
        func add(_ range: ClosedRange<Double>) {
            if let last = free.last, range.lowerBound <= last.upperBound {
                free[free.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                free.append(range)
            }
        }
        for index in ends.indices {
            let end = ends[index]
            if isFree(end) { add(end...end) }
            guard index + 1 < ends.count, ends[index + 1] - end > 2 * contact else { continue }
            if isFree((end + ends[index + 1]) / 2) { add(end...ends[index + 1]) }
        }
        return free
    }
}
