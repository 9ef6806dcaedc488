/// What each term of profile `physical` counts; they add up to 1.
public enum PhysicalWeights {
    /// The answer is well written and names every object once.
    public static let format = 0.10
    /// `CollisionTerm`.
    public static let collision = 0.25
    /// `InsideTerm`.
    public static let inside = 0.20
    /// `SupportTerm`.
    public static let support = 0.15
    /// `RelationTerm`.
    public static let relations = 0.15
    /// `ClearanceTerm`.
    public static let clearance = 0.075
    /// `AccessTerm`.
    public static let access = 0.075
}
