import Foundation
import Imaging
import JSON
import SceneGraph

extension SupervisedExample {
    /// Reads a row: `{description, size, scene_graph, answer}` or `{system, prompt, image, answer}`.
    ///
    /// `answer` is the model's whole text; a room's may be left out where every object of the scene graph has its
    /// position. `image` is a `data:` URL of a PNG or JPEG.
    /// - Throws: `JSONFieldError`, `JSONFormError`.
    init(json cursor: JSONCursor) throws {
        self.init(content: try Self.content(json: cursor))
    }

    private static func content(json cursor: JSONCursor) throws -> Content {
        _ = try cursor.object()
        if cursor["scene_graph"].isAbsent {
            try cursor.allowOnly(["system", "prompt", "image", "answer"])
            var reader = JSONFormReader()
            let system = try reader.read(or: nil) { try cursor["system"].ifPresent?.string() }
            let prompt = try reader.read(or: "") { try cursor["prompt"].string() }
            let image = try reader.read(or: nil) { try cursor["image"].ifPresent.map(Self.image) }
            let answer = try reader.read(or: "") { try cursor["answer"].string() }
            try reader.finish()
            guard !answer.isEmpty else { throw cursor["answer"].fault("is empty") }
            return .text(system: system, prompt: prompt, image: image, answer: answer)
        }
        let scene = try TrainingSource.scene(json: cursor, allowing: ["answer"])
        if let text = cursor["answer"].ifPresent {
            do {
                let answer = try PlacementAnswer(response: try text.string(), scene: scene)
                return .room(scene, positions: answer.positions, think: answer.think)
            } catch let fault as PlacementAnswer.Fault {
                throw text.fault("does not place the objects: \(fault)")
            }
        }
        let positions = scene.objects.compactMap(\.position)
        guard positions.count == scene.objects.count else {
            throw cursor["answer"].fault("is missing, and not every object has a position")
        }
        return .room(scene, positions: positions, think: "")
    }

    private static let maximumImageBytes = 32 << 20

    private static func image(_ cursor: JSONCursor) throws -> PixelImage {
        let text = try cursor.string()
        guard text.hasPrefix("data:image/"), let comma = text.firstIndex(of: ","),
            text[..<comma].hasSuffix(";base64")
        else { throw cursor.fault("must be a data URL of a PNG or JPEG in base 64") }
        let code = text[text.index(after: comma)...]
        guard code.utf8.count <= maximumImageBytes else { throw cursor.fault("is larger than 32 MB") }
        guard let data = Data(base64Encoded: String(code)) else { throw cursor.fault("is not base 64") }
        do {
            return try PixelImage(decoding: [UInt8](data))
        } catch {
            throw cursor.fault("is no picture: \(error)")
        }
    }
}
