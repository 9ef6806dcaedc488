/// How far the mesh of an asset is: made once from its file, then kept.
public enum AssetPreparation: String, Sendable {
    /// It can be drawn at once.
    case ready
    /// It is being made.
    case preparing
    /// Nobody has asked for it yet: the first picture with it takes longer.
    case pending
}
