/// The size of an object's box in metres, in the object's own axes: `length` along its x, `width` along its
/// y (its depth, front to back), `height` along z.
public struct BoxSize: Hashable, Sendable {
    public var length: Double
    public var width: Double
    public var height: Double

    /// A box of this size in metres.
    public init(length: Double, width: Double, height: Double) {
        self.length = length
        self.width = width
        self.height = height
    }

    /// The largest ratio of sides at which an object still counts as a solid body.
    ///
    /// MetaSpatial exempts rugs, paintings and mirrors from collisions by this rule: an object whose longest
    /// side is at least 40 times its shortest is thin.
    public static let thinRatio = 40.0

    /// Whether the object is thin (a rug, a sheet of glass), which never collides.
    public var isThin: Bool {
        let least = min(length, width, height)
        return least > 0 && max(length, width, height) / least >= Self.thinRatio
    }

    /// The extents along the room's x and y axes at a quarter turn; other angles leave the sides unswapped,
    /// as the original does.
    public func extents(atQuarterTurn isTurned: Bool) -> (x: Double, y: Double) {
        isTurned ? (width, length) : (length, width)
    }
}
