/// Pictures in a row as one animated PNG that runs for ever (W3C, "Portable Network Graphics Specification, Third
/// Edition", 2025: chunks `acTL`, `fcTL`, `fdAT`). A viewer that does not know them shows the first picture.
public enum AnimatedPNG {
    /// The file's bytes.
    /// - Parameters:
    ///   - frames: at least one, all of one size and form.
    ///   - delay: how long each is shown, milliseconds.
    /// - Throws: `ImageError.invalidDimensions` when the pictures differ in form or there is none, and what encoding
    ///   throws.
    public static func data(
        _ frames: [PixelImage], delay: Int, compressionLevel: Int = 6
    ) throws(ImageError) -> [UInt8] {
        var encoder = try AnimatedPNGEncoder(count: frames.count, delay: delay, compressionLevel: compressionLevel)
        for frame in frames { try encoder.add(frame) }
        return try encoder.finish()
    }
}
