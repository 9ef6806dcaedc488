import Tensors
import VLM

/// The vision tower, differentiable: patches in, one embedding a merged square out.
struct TrainableVisionTower: Sendable {
    /// What a backward pass needs.
    struct Tape {
        let patches: MatrixPool.Buffer
        let order: WindowOrder
        let places: [BlockPlace]
        var blocks: [TrainableBlock.Tape]
        let last: MatrixPool.Buffer
        let first: MatrixPool.Buffer
        let firstTape: TrainableLinear.Tape
        let secondTape: TrainableLinear.Tape
    }

    let configuration: VisionConfiguration
    let patchEmbedding: TrainableLinear
    let blocks: [TrainableBlock]
    let mergerNorm: TrainableNorm
    let mergerFirst: TrainableLinear
    let mergerSecond: TrainableLinear

    init(_ configuration: VisionConfiguration, _ builder: inout LayoutBuilder) {
        let c = configuration
        let isTrained = !builder.options.freezesVision && builder.options.adapters == nil
        let takesAdapters = !builder.options.freezesVision
        self.configuration = c
        let kernel = builder.parameter(
            "visual.patch_embed.proj.weight",
            [c.hiddenSize, c.channels, c.temporalPatchSize, c.patchSize, c.patchSize], isTrained: isTrained)
        patchEmbedding = TrainableLinear(weight: kernel, bias: nil, adapters: [])
        blocks = (0..<c.depth).map { index in
            let name = "visual.blocks.\(index)"
            func norm(_ suffix: String) -> TrainableNorm {
                builder.norm(name + suffix, width: c.hiddenSize, epsilon: c.normEpsilon, isTrained: isTrained)
            }
            func linear(_ maps: [(String, Int)], _ inputs: Int) -> TrainableLinear {
                builder.linear(
                    maps.map { (name + $0.0, $0.1) }, inputs: inputs, bias: true, isTrained: isTrained,
                    takesAdapters: takesAdapters)
            }
            return TrainableBlock(
                attention: TrainableAttention(
                    norm: norm(".norm1"), queryKeyValue: linear([(".attn.qkv", 3 * c.hiddenSize)], c.hiddenSize),
                    output: linear([(".attn.proj", c.hiddenSize)], c.hiddenSize),
                    geometry: Attention(
                        queryHeads: c.heads, keyValueHeads: c.heads, headDimension: c.headDimension),
                    window: nil),
                feedForward: TrainableFeedForward(
                    norm: norm(".norm2"),
                    gateUp: linear(
                        [(".mlp.gate_proj", c.intermediateSize), (".mlp.up_proj", c.intermediateSize)],
                        c.hiddenSize),
                    down: linear([(".mlp.down_proj", c.hiddenSize)], c.intermediateSize)))
        }
        let joined = c.hiddenSize * c.mergeUnit
        mergerNorm = builder.norm(
            "visual.merger.ln_q", width: c.hiddenSize, epsilon: c.normEpsilon, isTrained: isTrained)
        mergerFirst = builder.linear(
            [("visual.merger.mlp.0", joined)], inputs: joined, bias: true, isTrained: isTrained,
            takesAdapters: false)
        mergerSecond = builder.linear(
            [("visual.merger.mlp.2", c.outputSize)], inputs: joined, bias: true, isTrained: isTrained,
            takesAdapters: false)
    }

    /// Whether anything of the tower is trained.
    var isTrained: Bool {
        patchEmbedding.isTrained || blocks.contains(where: \.isTrained)
    }

    /// Embeds images.
    /// - Returns: merged patches x `outputSize`, in image order.
    func forward(
        _ images: [ImageProcessor.Patches], keepsTape: Bool, recomputes: Bool, _ pass: Pass
    ) -> (embeddings: MatrixPool.Buffer, tape: Tape?) {
        let c = configuration
        let grids = images.map(\.grid)
        let order = WindowOrder(grids: grids, mergeSize: c.spatialMergeSize, side: c.windowTokens)
        let patchOrder = order.order.flatMap { $0 * c.mergeUnit..<($0 + 1) * c.mergeUnit }
        let patches = pass.pool.matrix(patchOrder.count, c.patchWidth)
        load(images, order: patchOrder, into: patches.matrix)
        let hidden = pass.pool.matrix(patchOrder.count, c.hiddenSize)
        _ = patchEmbedding.forward(patches.matrix, into: hidden.matrix, pass)
        let places = places(order, RotaryTable(c, grids: grids).gatheringRows(patchOrder))
        let (last, tapes) = blocks.forward(
            hidden, places: places, keepsTape: keepsTape, recomputes: recomputes, pass)
        let normed = pass.pool.matrix(patchOrder.count, c.hiddenSize)
        mergerNorm.forward(last.matrix, into: normed.matrix, pass)
        let count = order.order.count
        let first = pass.pool.matrix(count, mergerFirst.outputs)
        let firstTape = mergerFirst.forward(joined(normed.matrix), into: first.matrix, pass)
        let active = pass.pool.matrix(count, mergerFirst.outputs)
        GELUGradient.forward(first.matrix, into: active.matrix)
        let merged = pass.pool.matrix(count, c.outputSize)
        let secondTape = mergerSecond.forward(active.matrix, into: merged.matrix, pass)
        let embeddings = pass.pool.matrix(count, c.outputSize)
        RowTable.gather(order.inverse, of: merged.matrix, into: embeddings.matrix)
        guard keepsTape else { return (embeddings, nil) }
        let tape = Tape(
            patches: patches, order: order, places: places, blocks: tapes, last: last, first: first,
            firstTape: firstTape, secondTape: secondTape)
        return (embeddings, tape)
    }

    /// Adds to the parameters' gradients.
    /// - Parameter d: the gradient by the embeddings.
    func backward(_ d: Matrix, _ tape: inout Tape, _ pass: Pass) {
        let c = configuration
        let count = tape.order.order.count
        let dMerged = pass.pool.matrix(count, c.outputSize)
        RowTable.gather(tape.order.order, of: d, into: dMerged.matrix)
        let active = pass.pool.matrix(count, mergerFirst.outputs)
        GELUGradient.forward(tape.first.matrix, into: active.matrix)
        let dFirst = pass.pool.matrix(count, mergerFirst.outputs)
        mergerSecond.backward(
            x: active.matrix, dy: dMerged.matrix, dx: dFirst.matrix, tape: tape.secondTape, pass)
        GELUGradient.backward(x: tape.first.matrix, dy: dFirst.matrix)
        let rows = tape.last.matrix.rows
        let normed = pass.pool.matrix(rows, c.hiddenSize)
        mergerNorm.forward(tape.last.matrix, into: normed.matrix, pass)
        let dNormed = pass.pool.matrix(rows, c.hiddenSize)
        mergerFirst.backward(
            x: joined(normed.matrix), dy: dFirst.matrix, dx: joined(dNormed.matrix), tape: tape.firstTape, pass)
        let dHidden = pass.pool.matrix(rows, c.hiddenSize)
        dHidden.matrix.clear()
        mergerNorm.backward(x: tape.last.matrix, dy: dNormed.matrix, dx: dHidden.matrix, pass)
        blocks.backward(
            dHidden.matrix, tapes: &tape.blocks, places: tape.places, needsInput: patchEmbedding.isTrained, pass)
        patchEmbedding.parameterGradients(x: tape.patches.matrix, dy: dHidden.matrix, tape: [], pass)
    }

    /// The patches of a square as one row.
    private func joined(_ x: Matrix) -> Matrix {
        Matrix(x.base, rows: x.rows / configuration.mergeUnit, columns: x.columns * configuration.mergeUnit)
    }

    /// Lays the images' patches out in the order of windows.
    private func load(_ images: [ImageProcessor.Patches], order: [Int], into target: Matrix) {
        var first = 0
        var place = [Int](repeating: 0, count: order.count)
        for (row, patch) in order.enumerated() { place[patch] = row }
        for image in images {
            image.values.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                for patch in 0..<image.grid.patches {
                    target.row(place[first + patch]).update(
                        from: source + patch * target.columns, count: target.columns)
                }
            }
            first += image.grid.patches
        }
    }

    private func places(_ order: WindowOrder, _ table: RotaryTable) -> [BlockPlace] {
        func groups(_ lengths: [Int]) -> [[AttentionSegment]] {
            var start = 0
            return lengths.map { length in
                defer { start += length }
                let rows = start..<start + length
                return [AttentionSegment(rows: rows, keys: [rows], isCausal: false)]
            }
        }
        let rotary = RotaryGradient(table)
        let whole = BlockPlace(rotary: rotary, groups: groups(order.frameLengths))
        let windows = BlockPlace(rotary: rotary, groups: groups(order.windowLengths))
        return blocks.indices.map { configuration.fullAttentionBlocks.contains($0) ? whole : windows }
    }
}
