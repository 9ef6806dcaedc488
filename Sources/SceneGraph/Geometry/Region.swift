/// The axis-aligned set of places that a relation allows for the centre of an object, in metres.
///
/// Ends may come reversed (`minimum > maximum`): such a region is empty, and means that the relation cannot
/// be kept. Degenerate regions (both ends equal) are the rule for touching relations.
public struct Region: Hashable, Sendable {
    public var xMinimum: Double
    public var xMaximum: Double
    public var yMinimum: Double
    public var yMaximum: Double
    public var zMinimum: Double
    public var zMaximum: Double

    /// A region between these ends.
    public init(
        xMinimum: Double, xMaximum: Double, yMinimum: Double, yMaximum: Double, zMinimum: Double,
        zMaximum: Double
    ) {
        self.xMinimum = xMinimum
        self.xMaximum = xMaximum
        self.yMinimum = yMinimum
        self.yMaximum = yMaximum
        self.zMinimum = zMinimum
        self.zMaximum = zMaximum
    }

    /// Whether a centre lies in the region: ends included, without tolerance, false for NaN.
    public func contains(_ point: Vector3) -> Bool {
        xMinimum <= point.x && point.x <= xMaximum && yMinimum <= point.y && point.y <= yMaximum
            && zMinimum <= point.z && point.z <= zMaximum
    }

    /// Whether no centre lies in the region.
    public var isEmpty: Bool {
        !(xMinimum <= xMaximum && yMinimum <= yMaximum && zMinimum <= zMaximum)
    }

    /// The six ends in the order x0, x1, y0, y1, z0, z1.
    public var ends: [Double] { [xMinimum, xMaximum, yMinimum, yMaximum, zMinimum, zMaximum] }
}
