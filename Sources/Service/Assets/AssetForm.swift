import Assets
import Foundation
import HTTPServer
import JSON
import SceneGraph

/// What the query of `POST /assets` says of the model in the body.
struct AssetForm: Hashable, Sendable, CustomStringConvertible {
    var notes: ModelNotes

    /// The longest name, creator or licence, in characters.
    private static let maximumText = 200

    init(_ request: ServerRequest) throws {
        var notes = ModelNotes()
        func text(_ key: String) throws -> String? {
            guard let text = request.query(key), !text.isEmpty else { return nil }
            guard text.count <= Self.maximumText else {
                throw Problem.field("/\(key)", "is longer than \(Self.maximumText) characters")
            }
            return text
        }
        func axis(_ key: String, or usual: ModelFrame.Axis) throws -> ModelFrame.Axis {
            // An unescaped plus is a blank in a query.
            guard let text = try text(key)?.replacingOccurrences(of: " ", with: "+") else { return usual }
            guard let axis = ModelFrame.Axis(rawValue: text.count == 1 ? "+" + text : text) else {
                throw Problem.field("/\(key)", "must be one of +x, -x, +y, -y, +z, -z")
            }
            return axis
        }
        notes.name = try text("name")
        notes.tags = try text("tags")?.split(separator: ",").map { String($0) } ?? []
        notes.creator = try text("creator") ?? ""
        notes.licence = try text("licence") ?? ""
        notes.unit = try request.queryCursor("unit").ifPresent?.double(in: 1e-6...1000)
        let (front, up) = (try axis("front", or: .positiveZ), try axis("up", or: .positiveY))
        guard let frame = ModelFrame(front: front, up: up) else {
            throw Problem.field("/front", "must not lie along the same axis as 'up'")
        }
        notes.frame = frame
        let sides = try ["length", "width", "height"].map {
            try request.queryCursor($0).ifPresent?.double(in: 0.001...100)
        }
        let given = sides.compactMap { $0 }
        guard given.isEmpty || given.count == 3 else {
            throw Problem.field("/length", "must come with 'width' and 'height'")
        }
        if given.count == 3 { notes.size = BoxSize(length: given[0], width: given[1], height: given[2]) }
        self.notes = notes
    }

    var description: String { "\(notes)" }
}
