import Tensors

extension RotaryTable {
    /// Angles of the multimodal rotary embedding of the language model: each pair of numbers turns with the
    /// position in time, in height or in width, by sections.
    package init(_ configuration: TextConfiguration, positions: PositionIDs) {
        let c = configuration
        let frequencies = Self.inverseFrequencies(width: c.headDimension, base: c.ropeTheta)
        let axes = c.rotaryAxes
        let half = frequencies.count
        var angles: [Float] = []
        angles.reserveCapacity(positions.count * half)
        for row in 0..<positions.count {
            let position = [positions.temporal[row], positions.height[row], positions.width[row]]
            for pair in 0..<half { angles.append(Float(position[axes[pair]]) * frequencies[pair]) }
        }
        self.init(angles: Tensor(shape: [positions.count, half], values: angles))
    }

    /// Angles of the axial rotary embedding of the vision tower: of the half-head's pairs, the first half turns
    /// with the patch's row, the second with its column. Patches are in image order.
    package init(_ configuration: VisionConfiguration, grids: [ImageGrid]) {
        let half = configuration.headDimension / 2
        let frequencies = Self.inverseFrequencies(width: half, base: configuration.ropeTheta)
        var angles: [Float] = []
        for grid in grids {
            var frame: [Float] = []
            VisionConfiguration.forEachPatch(of: grid, merge: configuration.spatialMergeSize) { row, column in
                frame += frequencies.map { Float(row) * $0 }
                frame += frequencies.map { Float(column) * $0 }
            }
            for _ in 0..<grid.temporal { angles += frame }
        }
        self.init(angles: Tensor(shape: [angles.count / half, half], values: angles))
    }
}
