/// 3D-SPO (MetaSpatial v2): an answer's coordinate tokens are credited by what their own object did.
///
/// As far as it is published, token k of an answer with return R, in a group whose returns have mean μ and
/// standard deviation σ, has the value and the advantage
///
/// ```
/// v_k = R (m_k P_obj(k) + 1 − m_k)        m_k = 1 on coordinate tokens, P the object's penalty factor
/// A_k = (v_k − μ) / (σ + 10^−6)
/// ```
///
/// with μ and σ of the unmodulated returns. P and the case R < 0 are left open there. A factor P < 1 alone would
/// reward there: R P > R for R < 0. Here an object is at fault by
///
/// ```
/// f_o = (c/(c + 1) + w) / 2  in 0...1,     c collisions it takes part in, w = 1 if it keeps none of its relations
/// P_o = 1 − λ f_o     where R > 0
/// P_o = 1 + λ f_o     where R ≤ 0
/// ```
///
/// so that R P_o = R − λ f_o |R|. Hence, for any return: no object at fault is credited more than one without
/// fault; more fault never gives more credit; an object without fault is credited as the answer is; and with
/// λ ≤ 1 an object's fault does not turn the sign of a positive return. For R > 0 it is the published form.
///
/// Coordinates of an object that the answer lists but the scene lacks belong to no object: P = 1.
///
/// Where all answers of a group are worth nearly the same, σ does not tell what a fault should weigh, and the quotient
/// would have no bound: a group in which every answer breaks the same relation would outweigh all others. Instead of σ
/// then stands half of the group's greatest penalty, max |R P − R|, so that no fault weighs more than two deviations.
///
/// Compared with μ, coordinates are worth less than nothing on average, all the more the more objects are at fault. In
/// expectation that changes no gradient, but it is noise. Centred, they are compared with the mean of what coordinates are
/// worth in the group, each answer weighing the same: A_k = (v_k − μ_c) / (σ + 10^−6), μ_c the mean over answers of the mean
/// of their R P; half of the greatest |v_k − μ_c| then stands for a smaller σ. That is an addition to what is published too.
public enum SpatialAdvantage {
    /// λ: what an object wholly at fault loses of the return.
    public static let strength = 0.5

    /// f_o: how far an object is at fault, 0...1.
    public static func fault(collisions: Int, isViolating: Bool) -> Double {
        let count = Double(max(0, collisions))
        return (count / (count + 1) + (isViolating ? 1 : 0)) / 2
    }

    /// P_o: what an object's coordinate tokens multiply the return by.
    public static func penaltyFactor(fault: Double, return value: Double) -> Double {
        value > 0 ? 1 - strength * fault : 1 + strength * fault
    }

    /// Advantages of tokens.
    /// - Parameters:
    ///   - returns: one an answer.
    ///   - baselines: what each answer's return was before it began: faults take of the return, and what is compared is
    ///     what is left above this. Empty for none.
    ///   - groups: the prompt of each answer.
    ///   - tokenFaults: f of the object that each token is a coordinate of; nil for other tokens. One list an answer.
    ///   - isCentred: whether coordinates are compared with coordinates.
    public static func advantages(
        returns: [Double], baselines: [Double] = [], groups: [Int], tokenFaults: [[Double?]], isCentred: Bool = false
    ) -> [[Double]] {
        let baselines = baselines.isEmpty ? [Double](repeating: 0, count: returns.count) : baselines
        func merit(_ place: Int) -> Double { returns[place] - baselines[place] }
        var advantages = tokenFaults.map { [Double](repeating: 0, count: $0.count) }
        for members in Groups.members(of: groups) {
            let (mean, spread) = GroupRelativeAdvantage.statistics(members.map(merit))
            func worth(_ place: Int, _ fault: Double) -> Double {
                returns[place] * penaltyFactor(fault: fault, return: returns[place]) - baselines[place]
            }
            let coordinates = members.map { place in tokenFaults[place].compactMap { $0.map { worth(place, $0) } } }
            let means = coordinates.filter { !$0.isEmpty }.map(Groups.mean)
            let middle = isCentred && !means.isEmpty ? Groups.mean(means) : mean
            // Of one token at most: what a fault takes, or centred, how far one is from the middle.
            let weights = zip(members, coordinates).flatMap { place, own in
                own.map { abs($0 - (isCentred ? middle : merit(place))) }
            }
            let deviation = max(spread, (weights.max() ?? 0) / 2)
            for place in members {
                advantages[place] = tokenFaults[place].map { fault in
                    let excess = fault.map { worth(place, $0) - middle } ?? merit(place) - mean
                    return excess / (deviation + GroupRelativeAdvantage.epsilon)
                }
            }
        }
        return advantages
    }
}
