import Foundation
import Imaging
import Rendering
import SceneGraph
import Testing

/// The picture that the model sees is part of what it was trained on: it stays as it is.
@Suite struct SketchTests {
    /// The fixtures were drawn when the first models were trained (`Renderer.picture`, 224 x 224).
    @Test(arguments: ["sketch-empty", "sketch-study"])
    func theModelsPictureStaysAsItWas(name: String) throws {
        let file = try #require(Bundle.module.url(forResource: name, withExtension: "png", subdirectory: "Fixtures"))
        let known = try PixelImage(decoding: [UInt8](try Data(contentsOf: file)))
        let items = name == "sketch-empty" ? [] : furnished
        let drawn = try Renderer.picture(
            of: RenderRequest(room: studio, items: items, width: 224, height: 224).with(.sketch))
        // A step of rounding, should another processor's mathematics differ in the last bit.
        let farthest = zip(known.pixels, drawn.pixels).map { abs(Int($0) - Int($1)) }.max()
        #expect(known.pixels.count == drawn.pixels.count && farthest ?? 255 <= 1)
    }
}
