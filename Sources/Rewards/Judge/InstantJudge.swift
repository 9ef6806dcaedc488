/// The embedded judge as one of the judges: it answers at once and never fails.
public struct InstantJudge: Judge {
    /// The embedded judge.
    public init() {}

    public func judgement(of request: JudgeRequest) async -> Judgement { EmbeddedJudge.judge(request.scene) }
}
