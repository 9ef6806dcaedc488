import ArgumentParser
import Foundation
import JSON
import Rendering
import SceneGraph

/// Draws a placed scene from a file.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw a placed scene as PNG.",
        discussion: """
            The scene is JSON: {"size": {x, y, z}, "scene_graph": [objects with positions]}, as for POST /render.
            """)

    @Argument(help: "The scene; '-' reads standard input.")
    var scene: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the picture.", valueName: "file"))
    var output: String

    @Option(help: "Pixels in a row.")
    var width = 800

    @Option(help: "Rows.")
    var height = 600

    @Option(help: "iso or top.")
    var view = "iso"

    func run() throws {
        let cursor = JSONCursor(try JSONValue.parse(try InputFile.read(scene)))
        let objects = try cursor["scene_graph"].ifPresent?.array().map { try SceneObject(json: $0) } ?? []
        let placed = try Scene(room: Room(size: try Room.size(json: cursor["size"])), objects: objects)
        guard let view = ["iso": RoomView.iso, "top": RoomView.top][view] else {
            throw ValidationError("the view must be iso or top")
        }
        let png = try Renderer.png(
            of: RenderRequest(scene: placed, view: view, width: width, height: height))
        try Data(png).write(to: URL(fileURLWithPath: output))
    }
}
