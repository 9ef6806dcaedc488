import Tensors

/// The vision tower of Qwen2.5-VL: patches in, one embedding for each square of merged patches out.
struct VisionTower: VisionEncoder {
    let configuration: VisionConfiguration
    let patchEmbedding: Linear
    let blocks: [VisionBlock]
    let merger: PatchMerger

    init(_ configuration: VisionConfiguration, _ weights: inout WeightCollector) throws {
        self.configuration = configuration
        let c = configuration
        patchEmbedding = try weights.patchEmbedding(c, bias: false)
        blocks = try (0..<c.depth).map { try VisionBlock(c, name: "visual.blocks.\($0)", &weights) }
        merger = try PatchMerger(c, name: "visual.merger", &weights)
    }

    /// Embeds images.
    /// - Parameters:
    ///   - patches: patches x `patchWidth`, merged squares of patches contiguous.
    ///   - grids: the images, validated.
    /// - Returns: merged patches x `outputSize`, in image order.
    func callAsFunction(_ patches: Tensor, grids: [ImageGrid]) -> Tensor {
        let c = configuration
        let order = WindowOrder(grids: grids, mergeSize: c.spatialMergeSize, side: c.windowTokens)
        let patchOrder = order.order.flatMap { $0 * c.mergeUnit..<($0 + 1) * c.mergeUnit }
        var hidden = patchEmbedding(patches).gatheringRows(patchOrder)
        let rotary = RotaryTable(c, grids: grids).gatheringRows(patchOrder)
        for (index, block) in blocks.enumerated() {
            let isFull = c.fullAttentionBlocks.contains(index)
            block.apply(
                to: &hidden, rotary: rotary, segments: isFull ? order.frameLengths : order.windowLengths)
        }
        return merger(hidden).gatheringRows(order.inverse)
    }
}
