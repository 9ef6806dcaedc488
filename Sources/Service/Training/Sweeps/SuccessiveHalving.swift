/// Which runs of a sweep go on, and for how long: all begin with a small budget; at each rung the best go on with
/// a larger one and the others stop (Jamieson and Talwalkar, arXiv 1502.07943, algorithm 1).
///
/// Rung k ends at step min(R, r·η^k), where r is the first budget, η the factor and R the whole run; of n runs that
/// reach it, the best max(1, ⌊n / η⌋) go on.
struct SuccessiveHalving: Hashable, Sendable {
    /// η: how much larger each budget is, and how many times fewer runs have it.
    var factor: Int
    /// r: the steps of the first rung.
    var minimumSteps: Int

    /// The step at which a rung ends, and its runs are compared; nil for the last rung, which ends with the run.
    func stop(afterRung rung: Int, totalSteps: Int) -> Int? {
        var steps = minimumSteps
        for _ in 0..<rung where steps < totalSteps { steps *= factor }
        return steps < totalSteps ? steps : nil
    }

    /// The step at which the rung after this one ends; nil when that is the run's own end.
    func stop(after step: Int, totalSteps: Int) -> Int? {
        let next = step * factor
        return next < totalSteps ? next : nil
    }

    /// Of runs that reached the end of a rung, those that go on: the highest scores, the earlier among equals. A run
    /// without a score comes last.
    func survivors(_ scores: [Double?]) -> Set<Int> {
        let order = scores.indices.sorted { left, right in
            let (a, b) = (scores[left] ?? -.infinity, scores[right] ?? -.infinity)
            return a == b ? left < right : a > b
        }
        return Set(order.prefix(max(1, scores.count / factor)))
    }
}
