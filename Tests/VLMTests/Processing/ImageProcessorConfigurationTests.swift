import Foundation
import Testing
import VLM

/// The image processor's configuration is found where any version of transformers puts it.
struct ImageProcessorConfigurationTests {
    @Test func nestedFilesWinOverFlatOnes() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("processor-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: directory.appendingPathComponent(name))
        }
        #expect(try ImageProcessorConfiguration(directory: directory) == nil)
        try write(#"{"patch_size": 10, "min_pixels": 400, "max_pixels": 4000}"#, "preprocessor_config.json")
        #expect(try ImageProcessorConfiguration(directory: directory)?.patchSize == 10)
        try write(#"{"processor_class": "Qwen2_5_VLProcessor"}"#, "processor_config.json")
        #expect(try ImageProcessorConfiguration(directory: directory)?.maximumPixels == 4000)
        try write(
            #"{"image_processor": {"patch_size": 8, "size": {"shortest_edge": 64, "longest_edge": 640}}}"#,
            "processor_config.json")
        let nested = try ImageProcessorConfiguration(directory: directory)
        #expect(nested?.patchSize == 8 && nested?.minimumPixels == 64 && nested?.maximumPixels == 640)
        try write("{", "processor_config.json")
        #expect(throws: ImageProcessorError.self) { try ImageProcessorConfiguration(directory: directory) }
    }
}
