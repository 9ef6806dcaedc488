import Rewards

/// The judges of a server: those of its process, and the model that it serves.
struct ServiceJudges: JudgeProvider {
    let others: any JudgeProvider
    let models: ModelRegistry

    func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? {
        kind == .vlm ? VLMJudge(models: models) : try others.judge(kind)
    }
}
