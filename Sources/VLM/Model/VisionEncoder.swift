import Tensors

/// The part of a model that reads pictures.
protocol VisionEncoder: Sendable {
    /// Embeds images.
    /// - Parameters:
    ///   - patches: patches x `patchWidth`, merged squares of patches contiguous.
    ///   - grids: the images, validated.
    /// - Returns: merged patches x `featureWidth`, in image order.
    func callAsFunction(_ patches: Tensor, grids: [ImageGrid]) -> Tensor
}

extension WeightCollector {
    /// The vision tower of a configuration.
    mutating func visionEncoder(_ configuration: VisionConfiguration) throws -> any VisionEncoder {
        configuration.architecture == .qwen25VL
            ? try VisionTower(configuration, &self) : try PlainVisionTower(configuration, &self)
    }

    /// The kernel of the 3D convolution, whose stride is its size, as a matrix over flattened patches.
    mutating func patchEmbedding(_ c: VisionConfiguration, bias: Bool) throws -> Linear {
        let name = "visual.patch_embed.proj"
        let kernel = try tensor(
            name + ".weight", c.hiddenSize, c.channels, c.temporalPatchSize, c.patchSize, c.patchSize)
        guard let matrix = kernel.reshaped([c.hiddenSize, c.patchWidth]) else {
            throw ConfigurationError("vision_config.patch_size", "does not fit the patch kernel")
        }
        return Linear(weight: matrix, bias: bias ? try tensor(name + ".bias", c.hiddenSize).floats() : nil)
    }
}

extension VisionConfiguration {
    /// Calls `body` with row and column of each patch in the order in which patches come: square by square of
    /// merged patches, row by row within each.
    static func forEachPatch(of grid: ImageGrid, merge: Int, _ body: (_ row: Int, _ column: Int) -> Void) {
        for top in stride(from: 0, to: grid.height, by: merge) {
            for left in stride(from: 0, to: grid.width, by: merge) {
                for row in top..<top + merge {
                    for column in left..<left + merge { body(row, column) }
                }
            }
        }
    }
}
