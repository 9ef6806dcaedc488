import Assets
import BenchmarkSupport
import Foundation
import Imaging
import JSON
import Rendering
import SceneGraph

/// Draws the benchmark's rooms and says what it cost.
struct RenderingBench {
    private var room: BenchRoom?

    /// - `{"do": "room", "libraries": DIR, "glb": FILE, "picture": FILE}`: ten real models in a room of 6 x 4 x 3 m;
    ///   writes its scene for others to draw, and how it looks here.
    /// - `{"do": "keep", "folder": DIR}`: writes the room's prepared models.
    /// - `{"do": "kept", "folder": DIR, "picture": FILE}`: draws from these, in a process that has nothing yet.
    /// - `{"do": "warm", "repeat": N}`: draws it at 800 x 800, as PNG, in several ways.
    /// - `{"do": "orbit", "frames": N}`: turns it at 512 x 512.
    /// - `{"do": "look", "view": VIEW, "look": LOOK, "form": FORM, "side": N, "repeat": N, "picture": FILE}`: one picture
    ///   of it, the middle of several costs; many repetitions are something for a profiler to look at.
    /// - `{"do": "growth"}`: how the cost grows with objects, triangles and pixels.
    mutating func carryOut(_ order: JSONCursor) throws -> JSONValue {
        switch try order["do"].string() {
        case "room": return try open(order)
        case "keep":
            try opened().keep(in: URL(fileURLWithPath: order["folder"].string()))
            return [:]
        case "kept":
            let room = try BenchRoom(keptIn: URL(fileURLWithPath: order["folder"].string()))
            self.room = room
            let picture = try Renderer.png(of: room.request(side: 800))
            try Data(picture).write(to: URL(fileURLWithPath: order["picture"].string()))
            return ["cpu": .number(Meter.processorSeconds())]
        case "warm": return try warm(repetitions: order["repeat"].integer(in: 1...1000))
        case "orbit": return try orbit(frames: order["frames"].integer(in: 1...1000))
        case "look": return try look(order)
        case "growth": return try growth()
        case let name: throw order["do"].fault("'\(name)' is no order")
        }
    }

    private mutating func open(_ order: JSONCursor) throws -> JSONValue {
        let room = try BenchRoom(libraries: URL(fileURLWithPath: order["libraries"].string()))
        self.room = room
        let request = try room.request(side: 800)
        let scene = StudioScene(request)
        if let path = try order["picture"].ifPresent?.string() {
            try Data(Renderer.png(of: request, scene: scene)).write(to: URL(fileURLWithPath: path))
        }
        if let path = try order["glb"].ifPresent?.string() {
            try Data(SceneFile.glb(of: request)).write(to: URL(fileURLWithPath: path))
        }
        return ["triangles": .integer(scene.triangleCount), "models": .array(room.names.map { .string($0) })]
    }

    private func opened() throws -> BenchRoom {
        guard let room else { throw BenchError.noRoom }
        return room
    }

    private func warm(repetitions: Int) throws -> JSONValue {
        let request = try opened().request(side: 800)
        let scene = StudioScene(request)
        func cost(_ look: Look, _ kept: StudioScene?) throws -> JSONValue {
            try median(repetitions) { _ = try Renderer.png(of: request.with(look), scene: kept) }
        }
        return [
            "draft, scene kept": try cost(.draft, scene), "studio, scene kept": try cost(.studio, scene),
            "draft, scene new": try cost(.draft, nil), "studio, scene new": try cost(.studio, nil),
        ]
    }

    private func orbit(frames: Int) throws -> JSONValue {
        let request = try opened().request(side: 512)
        let scene = StudioScene(request)
        func cost(_ look: Look) throws -> JSONValue {
            .object(
                try Meter.measure {
                    for frame in 0..<frames {
                        let view = RoomView.orbit(azimuth: Double(frame) * 360 / Double(frames), elevation: 30)
                        _ = try Renderer.picture(of: request.seen(from: view).with(look), scene: scene)
                    }
                })
        }
        return ["frames": .integer(frames), "draft": try cost(.draft), "studio": try cost(.studio)]
    }

    private func look(_ order: JSONCursor) throws -> JSONValue {
        let views: [String: RoomView] = [
            "iso": .iso, "top": .top, "eye": .eye, "low": .orbit(azimuth: 20, elevation: 12),
            "back": .orbit(azimuth: 310, elevation: 45),
        ]
        let forms = Dictionary(uniqueKeysWithValues: RenderingForm.allCases.map { ("\($0)", $0) })
        let side = try order["side"].ifPresent?.integer(in: 1...4096) ?? 800
        let view = try views[order["view"].string()] ?? .iso
        let look = try Look(rawValue: order["look"].ifPresent?.string() ?? "") ?? .studio
        let form = try forms[order["form"].ifPresent?.string() ?? ""] ?? .best
        let request = try opened().request(side: side).seen(from: view).with(look)
        let scene = StudioScene(request)
        var picture = try Renderer.picture(of: request, scene: scene, form: form)
        let repetitions = try order["repeat"].ifPresent?.integer(in: 1...10_000) ?? 5
        let cost = try median(repetitions) { picture = try Renderer.picture(of: request, scene: scene, form: form) }
        try Data(picture.pngData()).write(to: URL(fileURLWithPath: order["picture"].string()))
        return cost
    }

    private func growth() throws -> JSONValue {
        let room = try opened()
        var rows: [JSONValue] = []
        func row(_ what: String, _ request: RenderRequest) throws {
            let scene = StudioScene(request)
            rows.append([
                "what": .string(what), "objects": .integer(request.items.count), "side": .integer(request.width),
                "triangles": .integer(scene.triangleCount),
                "scene": try median(3) { _ = StudioScene(request) },
                "draft": try median(3) { _ = try Renderer.picture(of: request.with(.draft), scene: scene) },
                "studio": try median(3) { _ = try Renderer.picture(of: request, scene: scene) },
            ])
        }
        for count in [10, 50, 100, 200] { try row("objects", room.crowd(count, side: 800)) }
        for triangles in [50_000, 500_000, 5_000_000] { try row("triangles", room.dense(triangles, side: 800)) }
        for side in [256, 512, 1024, 2048, 4096] { try row("pixels", room.request(side: side)) }
        return .array(rows)
    }

    /// The middle of several runs, by processor time.
    private func median(_ repetitions: Int, _ work: () throws -> Void) throws -> JSONValue {
        let runs = try (0..<repetitions).map { _ in try Meter.measure(work) }
        let sorted = runs.sorted { ($0["cpu"]?.doubleValue ?? 0) < ($1["cpu"]?.doubleValue ?? 0) }
        return .object(sorted[sorted.count / 2])
    }
}

/// Why an order cannot be carried out.
enum BenchError: Error {
    case noRoom
    case noModels(String)
}
