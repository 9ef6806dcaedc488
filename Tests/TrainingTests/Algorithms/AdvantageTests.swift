import Testing

import Training

@Suite("Advantages, against tables made with PyTorch")
struct AdvantageTests {
    let table: AlgorithmTable
    let rewards: [Double]
    let groups: [Int]

    init() throws {
        table = try AlgorithmTable()
        rewards = table["rewards"].row
        groups = table["groups"].row.map { Int($0) }
    }

    @Test("GRPO: deviations from the group's mean")
    func grpo() {
        expectEqual(
            [GroupRelativeAdvantage.advantages(rewards: rewards, groups: groups)], [table["grpo"].row])
    }

    @Test("GRPO: a group whose rewards are alike has no advantage")
    func alike() {
        let advantages = GroupRelativeAdvantage.advantages(rewards: [0.3, 0.3, 0.3], groups: [1, 1, 1])
        #expect(advantages == [0, 0, 0])
    }

    @Test("RLOO: the mean of the others as baseline")
    func rloo() {
        expectEqual([LeaveOneOutAdvantage.advantages(rewards: rewards, groups: groups)], [table["rloo"].row])
    }

    @Test("REINFORCE++: whitened returns")
    func reinforcePlusPlus() {
        let found = ReinforcePlusPlusAdvantage.advantages(
            tokenRewards: table["tokenRewards"].rows, discount: table["reinforcePlusPlus", "discount"].number)
        expectEqual(found.returns, table["reinforcePlusPlus", "returns"].rows)
        expectEqual(found.advantages, table["reinforcePlusPlus", "advantages"].rows)
    }

    @Test("ReMax: the greedy answer as baseline")
    func remax() {
        let found = GreedyBaselineAdvantage.advantages(
            tokenRewards: table["tokenRewards"].rows, baselines: table["baselines"].row)
        expectEqual(found, table["remax"].rows)
    }

    @Test("PPO: generalized advantage estimation")
    func gae() {
        let found = GeneralizedAdvantage.advantages(
            tokenRewards: table["tokenRewards"].rows, values: table["values"].rows,
            discount: table["gae", "discount"].number, lambda: table["gae", "lambda"].number)
        expectEqual(found.returns, table["gae", "returns"].rows)
        expectEqual(found.advantages, table["gae", "advantages"].rows)
    }

    @Test("3D-SPO: coordinates are credited by their object")
    func spatial() {
        let faults = (table["faults"].arrayValue ?? []).map { ($0.arrayValue ?? []).map(\.doubleValue) }
        let found = SpatialAdvantage.advantages(returns: rewards, groups: groups, tokenFaults: faults)
        expectEqual(found, table["spatial"].rows)
    }

    @Test("Advantages below zero count as much as is said, others as they are")
    func signs() {
        let advantages = [[1.5, -2, 0], [-0.5]]
        #expect(SignedAdvantage.weighted(advantages, negative: 1) == advantages)
        #expect(SignedAdvantage.weighted(advantages, negative: 0.5) == [[1.5, -1, 0], [-0.25]])
        #expect(SignedAdvantage.weighted(advantages, negative: 0) == [[1.5, 0, 0], [0]])
    }

    @Test("Whitening one value takes its mean off instead of failing")
    func whitenOne() {
        #expect(Whitening.whitened([[3]]) == [[0]])
        #expect(Whitening.whitened([[]]) == [[]])
    }
}
