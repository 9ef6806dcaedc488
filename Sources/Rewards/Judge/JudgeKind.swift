/// The judges that requests and training settings can name.
public enum JudgeKind: String, CaseIterable, Hashable, Sendable {
    /// None: the judge's term is left out.
    case none
    /// `EmbeddedJudge`.
    case embedded
    /// A model behind an OpenAI-compatible interface.
    case openAI = "openai"
    /// The model that the server serves.
    case vlm
}
