/// How much is put into a picture.
public enum Look: String, Hashable, Sendable, CaseIterable {
    /// What the model sees: parametric solids on a dark ground, in a few milliseconds.
    ///
    /// Models are trained on these pictures, hundreds of them a step, so this look stays as it is, pixel for pixel.
    /// Whatever is to look better belongs into `studio`.
    case sketch
    /// Like `studio`, without the finest shade: for a room that is being turned.
    case draft
    /// What people and judges see: real meshes with their textures, soft light and shade.
    case studio
}
