/// Where judges come from.
public protocol JudgeProvider: Sendable {
    /// The judge of a kind; nil for none.
    /// - Throws: `JudgeError.notSetUp`.
    func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)?
}

extension JudgeProvider {
    /// The judge that settings ask for, as often as they say; nil for none.
    /// - Throws: `JudgeError.notSetUp`.
    public func judge(_ settings: JudgeSettings) throws(JudgeError) -> (any Judge)? {
        guard let judge = try judge(settings.kind) else { return nil }
        return settings.medianOf > 1 && settings.kind != .embedded
            ? MedianJudge(judge, count: settings.medianOf) : judge
    }
}

/// The judges that need nothing from outside.
public struct BuiltInJudges: JudgeProvider {
    /// None and the embedded one.
    public init() {}

    public func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? {
        switch kind {
        case .none: return nil
        case .embedded: return InstantJudge()
        case .openAI: throw .notSetUp("no address and model are known here")
        case .vlm: throw .notSetUp("the model that is served judges only within the server")
        }
    }
}
