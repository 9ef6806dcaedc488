import ArgumentParser
import Foundation
import JSON
import Rendering
import SceneGraph

/// Draws a placed scene from a file.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw a placed scene: a picture, an animation, a plan or a GLB file.",
        discussion: """
            The scene is JSON: {"description", "size": {x, y, z}, "outline", "openings", "scene_graph": [objects with
            positions]}, as for POST /render. What is written follows from the ending of the output: .png, .apng (the room turned once around),
            .svg (the plan) or .glb.
            """)

    @Argument(help: "The scene; '-' reads standard input.")
    var scene: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the picture.", valueName: "file"))
    var output: String

    @Option(help: "Pixels in a row.")
    var width = 800

    @Option(help: "Rows.")
    var height = 600

    @Option(help: "iso, top, orbit or eye.")
    var view = "iso"

    @Option(help: "For orbit: where the viewer stands, degrees; 0 north, 90 east.")
    var azimuth = 146.0

    @Option(help: "For orbit: degrees above the horizon.")
    var elevation = 36.0

    @Option(help: "studio, draft, or sketch, which is what the model sees.")
    var look = Look.studio.rawValue

    @Flag(help: "Write each object's name on the picture.")
    var labels = false

    func run() throws {
        let cursor = JSONCursor(try JSONValue.parse(try InputFile.read(scene)))
        let room = try Room(description: try cursor["description"].ifPresent?.string() ?? "", json: cursor)
        let objects = try cursor["scene_graph"].ifPresent?.array().map { try SceneObject(json: $0, room: room) } ?? []
        let views: [String: RoomView] = [
            "iso": .iso, "top": .top, "eye": .eye, "orbit": .orbit(azimuth: azimuth, elevation: elevation),
        ]
        guard let view = views[view] else { throw ValidationError("the view must be iso, top, orbit or eye") }
        guard let look = Look(rawValue: look) else { throw ValidationError("the look must be studio, draft or sketch") }
        var request = try RenderRequest(
            scene: Scene(room: room, objects: objects), view: view, width: width, height: height)
        request.look = look
        request.overlays.labels = labels
        try Data(try bytes(request)).write(to: URL(fileURLWithPath: output))
    }

    private func bytes(_ request: RenderRequest) throws -> [UInt8] {
        switch (output as NSString).pathExtension.lowercased() {
        case "svg": Array(FloorPlan.svg(of: request).utf8)
        case "glb": try SceneFile.glb(of: request)
        case "apng": try Turntable.png(of: request, frames: 36, seconds: 6)
        default: try Renderer.png(of: request)
        }
    }
}
