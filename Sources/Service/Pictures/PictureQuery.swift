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
        case eye
    }

    /// What can be drawn over the picture.
    enum Overlay: String, CaseIterable, Sendable {
        case labels
        case collisions
        case violations
        case boxes
        case walk
    }

    var view: View
    var width: Int
    var height: Int
    /// Degrees: where the viewer stands, seen from the room: 0 north, 90 east.
    var azimuth: Double
    /// Degrees above the horizon.
    var elevation: Double
    /// The viewer's distance, a multiple of that at which the whole room fits the picture.
    var distance: Double
    var projection: RenderRequest.Projection
    var look: Look
    var overlays: Set<Overlay>

    /// Pixels of a side.
    static let sides = 16...4096

    init(_ member: (String) -> JSONCursor) throws {
        view = try member("view").ifPresent?.choice(View.self) ?? .iso
        width = try member("width").ifPresent?.integer(in: Self.sides) ?? 800
        height = try member("height").ifPresent?.integer(in: Self.sides) ?? 600
        azimuth = try member("azimuth").ifPresent?.double(in: -3600...3600) ?? 146
        elevation = try member("elevation").ifPresent?.double(in: 0...90) ?? 36
        distance = try member("distance").ifPresent?.double(in: 0.2...4) ?? 1
        projection = try member("projection").ifPresent?.choice(RenderRequest.Projection.self) ?? .perspective
        look = try member("look").ifPresent?.choice(Look.self) ?? .studio
        overlays = try Self.overlays(member("overlays"))
    }

    /// A list of names with commas.
    private static func overlays(_ cursor: JSONCursor) throws -> Set<Overlay> {
        guard let text = try cursor.ifPresent?.string() else { return [] }
        return try Set(
            text.split(separator: ",").map { name in
                guard let overlay = Overlay(rawValue: String(name)) else {
                    let names = Overlay.allCases.map(\.rawValue).joined(separator: ", ")
                    throw cursor.fault("'\(name)' is no overlay: they are \(names)")
                }
                return overlay
            })
    }

    /// What tells pictures of one layout apart; angles and distance count for `orbit` alone.
    var key: String {
        var parts = [view.rawValue, "\(width)x\(height)"]
        if view == .orbit { parts.append("\(azimuth)-\(elevation)-\(distance)") }
        if projection != .perspective { parts.append(projection.rawValue) }
        if look != .studio { parts.append(look.rawValue) }
        parts += overlays.map(\.rawValue).sorted()
        return parts.joined(separator: "-")
    }

    /// The renderer's word for the view.
    var roomView: RoomView {
        switch view {
        case .iso: .iso
        case .top: .top
        case .eye: .eye
        case .orbit: .orbit(azimuth: azimuth, elevation: elevation)
        }
    }
}
