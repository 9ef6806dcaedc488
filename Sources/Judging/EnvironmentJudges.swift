import HTTPClient
import Rewards

/// The judges of a process: the embedded one, and the one that the environment names.
public struct EnvironmentJudges: JudgeProvider {
    private let openAI: Result<OpenAIJudge, JudgeError>

    /// The judges by these environment variables; see `OpenAIEndpoint.init(environment:prefix:)` with the
    /// prefix `METASPATIAL_JUDGE`. What makes no
    /// sense is told when that judge is asked for.
    public init(_ environment: [String: String]) {
        openAI = Result { () throws(JudgeError) in
            do throws(OpenAIEndpoint.Fault) {
                return OpenAIJudge(try OpenAIEndpoint(environment: environment, prefix: "METASPATIAL_JUDGE"))
            } catch { throw .notSetUp(error.description) }
        }
    }

    public func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? {
        guard kind == .openAI else { return try BuiltInJudges().judge(kind) }
        return try openAI.get()
    }
}
