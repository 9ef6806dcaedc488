import JSON
import Rendering

/// The query of `turntable.png`.
struct TurntableQuery: Hashable, Sendable {
    /// The first picture.
    var picture: PictureQuery
    /// Pictures of one turn.
    var frames: Int
    /// How long a turn takes.
    var seconds: Double

    init(_ member: (String) -> JSONCursor) throws {
        picture = try PictureQuery { name in
            // Sides and view have bounds and a default of their own.
            ["width", "height", "view"].contains(name) ? JSONCursor([:])[name] : member(name)
        }
        let sides = PictureQuery.sides.lowerBound...Turntable.maximumSide
        picture.view = .orbit
        picture.width = try member("width").ifPresent?.integer(in: sides) ?? 480
        picture.height = try member("height").ifPresent?.integer(in: sides) ?? 360
        frames = try member("frames").ifPresent?.integer(in: 2...Turntable.maximumFrames) ?? 36
        seconds = try member("seconds").ifPresent?.double(in: 0.5...60) ?? 6
    }

    /// What tells turntables of one layout apart.
    var key: String { "turntable-\(picture.key)-\(frames)-\(seconds)" }
}
