/// The largest image that a decoder accepts. Both are checked on the header, before memory is taken.
public struct DecodingLimits: Sendable, Equatable {
    /// Longest allowed side in pixels.
    public var maximumSide: Int
    /// Most allowed pixels, width times height.
    public var maximumPixels: Int

    /// Sides up to 16,384 and up to 32 million pixels unless told otherwise.
    public init(maximumSide: Int = 16_384, maximumPixels: Int = 32_000_000) {
        self.maximumSide = maximumSide
        self.maximumPixels = maximumPixels
    }
}
