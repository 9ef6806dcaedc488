import Foundation
import Imaging
import JSON
import Testing
import VLM

/// The image processor gives what transformers' default image processor gives.
struct ImageProcessorTests {
    private func image(_ path: String) throws -> PixelImage {
        try PixelImage(decoding: [UInt8](Data(contentsOf: Fixtures.url(path))))
    }

    @Test func patchesEqualTheReference() throws {
        for entry in try Fixtures.json("image-cases.json").array() {
            let checkpoint = try entry["checkpoint"].string()
            let name = try entry["image"].string()
            let configuration = try ImageProcessorConfiguration(directory: Fixtures.url(checkpoint))
            let processor = ImageProcessor(configuration: try #require(configuration))
            let patches = try processor.process(image(name))
            let grid = patches.grid
            #expect([grid.temporal, grid.height, grid.width] == (try entry["grid_thw"].integers()))
            #expect(patches.values.count == (try entry["shape"].integers()).reduce(1, *))
            let stride = try entry["samples"]["stride"].integer(in: 1...100_000)
            for (index, value) in try entry["samples"]["values"].doubles().enumerated() {
                let difference = abs(Double(patches.values[index * stride]) - value)
                #expect(difference < 1e-6, "\(checkpoint) \(name) at \(index * stride)")
            }
            let sum = patches.values.reduce(0.0) { $0 + Double($1) }
            #expect(abs(sum - (try entry["sum"].finiteDouble())) < 1e-3)
        }
    }

    @Test func resizedBytesEqualTheReference() throws {
        for entry in try Fixtures.json("image-cases.json").array() {
            let source = try image(entry["image"].string()).composited(over: (255, 255, 255))
            let name = try entry["resized"].string()
            let wanted = try image(name)
            let pixels = BicubicResampler.resize(
                source.pixels, width: source.width, height: source.height, toWidth: wanted.width,
                height: wanted.height)
            #expect(pixels == wanted.droppingAlpha().pixels, "\(name)")
        }
    }

    @Test(arguments: [
        (100, 100, 112, 112), (28, 28, 56, 56), (1, 1, 56, 56), (1, 200, 28, 812), (45, 37, 84, 56),
        (4000, 3000, 1148, 840), (42, 70, 56, 56), (98, 98, 112, 112),
    ])
    func sizesFollowSmartResize(width: Int, height: Int, newWidth: Int, newHeight: Int) throws {
        let size = try ImageProcessor().resizedSize(width: width, height: height)
        #expect(size.width == newWidth && size.height == newHeight, "\(size)")
    }

    @Test func elongatedAndEmptyImagesAreRefused() throws {
        #expect(throws: ImageProcessorError.aspectRatio(width: 1, height: 201)) {
            try ImageProcessor().resizedSize(width: 1, height: 201)
        }
        #expect(throws: ImageProcessorError.empty) { try ImageProcessor().resizedSize(width: 0, height: 5) }
    }

    @Test(arguments: [
        #"{"patch_size": 0}"#, #"{"image_std": [0, 1, 1]}"#, #"{"image_mean": [0.5]}"#, "[]",
        #"{"min_pixels": 10, "max_pixels": 5}"#, #"{"resample": 2}"#, #"{"patch_size": "a"}"#,
        #"{"image_processor_type": "CLIPImageProcessor"}"#,
    ])
    func senselessConfigurationsAreRefused(text: String) throws {
        let json = try JSONParser.parse(text)
        guard case .object = json else { return }
        #expect(throws: ImageProcessorError.self) { try ImageProcessorConfiguration(json: json) }
    }
}
