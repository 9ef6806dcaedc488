import Foundation

/// The parameters of a picture that was made of a layout. All but `etag` and `createdAt` identify it.
public struct PreviewRecord: Hashable, Sendable {
    /// The layout in the picture.
    public var layoutID: String
    /// `iso`, `top`, `orbit` or another camera.
    public var view: String
    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int
    /// Where the camera stands, in degrees.
    public var azimuth: Double
    /// How high the camera stands, in degrees.
    public var elevation: Double
    /// The HTTP entity tag of the picture.
    public var etag: String
    /// When it was last made; kept to the microsecond.
    public var createdAt: Date

    /// The parameters of a picture of a layout.
    public init(
        layoutID: String, view: String, width: Int, height: Int, azimuth: Double, elevation: Double,
        etag: String,
        createdAt: Date
    ) {
        self.layoutID = layoutID
        self.view = view
        self.width = width
        self.height = height
        self.azimuth = azimuth
        self.elevation = elevation
        self.etag = etag
        self.createdAt = createdAt
    }
}
