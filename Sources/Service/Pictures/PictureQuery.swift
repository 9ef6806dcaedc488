import HTTPServer
import JSON
import Rendering

/// Which picture of a scene is wanted: the query of `preview.png` and part of the body of `/render`.
struct PictureQuery: Hashable, Sendable {
    /// From where the room is seen.
    enum View: String, CaseIterable, Sendable {
        case iso
        case top
        case orbit
    }

    var view: View
    var width: Int
    var height: Int
    /// Degrees: where the viewer stands, seen from the room: 0 north, 90 east.
    var azimuth: Double
    /// Degrees above the horizon.
    var elevation: Double

    /// Pixels of a side.
    static let sides = 16...4096

    init(_ member: (String) -> JSONCursor) throws {
        view = try member("view").ifPresent?.choice(View.self) ?? .iso
        width = try member("width").ifPresent?.integer(in: Self.sides) ?? 800
        height = try member("height").ifPresent?.integer(in: Self.sides) ?? 600
        azimuth = try member("azimuth").ifPresent?.double(in: -3600...3600) ?? 146
        elevation = try member("elevation").ifPresent?.double(in: 0...90) ?? 36
    }

    /// What tells pictures of one layout apart; angles count for `orbit` alone.
    var key: String {
        let angles = view == .orbit ? "-\(azimuth)-\(elevation)" : ""
        return "\(view.rawValue)-\(width)x\(height)\(angles)"
    }

    /// The renderer's word for the view.
    var roomView: RoomView {
        switch view {
        case .iso: .iso
        case .top: .top
        case .orbit: .orbit(azimuth: azimuth, elevation: elevation)
        }
    }
}
