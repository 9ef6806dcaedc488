import Tensors

/// Learned positions of patches: a square grid of rows that is stretched over each image, corners on corners, with
/// bilinear interpolation.
struct LearnedPositions: Sendable {
    let side: Int
    /// (side x side) x width.
    let table: Embedding

    init(_ c: VisionConfiguration, _ weights: inout WeightCollector) throws {
        side = Int(Double(c.learnedPositions).squareRoot())
        table = Embedding(
            weight: try weights.tensor("visual.pos_embed.weight", c.learnedPositions, c.hiddenSize))
    }

    /// A row for each patch, in the patches' order.
    func callAsFunction(_ grids: [ImageGrid], merge: Int) -> Tensor {
        let width = table.width
        var values: [Float] = []
        for grid in grids {
            let rows = places(grid.height)
            let columns = places(grid.width)
            var frame: [Float] = []
            frame.reserveCapacity(grid.height * grid.width * width)
            VisionConfiguration.forEachPatch(of: grid, merge: merge) { row, column in
                let (y, x) = (rows[row], columns[column])
                let corners = table([
                    y.low * side + x.low, y.low * side + x.high, y.high * side + x.low, y.high * side + x.high,
                ]).values
                let weights = [
                    (1 - y.share) * (1 - x.share), (1 - y.share) * x.share, y.share * (1 - x.share),
                    y.share * x.share,
                ]
                for k in 0..<width {
                    frame.append(
                        corners[k] * weights[0] + corners[width + k] * weights[1] + corners[2 * width + k] * weights[2]
                            + corners[3 * width + k] * weights[3])
                }
            }
            for _ in 0..<grid.temporal { values += frame }
        }
        return Tensor(shape: [values.count / width, width], values: values)
    }

    /// For each of `count` places along a side, the neighbours in the grid and how near the higher one is.
    private func places(_ count: Int) -> [(low: Int, high: Int, share: Float)] {
        (0..<count).map { index in
            let place = count > 1 ? Float(index) * Float(side - 1) / Float(count - 1) : 0
            let low = min(Int(place), side - 1)
            return (low, min(low + 1, side - 1), place - Float(low))
        }
    }
}
