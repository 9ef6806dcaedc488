/// The drills there are, by the names that settings use.
public enum DrillKind: String, CaseIterable, Hashable, Sendable {
    /// In copying from the prompt.
    case copying
    /// In adding two numbers.
    case adding
    /// In sums of a place and an offset as rooms have them.
    case sums

    /// The drills of a seed.
    public func drill(seed: UInt64) -> any Drill {
        switch self {
        case .copying: CopyDrill(seed: seed)
        case .adding: AddDrill(seed: seed)
        case .sums: SumDrill(seed: seed)
        }
    }
}
