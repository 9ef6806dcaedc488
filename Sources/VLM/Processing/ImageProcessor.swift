import Imaging

/// Cuts a picture into the normalised patches that the vision tower reads.
///
/// Follows transformers' `Qwen2VLImageProcessor` (its default, torchvision form): laid on white, resized to
/// multiples of `factor`, normalised, cut into patches that are ordered by merge groups, each still image
/// repeated `temporalPatchSize` times. P. Wang et al., "Qwen2-VL", arXiv 2409.12191, section 2.1.
public struct ImageProcessor: Sendable {
    /// The greatest ratio between an image's sides.
    public static let maximumAspectRatio = 200

    /// What the processor does.
    public let configuration: ImageProcessorConfiguration

    /// A processor of this configuration.
    public init(configuration: ImageProcessorConfiguration = .init()) { self.configuration = configuration }

    /// Patches of one image.
    public struct Patches: Hashable, Sendable {
        /// Patches x (channels x frames x side x side), row after row.
        public var values: [Float]
        /// Frames, rows and columns of patches.
        public var grid: ImageGrid

        /// Patches that are at hand.
        public init(values: [Float], grid: ImageGrid) {
            self.values = values
            self.grid = grid
        }
    }

    /// The size to which an image is resized: sides that are multiples of `factor`, close to the same aspect
    /// ratio, with `minimumPixels...maximumPixels` pixels.
    /// - Throws: `ImageProcessorError`.
    public func resizedSize(width: Int, height: Int) throws(ImageProcessorError) -> (width: Int, height: Int) {
        guard width > 0, height > 0 else { throw .empty }
        let ratio = Double(max(width, height)) / Double(min(width, height))
        guard ratio <= Double(Self.maximumAspectRatio) else {
            throw .aspectRatio(width: width, height: height)
        }
        let factor = Double(configuration.factor)
        let (w, h) = (Double(width), Double(height))
        var newWidth = (w / factor).rounded(.toNearestOrEven) * factor
        var newHeight = (h / factor).rounded(.toNearestOrEven) * factor
        if newWidth * newHeight > Double(configuration.maximumPixels) {
            let beta = (h * w / Double(configuration.maximumPixels)).squareRoot()
            newHeight = max(factor, (h / beta / factor).rounded(.down) * factor)
            newWidth = max(factor, (w / beta / factor).rounded(.down) * factor)
        } else if newWidth * newHeight < Double(configuration.minimumPixels) {
            let beta = (Double(configuration.minimumPixels) / (h * w)).squareRoot()
            newHeight = (h * beta / factor).rounded(.up) * factor
            newWidth = (w * beta / factor).rounded(.up) * factor
        }
        return (Int(newWidth), Int(newHeight))
    }

    /// The grid of patches that an image of this size gives.
    /// - Throws: `ImageProcessorError`.
    public func grid(width: Int, height: Int) throws(ImageProcessorError) -> ImageGrid {
        let size = configuration.resizes ? try resizedSize(width: width, height: height) : (width, height)
        guard size.0 % configuration.factor == 0, size.1 % configuration.factor == 0, size.0 > 0, size.1 > 0
        else { throw .unsupported("no resizing of a picture of \(width) x \(height) pixels") }
        return ImageGrid(height: size.1 / configuration.patchSize, width: size.0 / configuration.patchSize)
    }

    /// How many tokens an image of this grid takes in the prompt.
    public func tokenCount(of grid: ImageGrid) -> Int {
        grid.patches / (configuration.mergeSize * configuration.mergeSize)
    }

    /// The patches of an image.
    /// - Throws: `ImageProcessorError`.
    public func process(_ image: PixelImage) throws(ImageProcessorError) -> Patches {
        let opaque = image.composited(over: (255, 255, 255))
        let grid = try grid(width: opaque.width, height: opaque.height)
        let (width, height) = (grid.width * configuration.patchSize, grid.height * configuration.patchSize)
        let pixels = BicubicResampler.resize(
            opaque.pixels, width: opaque.width, height: opaque.height, toWidth: width, height: height)
        return Patches(values: patchify(pixels, width: width, grid: grid), grid: grid)
    }

    /// From interleaved RGB bytes to patches, in the order
    /// (rows/merge, columns/merge, merge, merge, channel, frame, y, x).
    private func patchify(_ pixels: [UInt8], width: Int, grid: ImageGrid) -> [Float] {
        let (side, merge, frames) = (
            configuration.patchSize, configuration.mergeSize, configuration.temporalPatchSize
        )
        let levels = (0..<3).map(levels(ofChannel:))
        var values = [Float](repeating: 0, count: grid.patches * configuration.patchWidth)
        var target = 0
        for groupRow in stride(from: 0, to: grid.height, by: merge) {
            for groupColumn in stride(from: 0, to: grid.width, by: merge) {
                for row in groupRow..<groupRow + merge {
                    for column in groupColumn..<groupColumn + merge {
                        for channel in 0..<3 {
                            let start = target
                            for y in row * side..<(row + 1) * side {
                                var source = (y * width + column * side) * 3 + channel
                                for _ in 0..<side {
                                    values[target] = levels[channel][Int(pixels[source])]
                                    target += 1
                                    source += 3
                                }
                            }
                            for _ in 1..<max(1, frames) {
                                for offset in 0..<side * side {
                                    values[target + offset] = values[start + offset]
                                }
                                target += side * side
                            }
                        }
                    }
                }
            }
        }
        return values
    }

    /// What each byte becomes: `(byte - mean / factor) / (deviation / factor)` in single precision, the order
    /// of operations of the reference.
    private func levels(ofChannel channel: Int) -> [Float] {
        (0..<256).map { byte in
            guard let normalization = configuration.normalization else {
                return configuration.rescaleFactor.map { Float(byte) * Float($0) } ?? Float(byte)
            }
            let scale = configuration.rescaleFactor.map { Float(1 / $0) } ?? 1
            let mean = Float(normalization.mean[channel]) * scale
            let deviation = Float(normalization.deviation[channel]) * scale
            return (Float(byte) - mean) / deviation
        }
    }
}
