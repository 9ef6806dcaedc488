import Rewards

/// The judges of a process: the embedded one, and the one that the environment names.
public struct EnvironmentJudges: JudgeProvider {
    private let openAI: Result<OpenAIJudge, JudgeError>

    /// The judges by these environment variables; see `OpenAIJudgeConfiguration.init(environment:)`. What makes no
    /// sense is told when that judge is asked for.
    public init(_ environment: [String: String]) {
        openAI = Result { () throws(JudgeError) in
            OpenAIJudge(try OpenAIJudgeConfiguration(environment: environment))
        }
    }

    public func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? {
        guard kind == .openAI else { return try BuiltInJudges().judge(kind) }
        return try openAI.get()
    }
}
