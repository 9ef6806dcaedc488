import Foundation
import JSON

/// What a checkpoint's processor configuration says about pictures, with the defaults of Qwen2.5-VL's processor.
public struct ImageProcessorConfiguration: Hashable, Sendable {
    /// Side of a patch in pixels.
    public var patchSize = 14
    /// Frames in a patch; a still image is repeated this often.
    public var temporalPatchSize = 2
    /// Patches along each side of the square that becomes one token.
    public var mergeSize = 2
    /// Pixels that a resized image has at least.
    public var minimumPixels = 56 * 56
    /// Pixels that a resized image has at most.
    public var maximumPixels = 28 * 28 * 1280
    /// Whether images are resized at all.
    public var resizes = true
    /// Factor from bytes to the unit interval, nil for none.
    public var rescaleFactor: Double? = 1.0 / 255
    /// Mean and standard deviation by channel, nil for no normalisation.
    public var normalization: Normalization? = Normalization()

    /// Mean and standard deviation of red, green and blue, in the unit interval.
    public struct Normalization: Hashable, Sendable {
        /// Means; CLIP's by default (Radford et al. 2021).
        public var mean = [0.48145466, 0.4578275, 0.40821073]
        /// Standard deviations.
        public var deviation = [0.26862954, 0.26130258, 0.27577711]

        /// CLIP's.
        public init() {}
    }

    /// Qwen2.5-VL's defaults.
    public init() {}

    /// The image's sides are multiples of this after resizing.
    public var factor: Int { patchSize * mergeSize }
    /// Floats a patch.
    public var patchWidth: Int { 3 * temporalPatchSize * patchSize * patchSize }

    /// Reads a checkpoint directory: the `image_processor` of `processor_config.json` (as transformers 5 writes
    /// it), else `preprocessor_config.json`; nil when there is neither.
    /// - Throws: `ImageProcessorError`.
    public init?(directory: URL) throws {
        if let nested = try Self.read("processor_config.json", directory)?["image_processor"] {
            try self.init(json: nested)
        } else if let flat = try Self.read("preprocessor_config.json", directory) {
            try self.init(json: flat)
        } else {
            return nil
        }
    }

    private static func read(_ name: String, _ directory: URL) throws -> JSONValue? {
        let file = directory.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try JSONParser.parse([UInt8](Data(contentsOf: file)))
        } catch {
            throw ImageProcessorError.malformed(reason: "\(name): \(error)")
        }
    }

    /// Reads the content of a `preprocessor_config.json`.
    /// - Throws: `ImageProcessorError`.
    public init(json: JSONValue) throws {
        do {
            try read(JSONCursor(json))
        } catch let error as JSONFieldError {
            throw ImageProcessorError.malformed(reason: error.description)
        }
    }

    private mutating func read(_ root: JSONCursor) throws {
        if let type = root["image_processor_type"].value?.stringValue, !Self.knownTypes.contains(type) {
            throw ImageProcessorError.unsupported("the image processor \(type)")
        }
        let sides = 1...512
        patchSize = try root["patch_size"].ifPresent?.integer(in: sides) ?? patchSize
        temporalPatchSize =
            try root["temporal_patch_size"].ifPresent?.integer(in: 1...16) ?? temporalPatchSize
        mergeSize = try root["merge_size"].ifPresent?.integer(in: 1...16) ?? mergeSize
        let pixels = 1...1_000_000_000
        // The flat keys win over the members of `size`, as in transformers.
        let (low, high) = (root["min_pixels"].ifPresent, root["max_pixels"].ifPresent)
        let size = root["size"]
        let shortest = size["shortest_edge"].ifPresent ?? size["min_pixels"].ifPresent
        let longest = size["longest_edge"].ifPresent ?? size["max_pixels"].ifPresent
        minimumPixels = try (low ?? shortest)?.integer(in: pixels) ?? minimumPixels
        maximumPixels = try (high ?? longest)?.integer(in: pixels) ?? maximumPixels
        guard minimumPixels <= maximumPixels else {
            throw ImageProcessorError.malformed(
                reason: "at least \(minimumPixels) and at most \(maximumPixels) pixels")
        }
        if let resample = root["resample"].ifPresent, try resample.integer(in: 0...5) != 3 {
            throw ImageProcessorError.unsupported("a resampling filter other than bicubic")
        }
        resizes = try root["do_resize"].ifPresent?.bool() ?? true
        let factor = try root["rescale_factor"].ifPresent?.double(in: 1e-12...1e12) ?? 1.0 / 255
        rescaleFactor = try root["do_rescale"].ifPresent?.bool() ?? true ? factor : nil
        guard try root["do_normalize"].ifPresent?.bool() ?? true else {
            normalization = nil
            return
        }
        var statistics = Normalization()
        statistics.mean = try Self.channels(root["image_mean"], in: -1e6...1e6) ?? statistics.mean
        statistics.deviation = try Self.channels(root["image_std"], in: 1e-12...1e12) ?? statistics.deviation
        normalization = statistics
    }

    private static let knownTypes: Set = [
        "Qwen2VLImageProcessor", "Qwen2VLImageProcessorFast", "Qwen2VLImageProcessorPil",
        "Qwen2_5_VLImageProcessor",
    ]

    private static func channels(
        _ cursor: JSONCursor, in range: ClosedRange<Double>
    ) throws -> [Double]? {
        guard let cursor = cursor.ifPresent else { return nil }
        if cursor.value?.doubleValue != nil {
            return Array(repeating: try cursor.double(in: range), count: 3)
        }
        let values = try cursor.array(maximumCount: 3).map { try $0.double(in: range) }
        guard values.count == 3 else { throw cursor.fault("must have three values, one a channel") }
        return values
    }
}
