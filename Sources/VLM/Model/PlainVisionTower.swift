import Tensors

/// The vision towers of Qwen2-VL and Qwen3-VL: every patch attends to its whole image.
///
/// P. Wang et al., "Qwen2-VL", arXiv 2409.12191; S. Bai et al., "Qwen3-VL technical report", arXiv 2511.21631.
struct PlainVisionTower: VisionEncoder {
    let configuration: VisionConfiguration
    let patchEmbedding: Linear
    let positions: LearnedPositions?
    let blocks: [PlainVisionBlock]
    let merger: LayerNormMerger
    /// The mergers of the features that go to the language model's first layers, in these layers' order.
    let deepMergers: [LayerNormMerger]

    init(_ configuration: VisionConfiguration, _ weights: inout WeightCollector) throws {
        self.configuration = configuration
        let c = configuration
        let isThird = c.architecture == .qwen3VL
        let names = isThird ? LayerNormMerger.Names.qwen3VL : .qwen2VL
        patchEmbedding = try weights.patchEmbedding(c, bias: isThird)
        positions = isThird ? try LearnedPositions(c, &weights) : nil
        blocks = try (0..<c.depth).map { try PlainVisionBlock(c, name: "visual.blocks.\($0)", &weights) }
        merger = try LayerNormMerger(c, name: "visual.merger", names: names, normsJoined: false, &weights)
        deepMergers = try c.deepstackBlocks.indices.map {
            try LayerNormMerger(
                c, name: "visual.deepstack_merger_list.\($0)", names: names, normsJoined: true, &weights)
        }
    }

    func callAsFunction(_ patches: Tensor, grids: [ImageGrid]) -> Tensor {
        let c = configuration
        var hidden = patchEmbedding(patches)
        if let positions { hidden.add(positions(grids, merge: c.spatialMergeSize)) }
        let rotary = RotaryTable(c, grids: grids)
        let frames = grids.flatMap { Array(repeating: $0.height * $0.width, count: $0.temporal) }
        var deep = [Tensor?](repeating: nil, count: deepMergers.count)
        for (index, block) in blocks.enumerated() {
            block.apply(to: &hidden, rotary: rotary, segments: frames)
            if let place = c.deepstackBlocks.firstIndex(of: index) { deep[place] = deepMergers[place](hidden) }
        }
        return Tensor.joining([merger(hidden)] + deep.compactMap { $0 })
    }
}
