/// The answers of a step, turn by turn, as algorithms see them.
struct AnswerBatch: Sendable {
    /// One turn of a trajectory.
    struct Answer: Sendable {
        let sequence: TrainingSequence
        /// Of the drawn tokens, at the time of sampling.
        let logProbabilities: [Double]
        let tokenFaults: [Double?]
        /// Which trajectory it is a turn of.
        let trajectory: Int
    }

    /// The turns of each trajectory follow each other.
    var answers: [Answer] = []
    /// What each trajectory is worth.
    var values: [Double] = []
    /// What each trajectory was worth before it began, which is no merit of its own.
    var baselines: [Double] = []
    /// What each trajectory is compared with: those of the same number.
    var groups: [Int] = []

    /// - Parameter credit: where each turn is credited by itself, each is a trajectory of its own here, compared with the
    ///   same turn of the others.
    init(_ groups: [RolloutGroup], credit: TurnSettings.Credit = .trajectory) {
        for (number, group) in groups.enumerated() {
            for trajectory in group.trajectories {
                switch credit {
                case .trajectory:
                    append(trajectory.turns, worth: trajectory.value, above: 0, in: number)
                case .turn:
                    var before = 0.0
                    for (place, turn) in trajectory.turns.enumerated() {
                        append([turn], worth: turn.reward.total, above: before, in: place * groups.count + number)
                        before = turn.reward.total
                    }
                }
            }
        }
    }

    private mutating func append(
        _ turns: [Trajectory.Turn], worth value: Double, above baseline: Double, in group: Int
    ) {
        answers += turns.map { turn in
            Answer(
                sequence: turn.sequence, logProbabilities: turn.logProbabilities, tokenFaults: turn.tokenFaults,
                trajectory: values.count)
        }
        values.append(value)
        baselines.append(baseline)
        groups.append(group)
    }

    /// What is given for each answer's tokens, joined for each trajectory.
    func joined<Element>(_ tokens: [[Element]]) -> [[Element]] {
        var result = [[Element]](repeating: [], count: values.count)
        for (answer, own) in zip(answers, tokens) { result[answer.trajectory] += own }
        return result
    }

    /// What is given for each trajectory's tokens, cut for each answer.
    func split<Element>(_ tokens: [[Element]]) -> [[Element]] {
        var places = [Int](repeating: 0, count: values.count)
        return answers.map { answer in
            let start = places[answer.trajectory]
            places[answer.trajectory] += answer.logProbabilities.count
            return Array(tokens[answer.trajectory][start..<places[answer.trajectory]])
        }
    }
}
