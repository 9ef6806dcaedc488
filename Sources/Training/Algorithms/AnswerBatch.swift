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
    /// The prompt of each trajectory.
    var groups: [Int] = []

    init(_ groups: [RolloutGroup]) {
        for group in groups {
            for trajectory in group.trajectories {
                for turn in trajectory.turns {
                    answers.append(
                        Answer(
                            sequence: turn.sequence, logProbabilities: turn.logProbabilities,
                            tokenFaults: turn.tokenFaults, trajectory: values.count))
                }
                values.append(trajectory.value)
                self.groups.append(group.prompt)
            }
        }
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
