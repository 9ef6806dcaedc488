/// What a part's alpha means, as in glTF 2.0 (`alphaMode`). Alpha is the surface's opacity times the texture's.
public enum AlphaMode: Hashable, Sendable {
    /// Alpha is ignored.
    case opaque
    /// There where alpha reaches the cutoff, and nowhere else: leaves, lattices, lace.
    case mask(cutoff: Float)
    /// Laid over what is behind, as strong as alpha.
    case blend
}
